import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import manifest from '../../../manifest.json' with { type: 'json' };
import { eventually, pause } from '../support/eventually.ts';
import { type Firefox, withFirefox } from '../support/firefox.ts';
import { type Site, startSite } from '../support/site.ts';
import { type Account, createAccount } from './account.ts';
import { countedPage } from './counted-pages.ts';
import { backAndForward, burst, closedTab, duplicatedTab, leavingInABurst, madeBy, manyTabs, recordingIn, type Stage } from './stories.ts';

/** `npm run soak` takes its time. */
const soaking = process.env.IDSCOPE_SOAK !== undefined;

let site: Site;
let account: Account;
beforeAll(async () => {
  site = await startSite();
  account = createAccount(site);
});
afterAll(async () => {
  account.print('lifecycles in firefox');
  await site.stop();
});

/** One watched tab of a browser of its own. */
const onStage = (
  name: string,
  play: (stage: Stage, firefox: Firefox) => Promise<void>,
  prefs: Readonly<Record<string, unknown>> = {},
): Promise<void> =>
  withFirefox(
    name,
    async (firefox) => {
      const page = await firefox.newPage();
      await page.goto('about:blank');
      const tab = await firefox.tabOf(page);
      const panel = await firefox.panelPage(tab, page);
      await play({ site, account, page, panel, tab, newPage: firefox.newPage, pages: () => firefox.browser.pages() }, firefox);
    },
    prefs,
  );

/** Runs inside an extension page: true while the event page sleeps. */
const asleep = (): boolean =>
  (globalThis as unknown as { browser: { extension: { getBackgroundPage(): unknown } } }).browser.extension.getBackgroundPage() === null;

describe('nothing is lost or doubled in Firefox', () => {
  test('by the back/forward cache, leaving in a burst, tabs closed and duplicated, and many tabs', {
    timeout: soaking ? 1_500_000 : 300_000,
  }, async () => {
    await onStage('lifecycle-tabs', async (stage) => {
      await leavingInABurst(stage);
      await closedTab(stage);
      await duplicatedTab(stage);
      await manyTabs(stage, soaking ? 100 : 8);
      await backAndForward(stage, 2);
    });
  });

  test('by the event page falling asleep, with calls while it sleeps and wakes', { timeout: 300_000 }, async () => {
    const sleeps = soaking ? 20 : 3;
    await onStage(
      'lifecycle-sleeps',
      async (stage) => {
        const { page, panel } = stage;
        await page.goto(countedPage(site, '/asleep', 'burst(5);'));
        for (let time = 0; time < sleeps; time += 1) {
          await burst(page, 5);
          await eventually('the event page to sleep', () => panel.evaluate(asleep), 30_000);
          await burst(page, 10);
        }
        await account.settle(`event page asleep ${sleeps} times`, await madeBy(page), () => recordingIn(stage));
      },
      { 'extensions.background.idle.timeout': 1_000 },
    );
  });
});

describe('when the extension goes under the page in Firefox', () => {
  test('and is removed, the page goes on working, and a new page is none the worse', async () => {
    await onStage('lifecycle-removed', async (stage, firefox) => {
      const { page } = stage;
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(String(error)));
      const address = countedPage(site, '/removed', 'burst(5);');
      await page.goto(address);
      await account.settle('before the extension is removed', await madeBy(page), () => recordingIn(stage));
      await firefox.browser.uninstallExtension(manifest.browser_specific_settings.gecko.id);
      await pause(500);
      await burst(page, 20);
      await account.arrived('after the extension was removed', await madeBy(page));
      await page.goto(address);
      await burst(page, 5);
      await account.arrived('the next page after it was removed', await madeBy(page));
      expect(errors).toEqual([]);
    });
  });
});
