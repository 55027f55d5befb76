import type { Page } from 'puppeteer-core';
import type { Chromium } from '../../e2e/support/chromium.ts';
import { eventually } from '../../e2e/support/eventually.ts';

/** The panel in a window of its own, so that page and panel are both on the screen: what is hidden draws nothing and waits. */
export async function panelWindow(
  { browser, extension, tabOf }: Chromium,
  page: Page,
): Promise<{ readonly panel: Page; readonly tab: number }> {
  const tab = await tabOf(page);
  const panel = await browser.newPage({ type: 'window' });
  await panel.goto(`chrome-extension://${extension}/src/extension/panel/panel.html?tab=${tab}`);
  await eventually('the page in the panel', () => panel.evaluate(() => document.querySelector('table.grid') !== null));
  return { panel, tab };
}
