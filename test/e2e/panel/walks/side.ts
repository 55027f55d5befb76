import type { Page } from 'puppeteer-core';
import { eventually } from '../../support/eventually.ts';
import { shownText } from '../../support/shown.ts';
import type { Desk } from '../desk.ts';

/** A click on the icon in the toolbar, and the side panel that it opens. */
export const walkSide = async (desk: Desk): Promise<void> => {
  const { chromium, page, step } = desk;
  let side: Page | null = null;
  await step('toolbar-icon', async () => {
    await page.bringToFront();
    const extension = (await chromium.browser.extensions()).get(chromium.extension);
    if (extension === undefined) throw new Error('The browser does not know the extension.');
    await extension.triggerAction(page);
    const target = await eventually('the side panel', async () =>
      chromium.browser.targets().find((one) => one.url().endsWith('/side/side.html')),
    );
    side = await target.asPage();
  });
  await step('side-panel', async () => {
    const shown = side;
    if (shown === null) throw new Error('The side panel cannot be looked at.');
    await eventually('the verdict', async () => (await shownText(shown)).includes('This page thinks you are u-1'));
    await page.evaluate("dispatchEvent(new Event('second'))");
    await eventually('the error', () =>
      shown.evaluate(() => document.querySelector('[data-finding=user-switched-without-reset]') !== null),
    );
    await eventually('the identity cards and the flows', () =>
      shown.evaluate(() => document.querySelectorAll('[data-identity]').length === 2 && document.querySelector('[data-flow]') !== null),
    );
  });
};
