import type { Frame, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Chromium, withChromium } from '../support/chromium.ts';
import { allowUnpacked } from '../support/developer-mode.ts';
import { eventually, pause } from '../support/eventually.ts';
import { observed } from '../support/inspecting.ts';
import { exportRecording } from '../support/panel.ts';
import { allowInPrivate } from '../support/private-window.ts';
import { shownText } from '../support/shown.ts';
import { type Site, startSite } from '../support/site.ts';
import { type Account, createAccount } from './account.ts';
import { countedPage } from './counted-pages.ts';
import { backAndForward, burst, closedTab, duplicatedTab, leavingInABurst, madeBy, manyTabs, recordingIn, type Stage } from './stories.ts';
import { allTabs, watchTabs } from './watching.ts';

/** `npm run soak` takes its time. */
const soaking = process.env.IDSCOPE_SOAK !== undefined;
const kills = soaking ? 100 : 15;

let site: Site;
let account: Account;
beforeAll(async () => {
  site = await startSite();
  account = createAccount(site);
});
afterAll(async () => {
  account.print('lifecycles in chromium');
  await site.stop();
});

/** One watched tab of a browser of its own. */
const onStage = (name: string, play: (stage: Stage, chromium: Chromium) => Promise<void>): Promise<void> =>
  withChromium(name, async (chromium) => {
    const page = await chromium.newPage();
    await page.goto('about:blank');
    const tab = await chromium.tabOf(page);
    const panel = await chromium.panelPage(tab, page);
    await play({ site, account, page, panel, tab, newPage: chromium.newPage, pages: () => chromium.browser.pages() }, chromium);
  });

const settle = (stage: Stage, what: string, made: readonly string[]) => account.settle(what, made, () => recordingIn(stage));

describe('nothing is lost or doubled in Chromium', () => {
  test('by the back/forward cache, leaving in a burst, tabs closed and duplicated', { timeout: 300_000 }, async () => {
    await onStage('lifecycle-tabs', async (stage) => {
      await backAndForward(stage);
      await leavingInABurst(stage);
      await closedTab(stage);
      await duplicatedTab(stage);
    });
  });

  test('by many tabs at once', { timeout: soaking ? 1_500_000 : 300_000 }, async () => {
    await onStage('lifecycle-many', async (stage) => {
      await stage.page.goto(countedPage(site, '/first', 'burst(1);'));
      await manyTabs(stage, soaking ? 100 : 10);
    });
  });

  test('by the worker dying again and again, before, during and after calls', { timeout: 600_000 }, async () => {
    await onStage('lifecycle-kills', async (stage, chromium) => {
      const { page } = stage;
      const made: string[] = [];
      const address = countedPage(site, '/killed');
      await page.goto(address);
      const kill = (): Promise<void> => eventually('a worker to end', () => chromium.killWorker().then(() => true)).then(() => undefined);
      for (let time = 0; time < kills; time += 1) {
        if (time % 3 === 0) {
          await burst(page, 4);
          await kill();
        } else if (time % 3 === 1) {
          await kill();
          await burst(page, 4);
        } else await Promise.all([burst(page, 4), kill(), burst(page, 4)]);
        if (time === 4) await page.evaluate("app.mixpanel.identify('u-kill')");
        if (time % 5 !== 4) continue;
        const so = [...made, ...(await madeBy(page))];
        await eventually('the worker to have it all', async () => {
          const text = JSON.stringify(await recordingIn(stage));
          return so.every((n) => text.includes(JSON.stringify(n)));
        });
        made.splice(0, made.length, ...so);
        await page.goto(address);
      }
      const recording = await settle(stage, `worker killed ${kills} times`, [...made, ...(await madeBy(page))]);
      expect(observed(recording, 'document.opened').filter(({ url }) => url === address).length).toBe(kills / 5 + 1);
    });
  });

  test('by a prerendered page that is shown', async () => {
    await onStage('lifecycle-prerender', async (stage) => {
      const { page } = stage;
      const next = countedPage(
        site,
        '/prerendered',
        `const keep = () => localStorage.setItem('prerendered', JSON.stringify(made));
         burst(5); globalThis.early = document.prerendering; keep();
         document.addEventListener('prerenderingchange', () => { burst(3); setTimeout(() => { if (early) burst(4); keep(); }, 300); });`,
      );
      await page.goto(
        site.page('/before', {
          head: `<script type="speculationrules">{"prerender":[{"source":"list","urls":[${JSON.stringify(next)}],"eagerness":"immediate"}]}</script>`,
        }),
      );
      // Not asked of the page itself: the protocol loses its way while a prerendered page takes another's place.
      const reader = await stage.newPage();
      await reader.goto(site.page('/reader', {}));
      const madeThere = async (least: number): Promise<readonly string[]> =>
        eventually(`${least} calls of the prerendered page`, async () => {
          const made = JSON.parse(((await reader.evaluate("localStorage.getItem('prerendered')")) as string | null) ?? '[]') as string[];
          return made.length >= least && made;
        });
      await page.bringToFront();
      await madeThere(5);
      page.evaluate(`location.href = ${JSON.stringify(next)}`).catch(() => undefined);
      const made = await madeThere(12);
      const recording = await settle(stage, 'prerendered, then shown', made);
      expect(observed(recording, 'document.opened').map(({ lifecycle }) => lifecycle)).toContain('prerender');
      expect(observed(recording, 'document.activated')).toHaveLength(1);
    });
  });

  test('by DevTools opened late, docked and undocked, closed, and opened again', async () => {
    await withChromium('lifecycle-devtools', async (chromium) => {
      const page = await chromium.newPage();
      await page.goto(countedPage(site, '/inspected', 'burst(10);'));
      await burst(page, 10);
      const first = await chromium.inspect(page);
      for (const side of ['right', 'undocked', 'bottom', 'undocked']) {
        await burst(page, 5);
        await first.front.evaluate(dockTo(side));
      }
      await burst(page, 5);
      await account.settle('DevTools opened late, docked, undocked', await madeBy(page), () => exportRecording(first.panel, first.tab));
      await first.front.close();
      await burst(page, 30);
      const again = await chromium.inspect(page);
      await burst(page, 5);
      const made = await madeBy(page);
      const recording = await account.settle('DevTools closed and reopened', made, () => exportRecording(again.panel, again.tab));
      expect(observed(recording, 'document.opened')).toHaveLength(1);
      await eventually('the panel to show it', async () => (await shownText(again.panel)).includes('Counted'));
    });
  });

  test('by a private window, which is a device of its own', async () => {
    await withChromium('lifecycle-private', async (chromium) => {
      await allowInPrivate(chromium);
      const page = await chromium.newPage();
      await page.goto('about:blank');
      const tab = await eventually('the extension to be back', () => chromium.tabOf(page));
      const panel = await chromium.panelPage(tab, page);
      const address = countedPage(site, '/private', 'burst(5);');
      await page.goto(address);
      const before = new Set(await allTabs(panel));
      await panel.evaluate(
        (url) =>
          (globalThis as unknown as { chrome: { windows: { create(what: object): Promise<unknown> } } }).chrome.windows.create({
            incognito: true,
            url,
          }),
        address,
      );
      const tabs = await eventually('the private tab', async () => {
        const fresh = (await allTabs(panel)).filter((tab) => !before.has(tab));
        return fresh.length > 0 && fresh;
      });
      await watchTabs(panel, tabs);
      const secret = await eventually('the private page', async () => {
        const others = (await chromium.browser.pages()).filter((one) => one !== page && one.url() === address);
        return others[0] ?? null;
      });
      await eventually('its scripts', () => secret.evaluate("typeof burst === 'function'"));
      await burst(secret, 10);
      const made = [...(await madeBy(page)), ...(await madeBy(secret))];
      const recording = await account.settle('private window', made, () => exportRecording(panel, tab));
      expect(recording.devices.map(({ label }) => label).sort()).toEqual(['Private windows', 'This browser']);
      await secret.close();
    });
  });
});

describe('when the extension goes under the page in Chromium (T19)', () => {
  /** What the page does with the extension gone in the middle, by `go`. */
  const leave = async (
    how: 'updated' | 'removed',
    go: (chromium: Chromium, panel: Frame) => Promise<void>,
    after: (chromium: Chromium, page: Page, address: string) => Promise<void>,
  ): Promise<void> => {
    await withChromium(`lifecycle-${how}`, async (chromium) => {
      await allowUnpacked(chromium);
      const page = await chromium.newPage();
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(String(error)));
      const address = countedPage(site, `/${how}`, 'burst(5);');
      await page.goto(address);
      const { panel, tab } = await chromium.inspect(page);
      await account.settle(`before the extension is ${how}`, await madeBy(page), () => exportRecording(panel, tab));
      await go(chromium, panel);
      await pause(500);
      await burst(page, 20);
      await page.evaluate("app.mixpanel.identify('u-after')");
      await burst(page, 5);
      await account.arrived(`after the extension was ${how}`, await madeBy(page));
      await after(chromium, page, address);
      expect(errors).toEqual([]);
    });
  };

  test('and is updated, the page goes on working, and the next one is recorded whole', () =>
    leave(
      'updated',
      async (_chromium, panel) => {
        await panel.evaluate('setTimeout(() => chrome.runtime.reload(), 0); undefined').catch(() => undefined);
        await saysSo(panel);
      },
      async (chromium, page, address) => {
        // Chromium closed DevTools, and puts no content scripts into the page that is open.
        const { panel, tab } = await chromium.inspect(page);
        await eventually('the panel to ask for a reload', async () => (await shownText(panel)).includes('does not run in this page yet'));
        await page.goto(address);
        await burst(page, 5);
        await account.settle('the next page after it was updated', await madeBy(page), () => exportRecording(panel, tab));
      },
    ));

  test('and is removed, the page goes on working, and a new page is none the worse', () =>
    leave(
      'removed',
      (chromium) => chromium.browser.uninstallExtension(chromium.extension),
      async (_chromium, page, address) => {
        await page.goto(address);
        await burst(page, 5);
        await account.arrived('the next page after it was removed', await madeBy(page));
      },
    ));
});

/** The panel of before belongs to an extension that is gone: it says what to do, unless the browser has taken it away. */
async function saysSo(panel: Awaited<ReturnType<Chromium['inspect']>>['panel']): Promise<void> {
  await eventually('the panel to say so, or to be gone', async () => {
    if (panel.detached) return true;
    const text = await shownText(panel).catch(() => null);
    return text === null || text.includes('Idscope was updated');
  });
}

/** DevTools has no interface for tests, so its own modules are asked. */
function dockTo(side: string): string {
  return `(async () => {
    const legacy = await import('./ui/legacy/legacy.js');
    legacy.DockController.DockController.instance().setDockSide(${JSON.stringify(side)});
  })()`;
}
