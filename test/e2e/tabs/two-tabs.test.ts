import { expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { mixpanelNpm, segmentNpm } from '../support/site.ts';
import { eventsOf, inTabs } from './in-tabs.ts';

test('Mixpanel: what one tab identifies and resets, the other sends from then on, and is shown to', async () => {
  await inTabs('two-tabs-mixpanel', async ({ site, open, judged, identityOf }) => {
    const address = site.page('/', { head: mixpanelNpm(site, 'TOK') });
    const a = await open(address);
    const b = await open(address);
    await b.run("app.mixpanel.track('B before')");
    await a.run("app.mixpanel.identify('u-1')");
    await eventually('tab B to be known as u-1', async () => (await identityOf(b, 'mixpanel'))?.ids.knownId === 'u-1');
    await b.run("app.mixpanel.track('B after identify')");
    await a.run('app.mixpanel.reset()');
    await eventually('tab B to be nobody again', async () => {
      const now = await identityOf(b, 'mixpanel');
      return now !== null && now.ids.knownId === null && now.ids.anonymousId === (await identityOf(a, 'mixpanel'))?.ids.anonymousId;
    });
    await b.run("app.mixpanel.track('B after reset')");
    const told = await judged('the last event', (now) => eventsOf(now, 'mixpanel')['B after reset']?.delivery === 'accepted');
    const events = eventsOf(told, 'mixpanel');
    expect(['B before', 'B after identify', 'B after reset'].map((name) => events[name])).toEqual([
      { known: null, delivery: 'accepted' },
      { known: 'u-1', delivery: 'accepted' },
      { known: null, delivery: 'accepted' },
    ]);
  });
});

test('Segment: a reset in one tab leaves the other with the user, which it then stores again', async () => {
  await inTabs('two-tabs-segment', async ({ site, open, judged, identityOf }) => {
    const address = site.page('/', { head: segmentNpm(site, 'WK') });
    const a = await open(address);
    const b = await open(address);
    await b.run("app.analytics.track('B before')");
    await a.run("app.analytics.identify('u-1')");
    await b.run("app.analytics.track('B after identify')");
    await eventually('the user in storage', async () => (await identityOf(b, 'segment'))?.stored?.knownId === 'u-1');
    await a.run('app.analytics.reset()');
    const stale = await eventually('tab B to differ from what is stored', async () => {
      const now = await identityOf(b, 'segment');
      return now?.stored?.knownId === null && now;
    });
    expect(stale.ids.knownId).toBe('u-1');
    expect((await identityOf(a, 'segment'))?.ids.knownId).toBeNull();
    await b.run("app.analytics.track('B after reset')");
    const told = await judged('the last event', (now) => eventsOf(now, 'segment')['B after reset']?.delivery === 'accepted');
    const events = eventsOf(told, 'segment');
    expect(['B before', 'B after identify', 'B after reset'].map((name) => events[name])).toEqual([
      { known: null, delivery: 'accepted' },
      { known: 'u-1', delivery: 'accepted' },
      { known: 'u-1', delivery: 'accepted' },
    ]);
    expect((await identityOf(b, 'segment'))?.stored?.knownId).toBe('u-1');
    expect(site.collector.received().flatMap(({ payloads }) => payloads)).toHaveLength(4);
  });
});
