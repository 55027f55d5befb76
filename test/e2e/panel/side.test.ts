import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withChromium } from '../support/chromium.ts';
import { eventually } from '../support/eventually.ts';
import { withFirefox } from '../support/firefox.ts';
import type { ExtensionPage } from '../support/panel.ts';
import { press, shownText } from '../support/shown.ts';
import { mixpanelNpm, type Site, startSite } from '../support/site.ts';

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site.stop());

const sidePath = 'src/extension/side/side.html';

/** A page that identifies a placeholder: an error at once. */
const openWrong = (): string =>
  site.page('/wrong', {
    head: mixpanelNpm(site, 'TOK', "app.mixpanel.track('Before'); app.mixpanel.identify('undefined'); app.mixpanel.track('After');"),
  });

/** The number on the toolbar's icon, and the words for who cannot see it. */
const badgeOf = (page: ExtensionPage, tab: number): Promise<string> =>
  page.evaluate(async (tabId) => {
    type Action = { getBadgeText(of: { tabId: number }): Promise<string>; getTitle(of: { tabId: number }): Promise<string> };
    const scope = globalThis as unknown as { browser?: { action: Action }; chrome: { action: Action } };
    const { action } = scope.browser ?? scope.chrome;
    return `${await action.getBadgeText({ tabId })}|${await action.getTitle({ tabId })}`;
  }, tab);

/** What the side panel is for, in either browser. */
const showsTheTab = async (side: ExtensionPage, page: Page, tab: number): Promise<void> => {
  await page.goto(openWrong());
  await eventually('the verdict', async () => (await shownText(side)).includes('This page thinks you are'));
  await eventually('the error', () => side.evaluate(() => document.querySelector('[data-finding=placeholder-id]') !== null));
  expect(await side.evaluate(() => document.querySelectorAll('[data-identity=mixpanel]').length)).toBe(1);
  expect(await shownText(side)).toContain('Not tried yet');
  await eventually('the number on the icon', async () => (await badgeOf(side, tab)) === '1|Idscope: 1 error');

  await press(side, 'I logged out');
  await eventually('the log-out to be taken', () =>
    side.evaluate(() => document.querySelector<HTMLElement>('[data-logout]')?.dataset.logout !== 'not-tried'),
  );
};

describe('for testers who do not open DevTools', () => {
  test('the side panel of Chromium shows the tab in front, its icon counts errors, and what is chosen for the site outlives everything', async () => {
    await withChromium('side-panel', async (chromium) => {
      const page = await chromium.newPage();
      await page.goto(site.page('/', { body: 'Nothing here.' }));
      const tab = await chromium.tabOf(page);
      const own = (path: string): string => `chrome-extension://${chromium.extension}/${path}`;
      const side = await chromium.browser.newPage();
      await side.goto(own(`${sidePath}?tab=${tab}`));
      await page.bringToFront();
      await showsTheTab(side, page, tab);

      // Settings are made in the panel.
      const panel = await chromium.panelPage(tab, page);
      await eventually('the sheet', () =>
        panel.evaluate(() => {
          if (document.querySelector('[data-always-record]') !== null) return true;
          document.querySelector<HTMLElement>('[data-key=settings]')?.click();
          return false;
        }),
      );
      await panel.evaluate(() => document.querySelector<HTMLElement>('[data-always-record]')?.click());
      await panel.evaluate(() => {
        const field = document.querySelector<HTMLTextAreaElement>('[data-pattern=login]');
        if (field === null) throw new Error('There is no field for log-ins.');
        field.value = '/welcome';
        field.dispatchEvent(new Event('input', { bubbles: true }));
      });
      await eventually('the form to be sent', () =>
        panel.evaluate(() => {
          const button = document.querySelector<HTMLButtonElement>('[data-auth] [type=submit]');
          if (button === null || button.disabled) return false;
          button.click();
          return true;
        }),
      );
      await eventually('the settings to be kept', () => keptOnDisk(panel, '/welcome'));
      await panel.close();
      await side.close();

      // As after closing the browser: nothing is left but the disk, and nobody looks.
      const helper = await chromium.browser.newPage();
      await helper.goto(own('src/extension/devtools/devtools.html'));
      await helper.evaluate(() => (globalThis as unknown as Storage).chrome.storage.session.clear());
      await chromium.killWorker();
      await page.bringToFront();
      await page.goto(openWrong());
      await eventually('the number on the icon without a panel', async () => (await badgeOf(helper, tab)).startsWith('1|'));
      await page.goto(site.page('/welcome', { head: mixpanelNpm(site, 'TOK') }));

      const late = await chromium.panelPage(tab, page);
      await eventually('the log-in that only the pattern tells', async () =>
        late.evaluate(() => document.querySelector('[data-row][data-title=login]') !== null),
      );
    });
  });

  test('the sidebar of Firefox shows the tab, and its icon counts errors', async () => {
    await withFirefox('sidebar', async (firefox) => {
      const page = await firefox.newPage();
      await page.goto(site.page('/', { body: 'Nothing here.' }));
      const tab = await firefox.tabOf(page);
      const side = await firefox.panelPage(tab, page, sidePath);
      await showsTheTab(side, page, tab);
    });
  });
});

type Storage = {
  readonly chrome: {
    readonly storage: {
      readonly session: { clear(): Promise<void> };
      readonly local: { get(key: string): Promise<Record<string, unknown>> };
    };
  };
};

const keptOnDisk = (page: ExtensionPage, text: string): Promise<boolean> =>
  page.evaluate(
    async (wanted) => JSON.stringify(await (globalThis as unknown as Storage).chrome.storage.local.get('sites')).includes(wanted),
    text,
  );
