import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, launch, type Page } from 'puppeteer-core';
import { built, executable } from '../../e2e/support/paths.ts';
import type { Site } from '../../e2e/support/site.ts';
import { median, type Row, round } from '../row.ts';
import { writeBareExtension } from './bare-start.ts';

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
const freshBrowsers = 5;
const ownScripts = /\/(hook|vendors)\.iife\.js/;

/** With the extension that stands in `folder`, or none. */
const browserWith = async (folder?: string): Promise<Browser> => {
  const browser = await launch({
    executablePath: executable('chromium'),
    headless: true,
    pipe: true,
    enableExtensions: true,
    args: ['--no-sandbox', '--no-first-run', '--disable-background-networking', '--disable-sync', '--disable-component-update'],
  });
  if (folder !== undefined) await browser.installExtension(folder);
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

type Run = { readonly hook: number; readonly vendors: number; readonly bare: number; readonly compiled: number };

/**
 * Milliseconds of thread time that the scripts took in what a trace holds; what V8 compiled meanwhile is told apart, and the events of
 * compiling stand in each other.
 */
function runsIn(events: readonly TraceEvent[]): Run {
  const run = { hook: 0, vendors: 0, bare: 0, compiled: 0 };
  for (const [name, script] of [
    ['hook', /\/hook\.iife\.js/],
    ['vendors', /\/vendors\.iife\.js/],
    ['bare', /\/bare-start\.js/],
  ] as const) {
    const outer = events.filter((event) => event.name === 'v8.run' && script.test(event.args?.fileName ?? '')).at(-1);
    if (outer === undefined) continue;
    let end = 0;
    let compiled = 0;
    const inside = events.filter(
      ({ name: what, ts, tid, pid }) =>
        what === 'V8.CompileCode' && tid === outer.tid && pid === outer.pid && ts >= outer.ts && ts <= outer.ts + (outer.dur ?? 0),
    );
    for (const { ts, dur = 0, tdur = 0 } of inside.sort((one, other) => one.ts - other.ts)) {
      if (ts < end) continue;
      end = ts + dur;
      compiled += tdur / 1000;
    }
    run[name] = (outer.tdur ?? 0) / 1000 - compiled;
    run.compiled += compiled;
  }
  for (const { name, args, tdur = 0 } of events)
    if (name === 'v8.compile' && ownScripts.test(args?.fileName ?? '')) run.compiled += tdur / 1000;
  return run;
}

/** What the scripts took in one load, read from a trace of it. */
async function tracedRun(page: Page, url: string, path: string): Promise<Run> {
  await page.tracing.start({ path, categories: ['v8', 'disabled-by-default-v8.compile'] });
  await page.goto(url);
  await page.tracing.stop();
  const { traceEvents } = JSON.parse(await readFile(path, 'utf8')) as { traceEvents: readonly TraceEvent[] };
  return runsIn(traceEvents);
}

/** A browser's first load, and `loads` later ones with those of a bare start in another browser between them. */
async function runRows(url: string): Promise<readonly Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'idscope-bench-'));
  const path = join(folder, 'trace.json');
  await writeBareExtension(folder);
  const bareBrowser = await browserWith(folder);
  const first: Run[] = [];
  const later: Run[] = [];
  const bare: Run[] = [];
  try {
    const beside = await bareBrowser.newPage();
    await beside.goto(url);
    for (let fresh = 0; fresh < freshBrowsers; fresh += 1) {
      const browser = await browserWith(built('chrome'));
      try {
        const page = await browser.newPage();
        first.push(await tracedRun(page, url, path));
        for (let load = 0; load < loads / freshBrowsers; load += 1) {
          later.push(await tracedRun(page, url, path));
          bare.push(await tracedRun(beside, url, path));
        }
      } finally {
        await browser.close();
      }
    }
  } finally {
    await bareBrowser.close();
    await rm(folder, { recursive: true, force: true });
  }
  if ([...first, ...later].some(({ hook, vendors }) => hook === 0 || vendors === 0) || bare.some((run) => run.bare === 0))
    throw new Error('A script did not run, or its trace was lost.');
  const both = ({ hook, vendors }: Run): number => hook + vendors;
  const run = median(later.map(both));
  const reference = round(median(bare.map((one) => one.bare)));
  const told = (id: string, value: number, unit: string): Row => ({ id, value: round(value), unit, target: 'told', met: true });
  return [
    {
      id: 'hook.run',
      value: round(run),
      unit: 'ms a page without SDKs',
      reference: { what: 'ms empty proxies round the same built-ins', value: reference },
      ratio: round(median(later.map((one, index) => both(one) / (bare[index]?.bare ?? Number.NaN)))),
      target: '≤ 0.5',
      met: run <= 0.5,
    },
    told('hook.run.machinery', median(later.map(({ hook }) => hook)), 'ms of it before the list of vendors comes'),
    told('hook.run.first', median(first.map(both)), 'ms in a new browser'),
    told('hook.compile.first', median(first.map(({ compiled }) => compiled)), 'ms of compiling there'),
  ];
}

/** What a page without any analytics pays, beside the same page in a browser without the extension. */
export async function idleRows(site: Site): Promise<readonly Row[]> {
  const url = site.page('/plain', plainPage);
  const [plain, carrying] = [await browserWith(), await browserWith(built('chrome'))];
  try {
    const pages = [await plain.newPage(), await carrying.newPage()] as const;
    const without: Load[] = [];
    const withIt: Load[] = [];
    for (let load = 0; load < loads; load += 1) {
      without.push(await loadOf(pages[0], url));
      withIt.push(await loadOf(pages[1], url));
    }
    const beside = (id: string, pick: (load: Load) => number, what: string): Row => {
      const reference = round(median(without.map(pick)));
      const value = round(median(withIt.map(pick)));
      return { id, value, unit: 'ms', reference: { what, value: reference }, ratio: round(value / reference), target: 'told', met: true };
    };
    return [
      ...(await runRows(url)),
      beside('page.first-paint', ({ paint }) => paint, 'ms without the extension'),
      beside('page.script-time', ({ script }) => script, 'ms without the extension'),
    ];
  } finally {
    await plain.close();
    await carrying.close();
  }
}
