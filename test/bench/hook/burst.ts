import type { Chromium } from '../../e2e/support/chromium.ts';
import { exportRecording } from '../../e2e/support/panel.ts';
import type { Site } from '../../e2e/support/site.ts';
import { type Row, round } from '../row.ts';
import { panelWindow } from './panel-window.ts';
import { standInPage } from './stand-in.ts';

type Scope = { readonly sdk: { track(name: string, properties: object): unknown }; readonly payload: object };

const calls = 10_000;

/** Runs in the page: milliseconds until the next task can begin, and when the burst began. */
function burst(count: number): Promise<{ readonly blocked: number; readonly began: number }> {
  const { sdk, payload } = globalThis as unknown as Scope;
  return new Promise((resolve) => {
    const began = Date.now();
    const start = performance.now();
    for (let index = 0; index < count; index += 1) sdk.track(`Burst ${index}`, payload);
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve({ blocked: performance.now() - start, began });
    port2.postMessage(null);
  });
}

/** Runs in the panel: when the timeline has that many rows. */
function rowsThere(count: number): Promise<number> {
  return new Promise((resolve) => {
    const look = (): void => {
      const rows = Number(document.querySelector('table.grid')?.getAttribute('aria-rowcount') ?? 0);
      if (rows >= count) resolve(Date.now());
      else requestAnimationFrame(look);
    };
    look();
  });
}

/** Ten thousand calls in one task: how long the page stands still, and how soon all of them are in the panel. */
export async function burstRows(chromium: Chromium, site: Site): Promise<readonly Row[]> {
  const page = await chromium.newPage();
  await page.goto(site.page('/burst', { head: standInPage }));
  const { panel, tab } = await panelWindow(chromium, page);
  const shown = panel.evaluate(rowsThere, calls);
  const { blocked, began } = await page.evaluate(burst, calls);
  const seen = (await shown) - began;
  const recorded = (await exportRecording(panel, tab)).observations.filter((one) => one.kind === 'call.observed').length;
  return [
    { id: 'hook.burst.blocked', value: round(blocked), unit: 'ms for 10,000 calls in a task', target: '≤ 250', met: blocked <= 250 },
    { id: 'hook.burst.lost', value: calls - recorded, unit: 'calls of 10,000', target: '0', met: recorded === calls },
    { id: 'hook.burst.in-panel', value: round(seen), unit: 'ms until all are rows', target: '≤ 1500', met: seen <= 1500 },
  ];
}
