import { join } from 'node:path';
import { launch } from 'puppeteer-core';
import { openChromium } from './chromium.ts';
import type { Options } from './options.ts';
import { startSite } from './site.ts';

type Showing = { readonly root: string; readonly program: string; readonly options: Options; readonly say: (line: string) => void };

/** Opens a window on the shop, or on the named site, and stays until the window is closed or Ctrl-C. */
export async function show({ root, program, options, say }: Showing): Promise<number> {
  const site = options.url === null ? await startSite({ root, shopPort: 4810, collectorPort: 4811 }) : null;
  const address = options.url ?? site?.shop.url ?? '';
  const opened = options.browser === 'firefox' ? await firefox(root, program) : await chromium(root, program);
  const beside = options.browser === 'firefox' ? ': press F12 and choose Idscope' : ' with Idscope beside it';
  await opened.go(address).then(
    () => say(`${address} is open${beside}.`),
    (error: Error) => say(`${address} could not be opened: ${error.message}`),
  );
  if (site) say('Look around, sign up, log out, log in as somebody else; the foot of each page switches the mistakes on.');
  say('Ctrl-C ends it.');
  await opened.ended;
  // The person may have closed the window already.
  await opened.close().catch(() => undefined);
  await site?.stop();
  return 0;
}

type Opened = { go(address: string): Promise<unknown>; readonly ended: Promise<void>; close(): Promise<unknown> };

async function chromium(root: string, program: string): Promise<Opened> {
  const { browser, inspect, close } = await openChromium({ program, extension: join(root, 'dist/chrome'), headless: false });
  const [page = await browser.newPage()] = await browser.pages();
  await inspect(page);
  return { go: (address) => page.goto(address), ended: endOf(browser), close };
}

async function firefox(root: string, program: string): Promise<Opened> {
  const browser = await launch({
    browser: 'firefox',
    executablePath: program,
    headless: false,
    defaultViewport: null,
    handleSIGINT: false,
  });
  await browser.installExtension(join(root, 'dist/firefox'));
  const [page = await browser.newPage()] = await browser.pages();
  return { go: (address) => page.goto(address), ended: endOf(browser), close: () => browser.close() };
}

/** When the window is closed, or when the person at the terminal has had enough. */
function endOf(browser: { once(event: 'disconnected', listener: () => void): unknown }): Promise<void> {
  return new Promise((resolve) => {
    browser.once('disconnected', () => resolve());
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
}
