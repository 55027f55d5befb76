import { expect } from 'vitest';
import { eventually, pause } from '../support/eventually.ts';
import { called, type InBrowser, observed, recordingOf } from '../support/inspecting.ts';
import { shownRows } from '../support/shown.ts';
import { mixpanelNpm, type Site } from '../support/site.ts';

/** The page has been at work for a while when somebody opens the panel. */
export async function latePanel(inBrowser: InBrowser, site: Site): Promise<void> {
  const start = site.page('/', { head: mixpanelNpm(site, 'TOK', "app.mixpanel.track('First'); app.mixpanel.identify('u-7');") });

  await inBrowser('late-panel', async (inspecting) => {
    const page = await inspecting.newPage();
    await page.goto(start);
    await page.evaluate("app.mixpanel.track('Second')");
    await eventually('everything to be sent', () => site.collector.received().length > 0);
    await pause(1_000);
    const watched = await inspecting.inspect(page);
    await eventually('what happened before, in the panel', async () => {
      const rows = await shownRows(watched.panel);
      return ['First', 'Second'].every((name) => rows.some(({ text, landsOn }) => text.includes(name) && landsOn === 'u-7'));
    });
    await page.evaluate("app.mixpanel.track('Third')");
    const recording = await eventually('what happens now', async () => {
      const found = await recordingOf(watched);
      return called(found, 'track').includes('Third') && found;
    });
    expect(called(recording, 'track')).toEqual(['First', 'Second', 'Third']);
    expect(observed(recording, 'document.opened').map(({ url }) => url)).toEqual([start]);
    expect(observed(recording, 'wire.sent').length).toBeGreaterThan(0);
  });
}
