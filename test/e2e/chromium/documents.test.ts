import { afterEach, beforeEach, expect, test } from 'vitest';
import { withChromium } from '../support/chromium.ts';
import { simulate } from '../support/command.ts';
import { eventually } from '../support/eventually.ts';
import { called, observed, recordingOf } from '../support/inspecting.ts';
import { shownRows } from '../support/shown.ts';
import { mixpanelNpm, type Site, startSite } from '../support/site.ts';

let site: Site;
beforeEach(async () => {
  site = await startSite();
});
afterEach(() => site.stop());

const page = (path: string, then: string): string => site.page(path, { head: mixpanelNpm(site, 'TOK', then) });

test('several documents of one tab stand in one recording, in order', async () => {
  const addresses = ['/one', '/two', '/three'].map((path) => page(path, `app.mixpanel.track('Opened ${path}');`));
  await withChromium('documents', async (chromium) => {
    const tab = await chromium.newPage();
    const watched = await chromium.inspect(tab);
    for (const address of addresses) await tab.goto(address);
    const recording = await eventually('all three documents', async () => {
      const found = await recordingOf(watched);
      return called(found, 'track').length === 3 && found;
    });
    const opened = observed(recording, 'document.opened');
    expect(opened.map(({ url }) => url)).toEqual(addresses);
    expect(new Set(opened.map(({ document }) => document)).size).toBe(3);
    expect(called(recording, 'track')).toEqual(['Opened /one', 'Opened /two', 'Opened /three']);
    expect(observed(recording, 'document.closed').map(({ document }) => document)).toEqual(
      opened.slice(0, 2).map(({ document }) => document),
    );
  });
});

test('two tabs are one session: what one of them identifies moves the history of the other', async () => {
  const first = page('/first', "app.mixpanel.track('In The First Tab');");
  const second = page('/second', "app.mixpanel.identify('u-2'); app.mixpanel.track('In The Second Tab');");
  await withChromium('two-tabs', async (chromium) => {
    const one = await chromium.newPage();
    await one.goto(first);
    const watched = await chromium.inspect(one);
    await eventually('the first event', async () => (await shownRows(watched.panel)).some(({ text }) => text.includes('In The First Tab')));

    const two = await chromium.newPage();
    await two.goto('about:blank');
    await chromium.panelPage(await chromium.tabOf(two), two);
    await two.goto(second);
    await eventually('the first tab to know', async () =>
      (await shownRows(watched.panel)).some(({ text, landsOn }) => text.includes('In The First Tab') && landsOn === 'u-2'),
    );
    const recording = await recordingOf(watched);
    const tabs = new Set(recording.observations.map(({ tab }) => tab));
    expect(tabs.size).toBe(2);
    expect(recording.devices.length).toBe(1);
  });
});

test('a tab without a panel says nothing (T23)', async () => {
  const loud = page('/loud', "app.mixpanel.track('Nobody Looks');");
  const looked = page('/looked', "app.mixpanel.track('Somebody Looks');");
  await withChromium('unwatched', async (chromium) => {
    const unwatched = await chromium.newPage();
    await unwatched.goto(loud);
    const tab = await chromium.newPage();
    const watched = await chromium.inspect(tab);
    await tab.goto(looked);
    const recording = await eventually('the watched tab', async () => {
      const found = await recordingOf(watched);
      return called(found, 'track').includes('Somebody Looks') && found;
    });
    expect(called(recording, 'track')).toEqual(['Somebody Looks']);
    expect(JSON.stringify(recording)).not.toContain('/loud');
  });
});

test('a page that returns from the back/forward cache goes on being recorded (T17)', async () => {
  const start = page(
    '/',
    "app.mixpanel.track('Before'); addEventListener('pageshow', (event) => { globalThis.persisted = event.persisted; });",
  );
  const away = site.page('/away', { body: 'elsewhere' });
  await withChromium('bfcache', async (chromium) => {
    const tab = await chromium.newPage();
    await tab.goto('about:blank');
    const watched = await chromium.panelPage(await chromium.tabOf(tab), tab);
    const at = { panel: watched, tab: Number(new URL(watched.url()).searchParams.get('tab')) };
    await tab.goto(start);
    await eventually('the first visit', async () => called(await recordingOf(at), 'track').includes('Before'));
    await tab.goto(away);
    await tab.goBack();
    expect(await tab.evaluate('globalThis.persisted')).toBe(true);
    await tab.evaluate("app.mixpanel.track('After')");
    const recording = await eventually('the call after the return', async () => {
      const found = await recordingOf(at);
      return called(found, 'track').includes('After') && found;
    });
    expect(called(recording, 'track')).toEqual(['Before', 'After']);
    expect(observed(recording, 'document.opened').map(({ lifecycle }) => lifecycle)).toEqual(['active', 'bfcache']);
    expect(observed(recording, 'document.closed').map(({ to }) => to)).toEqual(['bfcache']);
    expect((await simulate(recording)).projects[0]?.profiles.length).toBe(1);
  });
});
