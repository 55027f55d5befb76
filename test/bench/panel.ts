import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import puppeteer, { type Browser } from 'puppeteer-core';
import { serveFrame } from '../ui-frame/serve.ts';
import type { PanelBench } from './panel/page/page.ts';
import { type Row, round } from './row.ts';

// The panel's own page in a real Chromium, fed as the background feeds it, against a list of the same rows that draws them all.

const { values } = parseArgs({
  options: { full: { type: 'boolean', default: false }, only: { type: 'string', multiple: true, default: [] } },
});
const many = 100_000;
/** A list that draws everything takes minutes and gigabytes for what the panel takes at once: it is shown a tenth. */
const naiveMany = values.full ? many : many / 10;
const rounds = 3;

const folder = mkdtempSync(join(tmpdir(), 'idscope-bench-'));
const page = await serveFrame(folder, join(process.cwd(), 'test/bench/panel/page'));
const browser = await puppeteer.launch({
  executablePath: process.env.IDSCOPE_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
  defaultViewport: { width: 1400, height: 640 },
  protocolTimeout: 600_000,
});

/** Does one measurement in a page of its own. */
const measure = async <T>(work: (bench: PanelBench, size: number) => Promise<T>, size: number): Promise<T> => {
  const tab = await (browser as Browser).newPage();
  try {
    await tab.goto(page.url);
    return (await tab.evaluate(`(${work.toString()})(globalThis.bench, ${size})`)) as T;
  } finally {
    await tab.close();
  }
};

/** The processor's time that the page's own thread takes for the costliest step of a scroll: the same whatever else the machine does. */
const costliestStep = async (size: number): Promise<number> => {
  const tab = await browser.newPage();
  try {
    const session = await tab.createCDPSession();
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    const busy = async (): Promise<number> => {
      const { metrics } = await session.send('Performance.getMetrics');
      return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN) * 1_000;
    };
    await tab.goto(page.url);
    await tab.evaluate(`bench.open(${size})`);
    let costliest: readonly number[] = [];
    for (let round = 0; round < rounds; round++) {
      const took: number[] = [];
      for (const px of [700, 700, 700, 700, 90_000, 90_000, 90_000, -270_000 - 2_800]) {
        const before = await busy();
        await tab.evaluate(`bench.step(${px})`);
        took.push((await busy()) - before);
      }
      costliest = took.map((ms, place) => Math.min(ms, costliest[place] ?? ms));
    }
    return Math.max(...costliest);
  } finally {
    await tab.close();
  }
};

/** The best of several rounds: whatever else the machine does only ever adds. */
const best = async <T>(of: (value: T) => number, once: () => Promise<T>): Promise<T> => {
  let least = await once();
  for (let turn = 1; turn < rounds; turn++) {
    const next = await once();
    if (of(next) < of(least)) least = next;
  }
  return least;
};

const naiveName = (size: number): string => `a list that draws all ${size.toLocaleString('en')}`;

const compared = (id: string, value: number, unit: string, at: number, reference: number, most: number | null): Row => ({
  id,
  value: round(value),
  unit,
  reference: { what: naiveName(at), value: round(reference) },
  ratio: round(value / reference),
  target: most === null ? 'told' : `≤ ${most.toLocaleString('en')}`,
  met: most === null || value <= most,
});

const rows = async (): Promise<readonly Row[]> => {
  // The first page compiles; it is not measured.
  await measure((bench, size) => bench.firstPaint(size), 1_000);
  const naive = await measure((bench, size) => bench.naive(size), naiveMany);
  const first = await best(
    ({ ms }) => ms,
    () => measure((bench, size) => bench.firstPaint(size), many),
  );
  if (first.drawn === 0) throw new Error('the panel drew no row');
  const scrolled = await measure((bench, size) => bench.scroll(size), many);
  // Letter by letter: what disturbs one round rarely disturbs the same letter of all.
  const typed: (readonly number[])[] = [];
  for (let turn = 0; turn < rounds; turn++) typed.push(await measure((bench, size) => bench.search(size), many));
  const searched = Math.max(
    ...(typed[0] ?? []).map((_, letter) => Math.min(...typed.map((took) => took[letter] ?? Number.POSITIVE_INFINITY))),
  );
  const told = [
    compared('panel.first-paint-ms', first.ms, 'ms', naiveMany, naive.paint, 500),
    compared('panel.dom-nodes', Math.max(first.nodes, scrolled.nodes), 'nodes', naiveMany, naive.nodes, 1_999),
    compared('panel.longest-frame-ms', scrolled.longest, 'ms', naiveMany, naive.longest, 50),
    { id: 'panel.longest-frame-cpu-ms', value: round(await costliestStep(many)), unit: 'ms', target: 'told', met: true },
    compared('panel.search-ms', searched, 'ms', naiveMany, naive.search, 100),
  ];
  const streams: Row[] = [];
  let reference = Number.NaN;
  for (const [size, most] of [
    [1_000, 500],
    [10_000, 1_500],
    [many, null],
  ] as const) {
    const streamed = await best(
      ({ ms }) => ms,
      () => measure((bench, count) => bench.stream(count), size),
    );
    if (!streamed.drawn) throw new Error(`the last of ${size} rows was not drawn`);
    const at = Math.min(size, naiveMany);
    if (at === size || values.full) reference = await measure((bench, count) => bench.naiveStream(count), at);
    streams.push(compared(`panel.stream-${size}-ms`, streamed.ms, 'ms', at, reference, most));
  }
  return [...told, ...streams];
};

try {
  process.stdout.write(JSON.stringify(await rows()));
} finally {
  await browser.close();
  await page.stop();
  rmSync(folder, { recursive: true, force: true });
}
