import { type Browser, type Frame, launch, type Page } from 'puppeteer-core';

/** DevTools of one page with the Idscope panel on top. */
export type Inspected = { readonly front: Page; readonly panel: Frame; readonly tab: number };

export type Chromium = { readonly browser: Browser; inspect(page: Page): Promise<Inspected>; close(): Promise<void> };

/** A browser with a fresh profile and the built extension in it. `extension` is the folder dist/chrome. */
export async function openChromium(options: {
  readonly program: string;
  readonly extension: string;
  readonly headless: boolean;
}): Promise<Chromium> {
  const browser = await launch({
    executablePath: options.program,
    headless: options.headless,
    pipe: true,
    enableExtensions: true,
    // A shown browser is closed by whoever shows it.
    handleSIGINT: options.headless,
    defaultViewport: options.headless ? { width: 1280, height: 800 } : null,
    // As root, which containers are, Chromium starts without its sandbox or not at all.
    args: [
      '--no-first-run',
      '--disable-background-networking',
      '--window-size=1440,940',
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
  });
  try {
    const extension = await browser.installExtension(options.extension);
    return { browser, inspect: (page) => inspect(page, extension), close: () => browser.close() };
  } catch (error) {
    await browser.close();
    throw error;
  }
}

async function inspect(page: Page, extension: string): Promise<Inspected> {
  const origin = `chrome-extension://${extension}`;
  const front = await page.openDevTools();
  const frameOf = (name: string) => front.frames().find((frame) => frame.url().startsWith(origin) && frame.url().includes(name));
  await until('DevTools does not list the Idscope panel.', async () =>
    (await front.evaluate(showPanelOf(origin))) === true ? true : null,
  );
  const panel = await until('The Idscope panel did not appear in DevTools.', async () => frameOf('panel.html'));
  const tab = await until('The panel does not know its tab.', () => panel.evaluate('chrome.devtools.inspectedWindow.tabId'));
  return { front, panel, tab: tab as number };
}

/** Runs in the page of DevTools, which has no public way to choose a panel; its own modules have. */
const showPanelOf = (origin: string): string => `(async () => {
  const { InspectorView } = await import('./ui/legacy/legacy.js');
  const view = InspectorView.InspectorView.instance();
  const id = view.tabbedPane.tabIds().find((one) => one.startsWith(${JSON.stringify(origin)}));
  if (id !== undefined) await view.showPanel(id);
  return id !== undefined;
})()`;

/** Asks again until there is an answer, for half a minute; DevTools throws while it starts. */
export async function until<T>(failure: string, ask: () => Promise<T | null | undefined>): Promise<T> {
  const end = Date.now() + 30_000;
  let last: unknown = null;
  while (Date.now() < end) {
    try {
      const answer = await ask();
      if (answer !== null && answer !== undefined) return answer;
    } catch (error) {
      last = error;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(failure, { cause: last });
}
