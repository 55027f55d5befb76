import type { Chromium } from '../../e2e/support/chromium.ts';
import { eventually } from '../../e2e/support/eventually.ts';
import type { Site } from '../../e2e/support/site.ts';
import { median, type Row, round } from '../row.ts';
import { panelWindow } from './panel-window.ts';
import { standInPage } from './stand-in.ts';

type Scope = { readonly sdk: { track(name: string, properties: object): unknown }; readonly payload: object };
type Watched = { readonly seen: Record<string, number>; frames: number };

const calls = 500;

/** Runs in the page: a call every 10 ms; when each was made. */
function steadily(count: number): Promise<Record<string, number>> {
  const { sdk, payload } = globalThis as unknown as Scope;
  return new Promise((resolve) => {
    const made: Record<string, number> = {};
    let next = 0;
    const timer = setInterval(() => {
      const name = `Live-${next};`;
      made[name] = Date.now();
      sdk.track(name, payload);
      next += 1;
      if (next < count) return;
      clearInterval(timer);
      resolve(made);
    }, 10);
  });
}

/** Runs in the panel: notes when the name of each call is first on the screen, at the frame it is painted with. */
function watch(): void {
  const watched: Watched = { seen: {}, frames: 0 };
  (globalThis as unknown as { watched: Watched }).watched = watched;
  const look = (): void => {
    watched.frames += 1;
    for (const row of document.querySelectorAll('[data-row]')) {
      const name = /Live-\d+;/.exec(row.textContent ?? '')?.[0];
      if (name !== undefined) watched.seen[name] ??= Date.now();
    }
    requestAnimationFrame(look);
  };
  look();
}

/** A hundred calls a second: how long after each it can be read in the panel. */
export async function liveRows(chromium: Chromium, site: Site): Promise<readonly Row[]> {
  const page = await chromium.newPage();
  await page.goto(site.page('/live', { head: standInPage }));
  const { panel } = await panelWindow(chromium, page);
  await panel.evaluate(watch);
  const made = Object.entries(await page.evaluate(steadily, calls));
  const last = made[made.length - 1]?.[0] ?? '';
  const seen = await eventually('the last call in the panel', () =>
    panel.evaluate((name) => {
      const { watched } = globalThis as unknown as { watched: Watched };
      return watched.seen[name] === undefined ? null : watched.seen;
    }, last),
  );
  // What was scrolled past between two frames was never on the screen; it is told, not counted as fast.
  const waits = made.flatMap(([name, at]) => (seen[name] === undefined ? [] : [seen[name] - at])).sort((a, b) => a - b);
  const p95 = waits[Math.ceil(waits.length * 0.95) - 1] ?? Number.NaN;
  return [
    { id: 'live.p95', value: round(p95), unit: 'ms from call to row, at 100 calls/s', target: '≤ 100', met: p95 <= 100 },
    { id: 'live.median', value: round(median(waits)), unit: 'ms from call to row', target: 'told', met: true },
    { id: 'live.seen', value: waits.length, unit: `of ${calls} calls seen as a row`, target: '≥ 475', met: waits.length >= 475 },
  ];
}
