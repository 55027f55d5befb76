import type { FlowResult } from '../../src/flows/flow.ts';
import type { Judged } from '../../src/reports/engine.ts';
import { judgedShop, type Shop, type ShopScene, type ShopVendor } from './shops.ts';

export const runsIn = ({ flows }: Judged, flow: string): readonly FlowResult[] => flows.filter((f) => f.flow === flow);

/** The runs of a flow in what happened in a shop. */
export const shopRuns = (
  flow: string,
  vendors: ShopVendor | readonly ShopVendor[],
  build: (shop: Shop) => void,
  scene: ShopScene = {},
): readonly FlowResult[] => runsIn(judgedShop(vendors, build, scene), flow);

/** The verdict of each step. */
export const verdicts = (run: FlowResult | undefined): Readonly<Record<string, string>> =>
  Object.fromEntries(run?.steps.map((s) => [s.step, s.verdict]) ?? []);

/** What a step says. */
export const whyOf = (run: FlowResult | undefined, step: string): string => run?.steps.find((s) => s.step === step)?.why ?? '';

/** The steps that neither passed nor were out of the question. */
export const openSteps = (run: FlowResult | undefined): readonly string[] =>
  run?.steps.flatMap((s) => (s.verdict === 'fail' || s.verdict === 'waiting' ? [`${s.step} ${s.verdict}`] : [])) ?? [];
