import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clickOn, fill, pressKey, says, textsOf } from '../support/acting.ts';
import { type Chromium, withChromium } from '../support/chromium.ts';
import { eventually } from '../support/eventually.ts';
import type { ExtensionPage } from '../support/panel.ts';
import { allowInPrivate, openPrivateWindow } from '../support/private-window.ts';
import { mixpanelNpm, type Site, startSite } from '../support/site.ts';

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site.stop());

const openLogin = (): string =>
  site.page('/', {
    head: mixpanelNpm(site, 'TOK', "app.mixpanel.track('Looked'); app.mixpanel.identify('u-1'); app.mixpanel.track('Bought');"),
  });

test('a private window is a second device: who logs in there too is one person with two anonymous ids', async () => {
  await withChromium('second-device', async (chromium) => {
    await allowInPrivate(chromium);
    const address = openLogin();
    const page = await chromium.newPage();
    await page.goto('about:blank');
    await eventually('the extension to be back', () => chromium.tabOf(page));
    const { panel } = await chromium.inspect(page);
    await page.goto(address);
    await says(panel, '[data-row]', 'Bought');
    await pressKey(panel, 'd');
    await says(panel, '.device-sheet', 'Idscope runs in private windows. Open one');
    await pressKey(panel, 'Escape');

    // As the sheet says: a private window, DevTools in it, and Idscope.
    const secret = await openPrivateWindow(chromium, address);
    const there = await chromium.inspect(secret);
    await secret.reload();
    await says(there.panel, '[data-row]', 'Bought');
    await says(panel, '.session-line', 'Private windows');
    await says(there.panel, '.session-line', 'Private windows');
    await pressKey(panel, '2');
    await says(panel, '.summary', '2 anonymous ids → 1 profile');

    await clickOn(panel, '[data-place-chip*="rivate"]');
    await eventually('only what happened in the private window', async () => {
      const rows = await textsOf(panel, '[data-row] .where');
      return rows.length > 0 && rows.every((where) => where.includes('Private windows'));
    });
    await secret.close();
  });
});

/** Opens the sheet of what holds for the site. */
const openSettings = async (panel: ExtensionPage): Promise<void> => {
  await eventually('the sheet', async () => {
    await pressKey(panel, ',');
    return (await textsOf(panel, '[data-always-record], dialog')).length > 1;
  });
};

test('what is chosen for a site is there after the browser was closed and started again, and its pages are recorded without a panel', async () => {
  const profile = await mkdtemp(join(tmpdir(), 'idscope-restart-'));
  const session = (work: (chromium: Chromium) => Promise<void>) => withChromium('restart', work, [`--user-data-dir=${profile}`]);
  const address = openLogin();
  try {
    await session(async (chromium) => {
      const page = await chromium.newPage();
      await page.goto(address);
      const panel = await chromium.panelPage(await chromium.tabOf(page), page);
      await page.reload();
      await says(panel, '[data-row]', 'Bought');
      await fill(panel, '[data-model="TOK"]', 'mixpanel-original');
      await openSettings(panel);
      await clickOn(panel, '[data-always-record]');
      await fill(panel, '[data-pattern=login]', '/welcome');
      await clickOn(panel, '[data-auth] [type=submit]');
      await says(panel, '[data-chosen=model]', 'Original');
      await eventually('all of it on the disk', () => onDisk(panel, ['/welcome', 'mixpanel-original', '"alwaysRecord":true']));
    });
    await session(async (chromium) => {
      const page = await chromium.newPage();
      await page.goto(address);
      const panel = await chromium.panelPage(await chromium.tabOf(page), page);
      // Recorded from its first moment, before there was a panel.
      await says(panel, '[data-row]', 'Looked');
      expect(await panel.$eval('[data-model="TOK"]', (choice) => (choice as HTMLSelectElement).value)).toBe('mixpanel-original');
      await openSettings(panel);
      expect(await panel.$eval('[data-always-record]', (box) => (box as HTMLInputElement).checked)).toBe(true);
      expect(await panel.$eval('[data-pattern=login]', (field) => (field as HTMLTextAreaElement).value)).toBe('/welcome');
    });
  } finally {
    await rm(profile, { recursive: true, force: true });
  }
});

const onDisk = (page: ExtensionPage, wanted: readonly string[]): Promise<boolean> =>
  page.evaluate(async (texts) => {
    type Local = { get(key: null): Promise<Record<string, unknown>> };
    const { local } = (globalThis as unknown as { chrome: { storage: { local: Local } } }).chrome.storage;
    const kept = JSON.stringify(await local.get(null));
    return texts.every((text) => kept.includes(text));
  }, wanted);
