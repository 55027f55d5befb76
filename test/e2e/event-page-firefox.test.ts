import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from './support/eventually.ts';
import { withFirefox } from './support/firefox.ts';
import { called, recordingOf } from './support/inspecting.ts';
import { shownRows } from './support/shown.ts';
import { mixpanelNpm, type Site, startSite } from './support/site.ts';

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site.stop());

/** Runs inside an extension page: true while the event page sleeps. */
const asleep = (): boolean =>
  (globalThis as unknown as { browser: { extension: { getBackgroundPage(): unknown } } }).browser.extension.getBackgroundPage() === null;

test('nothing is lost or doubled when the event page of Firefox goes to sleep in between', async () => {
  const start = site.page('/', { head: mixpanelNpm(site, 'TOK', "app.mixpanel.track('Before Sleep');") });
  await withFirefox(
    'event-page',
    async (firefox) => {
      const page = await firefox.newPage();
      await page.goto('about:blank');
      const tab = await firefox.tabOf(page);
      const watched = { panel: await firefox.panelPage(tab, page), tab };
      await page.goto(start);
      await eventually('the first event', async () => (await shownRows(watched.panel)).some(({ text }) => text.includes('Before Sleep')));
      for (const name of ['After One Sleep', 'After Two Sleeps']) {
        await eventually('the event page to sleep', () => watched.panel.evaluate(asleep));
        await page.evaluate(`app.mixpanel.track(${JSON.stringify(name)})`);
        await eventually(`${name} in the panel`, async () => (await shownRows(watched.panel)).some(({ text }) => text.includes(name)));
      }
      const recording = await recordingOf(watched);
      expect(called(recording, 'track')).toEqual(['Before Sleep', 'After One Sleep', 'After Two Sleeps']);
      const places = recording.observations.map(({ document, seq }) => `${document} ${seq}`);
      expect(new Set(places).size).toBe(places.length);
    },
    { 'extensions.background.idle.timeout': 1_200 },
  );
});
