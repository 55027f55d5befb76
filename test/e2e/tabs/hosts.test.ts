import { expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { mixpanelInit, mixpanelNpm } from '../support/site.ts';
import { eventsOf, inTabs } from './in-tabs.ts';

test('two hosts of a site share the cookie: the visitor known on one is known on the other, and nothing was there before', async () => {
  await inTabs('hosts', async ({ site, at, open, judged, identityOf }) => {
    site.page('/shop', { head: mixpanelNpm(site, 'TOK') });
    const www = await open(at('www.shop', '/shop'));
    await www.run("app.mixpanel.identify('u-1')");
    await eventually('www to know the user', async () => (await identityOf(www, 'mixpanel'))?.ids.knownId === 'u-1');
    const app = await open(at('app.shop', '/shop'));
    await app.run("app.mixpanel.track('On App')");
    const told = await judged('the event', (now) => eventsOf(now, 'mixpanel')['On App']?.delivery === 'accepted');
    expect(eventsOf(told, 'mixpanel')['On App']?.known).toBe('u-1');
    expect(told.analysis.identities.map(({ ids, storedBefore }) => [ids.knownId, storedBefore])).toEqual([
      ['u-1', { anonymousId: null, knownId: null }],
      ['u-1', { anonymousId: null, knownId: null }],
    ]);
    expect(told.analysis.projects[0]?.assumptions).toEqual([]);
    await app.run('app.mixpanel.reset()');
    await eventually('www to know nobody', async () => (await identityOf(www, 'mixpanel'))?.ids.knownId === null);
  });
});

test('what one host left unsent is neither lost nor sent by another host, and goes out when the visitor is back', async () => {
  await inTabs('hosts-unsent', async ({ site, at, open, judged }) => {
    // Sent late, and no beacon: what is called stays in this host's storage when the page goes.
    const slow = mixpanelInit(site, 'app.mixpanel', 'TOK').replace('"batch_flush_interval_ms":400', '"batch_flush_interval_ms":3000');
    const quiet = 'navigator.sendBeacon = () => false;';
    site.page('/slow', { head: `<script src="/lib/mixpanel-npm.js"></script><script>${quiet}${slow}</script>` });
    site.page('/shop', { head: mixpanelNpm(site, 'TOK') });
    const tab = await open(at('www.shop', '/slow'));
    await tab.run("app.mixpanel.track('Left Behind')");
    await tab.page.goto(at('app.shop', '/shop'));
    await tab.run("app.mixpanel.track('On App')");
    const meanwhile = await judged('the other host', (now) => eventsOf(now, 'mixpanel')['On App']?.delivery === 'accepted');
    expect(eventsOf(meanwhile, 'mixpanel')['Left Behind']?.delivery).toBe('queued');
    await tab.page.goto(at('www.shop', '/shop'));
    const back = await judged('what was left', (now) => eventsOf(now, 'mixpanel')['Left Behind']?.delivery === 'accepted');
    const events = back.analysis.projects.flatMap((project) => project.events.filter(({ event }) => event.name === 'Left Behind'));
    expect(events).toHaveLength(1);
    expect(events[0]?.call).not.toBeNull();
  });
});
