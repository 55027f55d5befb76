import type { Chromium } from './chromium.ts';

/** Without it Chromium does not start an unpacked extension again, once it ended. */
export async function allowUnpacked(chromium: Chromium): Promise<void> {
  const page = await chromium.newPage();
  await page.goto('chrome://extensions');
  await page.evaluate(() => {
    type Api = { updateProfileConfiguration(what: { inDeveloperMode: boolean }): Promise<void> };
    const { developerPrivate } = (globalThis as unknown as { chrome: { developerPrivate: Api } }).chrome;
    return developerPrivate.updateProfileConfiguration({ inDeveloperMode: true });
  });
  await page.close();
}
