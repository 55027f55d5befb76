import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { type Browser, launch, type Page } from 'puppeteer-core';
import { listen, readBody, send } from '../../../demo/http.ts';
import type { Report } from '../../../src/core/report.ts';
import { eventually } from '../support/eventually.ts';
import { executable, root } from '../support/paths.ts';

export type BrowserKind = 'chromium' | 'firefox';
export type Heard = Report & { readonly page: string; readonly tab?: number; readonly frame?: number };
export type ReportOf<K extends Report['kind']> = Extract<Report, { readonly kind: K }> & { readonly page: string };

/** Hook and bridge in a real browser, with a background that does nothing but pass on what arrives. */
export type Listener = {
  newPage(): Promise<Page>;
  /** Reports as the background received them, each once, ordered by document and seq. */
  heard(): readonly Heard[];
  /** The same in the order in which they arrived. */
  arrived(): readonly Heard[];
  of<K extends Report['kind']>(kind: K): readonly ReportOf<K>[];
  /** How many documents have said hello. */
  hellos(): number;
  /** Waits until `read` is satisfied by what was heard. */
  until<T>(what: string, read: () => T | null | undefined | false): Promise<T>;
};

const background = (collector: string, record: boolean): string => `
const api = globalThis.browser ?? chrome;
const pass = (what) => fetch(${JSON.stringify(collector)}, { method: 'POST', mode: 'no-cors', body: JSON.stringify(what) });
let chain = Promise.resolve();
api.runtime.onConnect.addListener((port) => {
  const page = port.sender.documentId ?? String(Math.random());
  port.onMessage.addListener((message) => {
    if (message.kind === 'page.hello') port.postMessage({ kind: 'page.record', on: ${record} });
    chain = chain.then(() => pass({ page, tab: port.sender.tab?.id, frame: port.sender.frameId, message })).catch(() => {});
    if (message.kind === 'page.reported') port.postMessage({ kind: 'page.acknowledged', seq: JSON.parse(message.reports).at(-1).seq });
  });
});`;

const manifest = (hooked: boolean) => ({
  manifest_version: 3,
  name: 'Listener',
  version: '1',
  background: { service_worker: 'background.js', scripts: ['background.js'] },
  content_security_policy: { extension_pages: "script-src 'self'" },
  content_scripts: hooked
    ? [
        { matches: ['<all_urls>'], js: ['hook.js', 'vendors.js'], run_at: 'document_start', world: 'MAIN', all_frames: true },
        { matches: ['<all_urls>'], js: ['bridge.js'], run_at: 'document_start', all_frames: true },
        { matches: ['<all_urls>'], js: ['signals.js'], run_at: 'document_start', all_frames: true },
      ]
    : [],
  browser_specific_settings: { gecko: { id: 'listener@test', strict_min_version: '140.0' } },
});

const entries = {
  'hook.js': 'src/extension/page/hook.iife.ts',
  'vendors.js': 'src/extension/page/vendors.iife.ts',
  'bridge.js': 'src/extension/content/bridge.iife.ts',
  'signals.js': 'src/extension/content/signals.iife.ts',
};

function writeExtension(folder: string, collector: string, hooked: boolean, record: boolean): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest(hooked)));
  writeFileSync(join(folder, 'background.js'), background(collector, record));
  for (const [name, entry] of Object.entries(entries)) {
    buildSync({ entryPoints: [`${root}${entry}`], bundle: true, format: 'iife', target: 'es2022', outfile: join(folder, name) });
  }
}

const start = (kind: BrowserKind): Promise<Browser> =>
  kind === 'chromium'
    ? launch({
        executablePath: executable('chromium'),
        headless: true,
        pipe: true,
        enableExtensions: true,
        args: ['--no-sandbox', '--no-first-run', '--disable-background-networking', '--disable-sync', '--disable-component-update'],
      })
    : launch({ browser: 'firefox', executablePath: executable('firefox'), headless: true });

/** A fresh browser for `work`. `hooked: false` is the same without hook and bridge; `record: false` never asks for anything. */
export async function withListener(
  kind: BrowserKind,
  work: (listener: Listener) => Promise<void>,
  { hooked = true, record = true }: { readonly hooked?: boolean; readonly record?: boolean } = {},
): Promise<void> {
  const got = new Map<string, Heard>();
  const greeted = new Set<string>();
  const server = await listen(async (request, response) => {
    const { page, tab, frame, message } = JSON.parse((await readBody(request)).toString('utf8')) as {
      page: string;
      tab: number;
      frame: number;
      message: { kind: string; reports?: string };
    };
    if (message.kind === 'page.hello') greeted.add(page);
    for (const report of message.reports === undefined ? [] : (JSON.parse(message.reports) as Report[])) {
      got.set(`${page} ${report.seq}`, { ...report, page, tab, frame });
    }
    send(response, { status: 204 });
  }, 0);
  const folder = mkdtempSync(join(tmpdir(), 'idscope-listener-'));
  writeExtension(folder, server.url, hooked, record);
  const browser = await start(kind);
  try {
    await browser.installExtension(folder);
    const heard = (): readonly Heard[] => {
      const pages = [...new Set([...got.values()].map(({ page }) => page))];
      return [...got.values()].sort((a, b) => pages.indexOf(a.page) - pages.indexOf(b.page) || a.seq - b.seq);
    };
    const listener: Listener = {
      newPage: () => browser.newPage(),
      heard,
      arrived: () => [...got.values()],
      hellos: () => greeted.size,
      of: <K extends Report['kind']>(wanted: K) => heard().filter((report): report is ReportOf<K> => report.kind === wanted),
      until: (what, read) =>
        eventually(what, read).catch((error: unknown) => {
          const told = heard().map((report) => JSON.stringify(report).slice(0, 240));
          throw new Error(`${error instanceof Error ? error.message : String(error)}\n${told.join('\n')}`, { cause: error });
        }),
    };
    await work(listener);
  } finally {
    await browser.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
