import { type Browser, type CDPSession, type Frame, launch, type Page, type Target } from 'puppeteer-core';
import { createLog, dump, type Log } from './dump.ts';
import { eventually, pause } from './eventually.ts';
import { built, executable } from './paths.ts';

export type Chromium = {
  readonly kind: 'chromium';
  readonly browser: Browser;
  readonly extension: string;
  readonly log: Log;
  newPage(): Promise<Page>;
  /** Opens DevTools for `page` and shows the Idscope panel in it. */
  inspect(page: Page): Promise<Inspected>;
  /** The panel as a page of its own, for a tab known by number; `page` stays in front. */
  panelPage(tab: number, page?: Page): Promise<Page>;
  /** The tab number of a page, asked from the extension. */
  tabOf(page: Page): Promise<number>;
  /** Ends the service worker at once, as the browser does with an idle one. */
  killWorker(): Promise<void>;
};

/** DevTools of one tab, with the panel on top. */
export type Inspected = { readonly front: Page; readonly panel: Frame; readonly tab: number };

const panelPath = 'src/extension/panel/panel.html';
const helperPath = 'src/extension/devtools/devtools.html';

/** A fresh Chromium with the built extension for `work`; afterwards it is closed. A failure leaves a log and screenshots. */
export async function withChromium(name: string, work: (chromium: Chromium) => Promise<void>, args: readonly string[] = []): Promise<void> {
  const browser = await launch({
    executablePath: executable('chromium'),
    headless: true,
    pipe: true,
    enableExtensions: true,
    defaultViewport: { width: 1500, height: 1000 },
    args: ['--no-sandbox', '--no-first-run', '--disable-background-networking', '--disable-sync', '--disable-component-update', ...args],
  });
  const log = createLog();
  const inspections: Inspected[] = [];
  const ears = new Set<CDPSession>();
  try {
    browser.on('targetcreated', (target: Target) => {
      log.say(`target ${target.type()} ${target.url()}`);
      if (target.type() === 'service_worker')
        hearWorker(target, log, ears).catch((error: unknown) => log.say(`worker not heard: ${error}`));
    });
    const extension = await browser.installExtension(built('chrome'));
    await work({
      kind: 'chromium',
      browser,
      extension,
      log,
      newPage: async () => listening(await browser.newPage(), log),
      inspect: async (page) => {
        const inspected = await openPanel(page, extension);
        inspections.push(inspected);
        return inspected;
      },
      panelPage: async (tab, page) => {
        const panel = listening(await browser.newPage(), log);
        await panel.goto(`chrome-extension://${extension}/${panelPath}?tab=${tab}`);
        await page?.bringToFront();
        return panel;
      },
      tabOf: async (page) => {
        const helper = await browser.newPage();
        await helper.goto(`chrome-extension://${extension}/${helperPath}`);
        await page.bringToFront();
        const tab = await eventually('the active tab', () => helper.evaluate(activeTab));
        await helper.close();
        return tab;
      },
      killWorker: () => killWorker(browser, log, ears),
    });
  } catch (error) {
    const pages = await browser.pages().catch((): Page[] => []);
    for (const { panel } of inspections) {
      if (panel.detached) continue;
      const shown = panel.evaluate(() => document.body.textContent ?? '').catch((silent: unknown) => String(silent));
      log.say(`the panel shows: ${await Promise.race([shown, pause(2_000).then(() => 'nothing that can be read')])}`);
    }
    const shots = [...inspections.map(({ front }) => front), ...pages].map(
      (page, index) => [String(index), () => page.screenshot()] as const,
    );
    const where = await dump(`chromium ${name}`, log, Object.fromEntries(shots));
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n(see ${where})`, { cause: error });
  } finally {
    await browser.close();
  }
}

/** Runs inside an extension page. */
async function activeTab(): Promise<number | null> {
  const api = (globalThis as unknown as { chrome: { tabs: { query(what: object): Promise<{ id?: number }[]> } } }).chrome;
  return (await api.tabs.query({ active: true, currentWindow: true }))[0]?.id ?? null;
}

function listening(page: Page, log: Log): Page {
  page.on('console', (message) => log.say(`console ${message.type()} ${page.url()} ${message.text()}`));
  page.on('pageerror', (error) => log.say(`error ${page.url()} ${String(error)}`));
  return page;
}

/** The worker's own errors, without which a failure here is a riddle. */
async function hearWorker(target: Target, log: Log, ears: Set<CDPSession>): Promise<void> {
  const session = await target.createCDPSession();
  ears.add(session);
  session.on('Runtime.exceptionThrown', ({ exceptionDetails }) =>
    log.say(`worker error ${exceptionDetails.exception?.description ?? exceptionDetails.text}`),
  );
  session.on('Runtime.consoleAPICalled', ({ type, args }) =>
    log.say(`worker ${type} ${args.map(({ value, description }) => value ?? description).join(' ')}`),
  );
  await session.send('Runtime.enable');
}

/** DevTools has no interface for tests, so its own modules are asked. While it starts they throw, hence the retries. */
async function openPanel(page: Page, extension: string): Promise<Inspected> {
  const front = await page.openDevTools();
  const panel = await eventually(
    'the Idscope panel in DevTools',
    async () => {
      await front.evaluate(showExtensionPanel(`chrome-extension://${extension}`));
      return front.frames().find((frame) => frame.url().startsWith(`chrome-extension://${extension}/${panelPath}`)) ?? null;
    },
    30_000,
  );
  const tab = await eventually('the tab number', () =>
    panel.evaluate(() => {
      const api = (globalThis as unknown as { chrome: { devtools: { inspectedWindow: { tabId: number } } } }).chrome;
      return api.devtools.inspectedWindow.tabId;
    }),
  );
  return { front, panel, tab };
}

/**
 * Runs inside the DevTools front-end. A text, because the test runner rewrites `import()` in functions
 * to something that only it knows.
 */
const showExtensionPanel = (prefix: string): string => `(async () => {
  const legacy = await import('./ui/legacy/legacy.js');
  const inspector = legacy.InspectorView.InspectorView.instance();
  const id = inspector.tabbedPane.tabIds().find((tab) => tab.startsWith(${JSON.stringify(prefix)}));
  if (id !== undefined) await inspector.showPanel(id);
})()`;

async function killWorker(browser: Browser, log: Log, ears: Set<CDPSession>): Promise<void> {
  const target = browser.targets().find((candidate) => candidate.type() === 'service_worker');
  if (target === undefined) throw new Error('There is no service worker to end.');
  // A worker with a debugger attached does not stop.
  for (const session of ears) await session.detach().catch(() => null);
  ears.clear();
  const worker = await target.worker();
  await worker?.close();
  log.say('service worker ended by the test');
}
