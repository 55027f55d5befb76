import { afterAll, beforeAll, expect, test } from 'vitest';
import { clickOn, pressKey, says, textsOf } from '../support/acting.ts';
import { withChromium } from '../support/chromium.ts';
import { eventually } from '../support/eventually.ts';
import { recordingOf } from '../support/inspecting.ts';
import type { ExtensionPage } from '../support/panel.ts';
import { mixpanelNpm, type Site, startSite } from '../support/site.ts';

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site.stop());

/** One person signs up; another, on the same browser, follows without a reset. */
const first = "app.mixpanel.track('Looked'); app.mixpanel.identify('u-1'); app.mixpanel.track('Bought');";
const second = "app.mixpanel.identify('u-2'); app.mixpanel.track('Paid');";

/** Presses a key on the part of the picture whose name contains `name`, having given it the focus. */
const pressOnPart = (panel: ExtensionPage, name: string, key: string): Promise<string> =>
  panel.evaluate(
    (wanted, pressed) => {
      const part = [...document.querySelectorAll<SVGElement>('.hit')].find(
        (each) => each.getAttribute('aria-label')?.includes(wanted) === true,
      );
      if (part === undefined) throw new Error(`No part of the picture is called ${wanted}.`);
      part.focus();
      part.dispatchEvent(new KeyboardEvent('keydown', { key: pressed, bubbles: true, cancelable: true }));
      return document.activeElement?.getAttribute('aria-label') ?? '';
    },
    name,
    key,
  );

/** The text of the next file that the panel saves, by `save`. */
const savedBy = async (panel: ExtensionPage, save: () => Promise<void>): Promise<{ readonly type: string; readonly text: string }> => {
  await panel.evaluate(() => {
    const { createObjectURL } = URL;
    URL.createObjectURL = (blob: Blob) => {
      URL.createObjectURL = createObjectURL;
      void blob.text().then((text) => Object.assign(globalThis, { saved: { type: blob.type, text } }));
      return createObjectURL.call(URL, blob);
    };
  });
  await save();
  return eventually('the file', () =>
    panel.evaluate(() => (globalThis as unknown as { saved?: { type: string; text: string } }).saved ?? null),
  );
};

test('a tester sees who the vendor takes for whom, follows a merge and a refusal to their events, and keeps the picture', async () => {
  await withChromium('profiles', async (chromium) => {
    const page = await chromium.newPage();
    const watched = await chromium.inspect(page);
    const { panel } = watched;
    const accepted = async (): Promise<number> =>
      (await recordingOf(watched)).observations.filter(({ kind }) => kind === 'wire.settled').length;
    await page.goto(site.page('/', { head: mixpanelNpm(site, 'TOK', first) }));
    await eventually('the sign-up to be accepted', accepted);
    const before = await accepted();
    await page.evaluate(second);
    await eventually('the second sign-up to be accepted', async () => (await accepted()) > before);

    await pressKey(panel, '2');
    await says(panel, '.sign-ups', '2 sign-ups called, 2 delivered, 1 of 1 with their history');
    expect(await panel.evaluate(() => document.querySelectorAll('.part.is-hull').length)).toBe(2);
    expect(await textsOf(panel, '.part.is-refused')).toEqual([expect.stringContaining('errAnonDistinctId')]);

    // From the device with the arrow to the event that merged it, and with Enter to its row.
    expect(await pressOnPart(panel, 'anonymous id $device:', 'ArrowRight')).toContain('merged');
    await pressOnPart(panel, 'merged', 'Enter');
    await says(panel, '.detail-head h2', 'Bought');
    await pressKey(panel, '2');
    await pressOnPart(panel, 'was refused', 'Enter');
    await says(panel, '.detail-head h2', 'Paid');

    await pressKey(panel, '2');
    const { type, text } = await savedBy(panel, () => pressKey(panel, 'w'));
    expect(type).toBe('image/svg+xml');
    expect(text).toMatch(/^<\?xml .*u-1.*u-2/s);
    expect(text).not.toMatch(/var\(|oklch|https?:(?!\/\/www\.w3\.org\/2000\/svg)/);

    // As a table, by the keyboard; and from a person to the events.
    await pressKey(panel, 'g');
    expect(await textsOf(panel, '[data-profile] th')).toEqual(['u-1', 'u-2']);
    await clickOn(panel, '[data-profile="u-2"] .plain');
    await eventually('only what lands on the second person', () =>
      panel.evaluate(() => {
        const lands = [...document.querySelectorAll<HTMLElement>('[data-row] [data-lands-on]')].map(({ dataset }) => dataset.landsOn);
        return lands.length > 0 && lands.every((label) => label === 'u-2');
      }),
    );
  });
});
