import type { Page } from 'puppeteer-core';
import type { Chromium } from '../../e2e/support/chromium.ts';
import { eventually } from '../../e2e/support/eventually.ts';
import { readView } from '../../e2e/support/panel.ts';
import type { Site } from '../../e2e/support/site.ts';
import { median, type Row, round } from '../row.ts';
import { panelWindow } from './panel-window.ts';
import { standInPage } from './stand-in.ts';

type Sdk = { track(name: string, properties: object): unknown; identify(id: string): unknown };
type Scope = { readonly sdk: Sdk; readonly bare: Sdk; readonly payload: object };
/** Microseconds of one call, one bare call and one copy of the payload, measured side by side. */
type Round = {
  readonly track: number;
  readonly bare: number;
  readonly clone: number;
  readonly identify: number;
  readonly bareIdentify: number;
};

/** Runs in the page. */
function measure(rounds: number, calls: number): readonly Round[] {
  const { sdk, bare, payload } = globalThis as unknown as Scope;
  let kept: unknown;
  const each = (work: (index: number) => unknown, times: number): number => {
    const start = performance.now();
    for (let index = 0; index < times; index += 1) kept = work(index);
    return ((performance.now() - start) * 1000) / times;
  };
  const told: Round[] = [];
  for (let index = 0; index < rounds; index += 1) {
    const clone = each(() => structuredClone(payload), calls);
    const track = each(() => sdk.track('Product Viewed', payload), calls);
    const plain = each(() => bare.track('Product Viewed', payload), calls);
    const identify = each((at) => sdk.identify(`u-${at % 7}`), calls / 4);
    const bareIdentify = each((at) => bare.identify(`u-${at % 7}`), calls / 4);
    told.push({ track, bare: plain, clone, identify, bareIdentify });
  }
  return kept === told ? [] : told;
}

/** Medians of one page: calls are told to a ring in its memory until a panel asks, then posted to the background. */
async function roundsOf(page: Page): Promise<(pick: (round: Round) => number) => number> {
  // The compiler has seen everything before anything counts.
  await page.evaluate(measure, 20, 400);
  const rounds = await page.evaluate(measure, 40, 400);
  return (pick) => round(median(rounds.map(pick)));
}

/**
 * What one observed call costs, beside one copy of its payload by the browser: the least that any observer must do. The target
 * holds for pages as nearly all are, without a panel; what it costs while a panel records is told beside it.
 */
export async function callRows(chromium: Chromium, site: Site): Promise<readonly Row[]> {
  const page = await chromium.newPage();
  await page.goto(site.page('/calls', { head: standInPage }));
  const quiet = await roundsOf(page);
  const { panel, tab } = await panelWindow(chromium, page);
  await eventually('the instance', async () => (await readView(panel, tab)).identities.length > 0);
  const recorded = await roundsOf(page);
  const row = (id: string, of: typeof quiet, pick: (one: Round) => number, most: number | null): Row => {
    const ratio = of((one) => pick(one) / one.clone);
    const reference = { what: 'µs a structuredClone', value: of((one) => one.clone) };
    const held = most === null || ratio <= most;
    return { id, value: of(pick), unit: 'µs', reference, ratio, target: most === null ? 'told' : `ratio ≤ ${most}`, met: held };
  };
  const track = ({ track: all, bare }: Round): number => all - bare;
  const identify = ({ identify: all, bareIdentify }: Round): number => all - bareIdentify;
  return [
    row('hook.track', quiet, track, 1),
    row('hook.identify', quiet, identify, 5),
    row('hook.track.recorded', recorded, track, null),
    row('hook.identify.recorded', recorded, identify, null),
    { id: 'hook.bare-call', value: quiet((one) => one.bare), unit: 'µs', target: 'told', met: true },
  ];
}
