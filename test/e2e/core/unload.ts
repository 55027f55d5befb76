import { expect } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { called, type InBrowser, observed, recordingOf } from '../support/inspecting.ts';
import { mixpanelNpm, type Site } from '../support/site.ts';

/** A page calls the SDK inside `pagehide`, just before the next document takes its place. */
export async function callInPagehide(inBrowser: InBrowser, site: Site): Promise<void> {
  const leaving = "addEventListener('pagehide', () => { app.mixpanel.identify('u-late'); app.mixpanel.track('Leaving'); });";
  const start = site.page('/', { head: mixpanelNpm(site, 'TOK', `app.mixpanel.track('Arrived'); ${leaving}`) });
  const next = site.page('/next', { body: 'another page, without any SDK' });

  await inBrowser('pagehide', async (inspecting) => {
    const page = await inspecting.newPage();
    await page.goto('about:blank');
    const watched = await inspecting.inspect(page);
    await page.goto(start);
    await eventually('the arrival', async () => called(await recordingOf(watched), 'track').includes('Arrived'));
    await page.goto(next);
    const recording = await eventually('the call made inside pagehide', async () => {
      const found = await recordingOf(watched);
      return called(found, 'track').includes('Leaving') && found;
    });
    expect(called(recording, 'track')).toEqual(['Arrived', 'Leaving']);
    expect(called(recording, 'identify')).toEqual(['u-late']);
    const left = observed(recording, 'call.observed').find(({ args }) => args[0] === 'Leaving');
    expect(left?.after?.knownId).toBe('u-late');
    expect(observed(recording, 'document.closed').map(({ document }) => document)).toContain(left?.document);
  });
}
