import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, launch, type Page } from 'puppeteer-core';
import { built, executable } from '../../e2e/support/paths.ts';
import type { Site } from '../../e2e/support/site.ts';
import { median, type Row, round } from '../row.ts';

type TraceEvent = {
  readonly name: string;
  /** Microseconds: when it began, how long it took by the clock and of the thread's time. */
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly tid: number;
  readonly pid: number;
  readonly args?: { readonly fileName?: string };
};

/** A page as a shop has it, without any analytics: some markup, some script. */
const plainPage = {
  head: '<style>li{padding:8px;border:1px solid #ccc}</style>',
  body: `<h1>Shop</h1><ul id="list"></ul><script>
    const list = document.getElementById('list');
    for (let i = 0; i < 400; i += 1) { const item = document.createElement('li'); item.textContent = 'Article ' + i; list.append(item); }
  </script>`,
};

const loads = 25;
const pageScripts = /\/(hook|vendors)\.iife\.js/;

const browserWith = async (extension: boolean): Promise<Browser> => {
  const browser = await launch({
    executablePath: executable('chromium'),
    headless: true,
    pipe: true,
    enableExtensions: true,
    args: ['--no-sandbox', '--no-first-run', '--disable-background-networking', '--disable-sync', '--disable-component-update'],
  });
  if (extension) await browser.installExtension(built('chrome'));
  return browser;
};

type Load = { readonly paint: number; readonly script: number };

/** One load of the page: first contentful paint and the time all scripts took, in ms. */
async function loadOf(page: Page, url: string): Promise<Load> {
  await page.goto(url);
  const paint = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) => {
          const entry = list.getEntriesByName('first-contentful-paint')[0];
          if (entry !== undefined) resolve(entry.startTime);
        }).observe({ type: 'paint', buffered: true });
      }),
  );
  const { ScriptDuration = Number.NaN } = await page.metrics();
  return { paint, script: ScriptDuration * 1000 };
}

/** Thread time, in ms, of what stands inside `outer` in the trace. */
const inside = (events: readonly TraceEvent[], outer: TraceEvent): number =>
  events
    .filter(({ ts, tid, pid }) => tid === outer.tid && pid === outer.pid && ts >= outer.ts && ts <= outer.ts + (outer.dur ?? 0))
    .reduce((sum, { tdur = 0 }) => sum + tdur / 1000, 0);

/** Milliseconds of thread time that running the two scripts of the page's world took in each load; what V8 compiled meanwhile is taken off. */
async function runTimes(browser: Browser, url: string): Promise<readonly number[]> {
  const folder = await mkdtemp(join(tmpdir(), 'idscope-bench-'));
  const path = join(folder, 'trace.json');
  const page = await browser.newPage();
  const times: number[] = [];
  try {
    for (let load = 0; load < loads; load += 1) {
      await page.goto(url);
      await page.tracing.start({ path, categories: ['v8', 'disabled-by-default-v8.compile'] });
      await page.goto(url);
      await page.tracing.stop();
      const { traceEvents } = JSON.parse(await readFile(path, 'utf8')) as { traceEvents: readonly TraceEvent[] };
      const runs = traceEvents.filter(({ name, args }) => name === 'v8.run' && pageScripts.test(args?.fileName ?? ''));
      const compiling = traceEvents.filter(({ name }) => name === 'V8.CompileCode');
      if (runs.length !== 2) throw new Error(`${runs.length} scripts of the extension ran in the page's world, not 2.`);
      times.push(runs.reduce((sum, run) => sum + (run.tdur ?? 0) / 1000 - inside(compiling, run), 0));
    }
  } finally {
    await page.close();
    await rm(folder, { recursive: true, force: true });
  }
  return times;
}

/** What a page without any analytics pays, beside the same page in a browser without the extension. */
export async function idleRows(site: Site): Promise<readonly Row[]> {
  const url = site.page('/plain', plainPage);
  const [plain, carrying] = [await browserWith(false), await browserWith(true)];
  try {
    const pages = [await plain.newPage(), await carrying.newPage()] as const;
    const without: Load[] = [];
    const withIt: Load[] = [];
    for (let load = 0; load < loads; load += 1) {
      without.push(await loadOf(pages[0], url));
      withIt.push(await loadOf(pages[1], url));
    }
    const times = await runTimes(carrying, url);
    const run = median(times);
    const beside = (id: string, pick: (load: Load) => number, what: string): Row => {
      const reference = round(median(without.map(pick)));
      const value = round(median(withIt.map(pick)));
      return { id, value, unit: 'ms', reference: { what, value: reference }, ratio: round(value / reference), target: 'told', met: true };
    };
    return [
      { id: 'hook.run', value: round(run), unit: 'ms a page without SDKs', target: '≤ 0.5', met: run <= 0.5 },
      beside('page.first-paint', ({ paint }) => paint, 'ms without the extension'),
      beside('page.script-time', ({ script }) => script, 'ms without the extension'),
    ];
  } finally {
    await plain.close();
    await carrying.close();
  }
}
