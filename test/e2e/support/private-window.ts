import type { Page } from 'puppeteer-core';
import type { Chromium } from './chromium.ts';
import { allowUnpacked } from './developer-mode.ts';
import { eventually } from './eventually.ts';

/** What the tester does on the page of extensions: allows this one in private windows. */
export async function allowInPrivate(chromium: Chromium): Promise<void> {
  await allowUnpacked(chromium);
  const page = await chromium.newPage();
  await page.goto('chrome://extensions');
  await page.evaluate((id) => {
    type Api = { updateExtensionConfiguration(what: { extensionId: string; incognitoAccess: boolean }): Promise<void> };
    const { developerPrivate } = (globalThis as unknown as { chrome: { developerPrivate: Api } }).chrome;
    return developerPrivate.updateExtensionConfiguration({ extensionId: id, incognitoAccess: true });
  }, chromium.extension);
  await page.close();
  // It ends and starts again, and a page opened in between is refused.
  await eventually('the extension to be back, allowed in private windows', async () => {
    const helper = await chromium.newPage();
    try {
      await helper.goto(`chrome-extension://${chromium.extension}/src/extension/devtools/devtools.html`);
      return await helper.evaluate(() =>
        (
          globalThis as unknown as { chrome: { extension: { isAllowedIncognitoAccess(): Promise<boolean> } } }
        ).chrome.extension.isAllowedIncognitoAccess(),
      );
    } finally {
      await helper.close();
    }
  });
}

/** Opens a private window at `address`, by the extension, and returns its page. */
export async function openPrivateWindow(chromium: Chromium, address: string): Promise<Page> {
  const before = new Set(await chromium.browser.pages());
  const helper = await chromium.newPage();
  await helper.goto(`chrome-extension://${chromium.extension}/src/extension/devtools/devtools.html`);
  await helper.evaluate((url) => {
    type Windows = { create(what: object): Promise<unknown> };
    return (globalThis as unknown as { chrome: { windows: Windows } }).chrome.windows.create({ incognito: true, url });
  }, address);
  await helper.close();
  return eventually('the private page', async () => {
    const fresh = (await chromium.browser.pages()).filter((page) => !before.has(page) && page.url() === address);
    return fresh[0] ?? null;
  });
}
