import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import manifest from '../../../manifest.json' with { type: 'json' };
import { allowInPrivateWindows, browserWindow, reloadExtension } from '../support/browser-window.ts';
import { eventually, pause } from '../support/eventually.ts';
import { type Firefox, withFirefox } from '../support/firefox.ts';
import { observed } from '../support/inspecting.ts';
import { exportRecording } from '../support/panel.ts';
import { type Site, startSite } from '../support/site.ts';
import { openToolbox } from '../support/toolbox.ts';
import { type Account, createAccount, recordedNumbers } from './account.ts';
import { countedPage } from './counted-pages.ts';
import { backAndForward, burst, closedTab, duplicatedTab, leavingInABurst, madeBy, manyTabs, recordingIn, type Stage } from './stories.ts';
import { allTabs, watchTabs } from './watching.ts';

/** `npm run soak` takes its time. */
const soaking = process.env.IDSCOPE_SOAK !== undefined;

const { id } = manifest.browser_specific_settings.gecko;

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

/** Runs inside an extension page. */
const openPrivately = (url: string): Promise<unknown> => {
  type Api = { windows: { create(what: { incognito: boolean; url: string }): Promise<unknown> } };
  return (globalThis as unknown as { browser: Api }).browser.windows.create({ incognito: true, url }).then(() => null);
};

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

test('nothing is lost or doubled by a private window in Firefox, which is a device of its own', { timeout: 300_000 }, async () => {
  await withFirefox('lifecycle-private', async (firefox) => {
    await allowInPrivateWindows(await browserWindow(firefox.browser), id);
    const page = await firefox.newPage();
    await page.goto('about:blank');
    const tab = await firefox.tabOf(page);
    const panel = await firefox.panelPage(tab, page);
    const address = countedPage(site, '/private', 'burst(5);');
    await page.goto(address);
    const before = new Set(await allTabs(panel));
    await panel.evaluate(openPrivately, address);
    const tabs = await eventually('the private tab', async () => {
      const fresh = (await allTabs(panel)).filter((one) => !before.has(one));
      return fresh.length > 0 && fresh;
    });
    await watchTabs(panel, tabs);
    const secret = await eventually('the private page', async () => {
      const others = (await firefox.browser.pages()).filter((one) => one !== page && one.url() === address);
      return others[0] ?? null;
    });
    await eventually('its first calls', () => secret.evaluate('globalThis.made?.length === 5') as Promise<boolean>);
    await burst(secret, 10);
    const made = [...(await madeBy(page)), ...(await madeBy(secret))];
    const recording = await account.settle('private window', made, () => exportRecording(panel, tab));
    expect(recording.devices.map(({ label }) => label).sort()).toEqual(['Private windows', 'This browser']);
    await secret.close();
  });
});

test('nothing is lost or doubled by the toolbox of Firefox opened late, docked and undocked, closed, and opened again', {
  timeout: 300_000,
}, async () => {
  await withFirefox('lifecycle-toolbox', async (firefox) => {
    const page = await firefox.newPage();
    await page.goto(countedPage(site, '/inspected', 'burst(10);'));
    await burst(page, 10);
    const first = await openToolbox(firefox.browser, 'Idscope');
    for (const side of ['right', 'window', 'bottom'] as const) {
      await burst(page, 5);
      await first.dock(side);
    }
    await burst(page, 5);
    const shows = async (toolbox: typeof first): Promise<void> => {
      await eventually('the panel to show it', async () => (await toolbox.read('content.document.body.textContent')).includes('Counted'));
    };
    await shows(first);
    await first.close();
    await burst(page, 30);
    const again = await openToolbox(firefox.browser, 'Idscope');
    await burst(page, 5);
    await shows(again);
    const made = await madeBy(page);
    const tab = await firefox.tabOf(page);
    const panel = await firefox.panelPage(tab, page);
    const recording = await account.settle('toolbox late, docked, undocked, closed, reopened', made, () => exportRecording(panel, tab));
    expect(observed(recording, 'document.opened')).toHaveLength(1);
  });
});

describe('when the extension goes under the page in Firefox (T19)', () => {
  test('and is updated, the page goes on working, and the next one is recorded whole', { timeout: 300_000 }, async () => {
    await onStage('lifecycle-updated', async (stage, firefox) => {
      const { page, tab } = stage;
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(String(error)));
      const address = countedPage(site, '/updated', 'burst(5);');
      await page.goto(address);
      await account.settle('before the extension is updated', await madeBy(page), () => recordingIn(stage));
      await reloadExtension(await browserWindow(firefox.browser), id);
      await burst(page, 20);
      await page.evaluate("app.mixpanel.identify('u-after')");
      await burst(page, 5);
      await account.arrived('after the extension was updated', await madeBy(page));
      // Firefox closed the panel's tab, and put the new content scripts into the page that is open: of an SDK that had started before them
      // they see storage and requests.
      const panel = await firefox.panelPage(tab, page);
      const there = await eventually('what is observed of the old page', async () => {
        const recording = await exportRecording(panel, tab);
        return observed(recording, 'sdk.found').length > 0 && recording;
      });
      expect(recordedNumbers(there)).toEqual([]);
      await page.goto(address);
      await burst(page, 5);
      await account.settle('the next page after it was updated', await madeBy(page), () => exportRecording(panel, tab));
      expect(errors).toEqual([]);
    });
  });

  test('and is removed, the page goes on working, and a new page is none the worse', async () => {
    await onStage('lifecycle-removed', async (stage, firefox) => {
      const { page } = stage;
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(String(error)));
      const address = countedPage(site, '/removed', 'burst(5);');
      await page.goto(address);
      await account.settle('before the extension is removed', await madeBy(page), () => recordingIn(stage));
      await firefox.browser.uninstallExtension(id);
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
