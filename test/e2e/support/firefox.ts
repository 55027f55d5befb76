import { randomUUID } from 'node:crypto';
import { type Browser, launch, type Page } from 'puppeteer-core';
import manifest from '../../../manifest.json' with { type: 'json' };
import { createLog, dump, type Log } from './dump.ts';
import { eventually, pause } from './eventually.ts';
import { built, executable } from './paths.ts';

export type Firefox = {
  readonly kind: 'firefox';
  readonly browser: Browser;
  readonly log: Log;
  newPage(): Promise<Page>;
  /** The panel, or another page of the extension, as a page of its own, for a tab known by number; `page` stays in front. */
  panelPage(tab: number, page?: Page, path?: string): Promise<Page>;
  /** The tab number of a page, asked from the extension. */
  tabOf(page: Page): Promise<number>;
};

const panelPath = 'src/extension/panel/panel.html';
const helperPath = 'src/extension/devtools/devtools.html';

/** A fresh Firefox with the built extension for `work`; afterwards it is closed. A failure leaves a log and screenshots. */
export async function withFirefox(
  name: string,
  work: (firefox: Firefox) => Promise<void>,
  prefs: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  // Extension pages live under a random name; a given one makes them reachable.
  const host = randomUUID();
  const browser = await launch({
    browser: 'firefox',
    executablePath: executable('firefox'),
    headless: true,
    // Without this the protocol refuses to open extension pages.
    args: ['--remote-allow-system-access'],
    extraPrefsFirefox: {
      'extensions.webextensions.uuids': JSON.stringify({ [manifest.browser_specific_settings.gecko.id]: host }),
      ...prefs,
    },
  });
  const log = createLog();
  const open = async (page: Page, path: string): Promise<void> => {
    // The load event of an extension page is never reported here; what matters is where it got.
    await page.goto(`moz-extension://${host}/${path}`, { waitUntil: [], timeout: 1_500 }).catch(() => null);
    await eventually(path, () => page.evaluate(() => document.readyState === 'complete' && location.protocol === 'moz-extension:'));
  };
  try {
    await browser.installExtension(built('firefox'));
    await work({
      kind: 'firefox',
      browser,
      log,
      newPage: async () => listening(await browser.newPage(), log),
      panelPage: async (tab, page, path = panelPath) => {
        const panel = listening(await browser.newPage(), log);
        await open(panel, `${path}?tab=${tab}`);
        await page?.bringToFront();
        return panel;
      },
      tabOf: async (page) => {
        const helper = await browser.newPage();
        await open(helper, helperPath);
        await page.bringToFront();
        await pause(100);
        const tab = await eventually('the active tab', () => helper.evaluate(activeTab));
        await helper.close();
        return tab;
      },
    });
  } catch (error) {
    const pages = await browser.pages().catch((): Page[] => []);
    const shots = pages.map((page, index) => [String(index), () => page.screenshot()] as const);
    const where = await dump(`firefox ${name}`, log, Object.fromEntries(shots));
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n(see ${where})`, { cause: error });
  } finally {
    await browser.close();
  }
}

/** Runs inside an extension page. */
async function activeTab(): Promise<number | null> {
  const api = (globalThis as unknown as { browser: { tabs: { query(what: object): Promise<{ id?: number }[]> } } }).browser;
  return (await api.tabs.query({ active: true, currentWindow: true }))[0]?.id ?? null;
}

function listening(page: Page, log: Log): Page {
  page.on('console', (message) => log.say(`console ${message.type()} ${page.url()} ${message.text()}`));
  page.on('pageerror', (error) => log.say(`error ${page.url()} ${String(error)}`));
  return page;
}
