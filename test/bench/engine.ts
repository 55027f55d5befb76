import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { models } from '../../src/models/index.ts';
import { mixpanelSimplified } from '../../src/models/mixpanel-simplified.ts';
import { mergeCost } from './merge-cost.ts';
import { momentRows } from './moment.ts';
import { ndjsonRows } from './ndjson.ts';
import { type Row, round } from './row.ts';
import { bareCost, bytesPerId, modelCost } from './throughput.ts';

/** Vendors whose models the design holds to a million events a second. */
const fast = ['mixpanel', 'posthog', 'amplitude', 'rudderstack'];

const { values } = parseArgs({
  options: { full: { type: 'boolean', default: false }, only: { type: 'string', multiple: true, default: [] } },
});
const { full, only } = values;
const sizes = [1e3, 1e4, 1e5, 1e6, ...(full ? [1e7] : [])];
const largest = sizes.at(-1) ?? 1e6;
const judged = 1e6;

/** The best of several runs, more of them where a run is short: whatever else the machine does only ever adds. */
const best = (size: number, cost: () => number): number =>
  Math.min(...Array.from({ length: Math.max(2, Math.min(10, Math.round(3e5 / size))) }, cost));

const perSecond = (nanoseconds: number): number => round(1e9 / nanoseconds);

const modelRows = (id: string): readonly Row[] => {
  const model = models.find((one) => one.id === id);
  if (model === undefined) throw new Error(`there is no model ${id}`);
  modelCost(model, 1e5);
  const costs = new Map(sizes.map((size) => [size, best(size, () => modelCost(model, size))]));
  const bare = new Map(sizes.map((size) => [size, best(size, () => bareCost(size))]));
  const costAt = (size: number): number => costs.get(size) ?? Number.NaN;
  const bareAt = (size: number): number => bare.get(size) ?? Number.NaN;
  const mustBeFast = fast.includes(model.vendor);

  const speedAt = (size: number, suffix: string): Row => {
    const isJudged = mustBeFast && size >= judged;
    const value = perSecond(costAt(size));
    const ratio = round(bareAt(size) / costAt(size));
    return {
      id: `engine.${id}.events-per-s${suffix}`,
      value,
      unit: 'events/s',
      reference: { what: 'bare union–find', value: perSecond(bareAt(size)) },
      ratio,
      target: isJudged ? '≥ 1,000,000 and ≥ 0.2 × the reference' : 'told',
      met: !isJudged || (value >= 1e6 && ratio >= 0.2),
    };
  };

  const scattered = modelCost(model, judged, false);
  const growth = round(costAt(largest) / costAt(1e5));
  const early = mergeCost(model, 1e3, 9);
  const late = mergeCost(model, 1e6, 3);
  const merge = round(late / early);
  return [
    speedAt(judged, ''),
    ...sizes.filter((size) => size !== judged).map((size) => speedAt(size, `@${size}`)),
    {
      id: `engine.${id}.events-per-s@scattered`,
      value: perSecond(scattered),
      unit: 'events/s',
      reference: { what: 'bare union–find', value: perSecond(bareCost(judged, false)) },
      target: 'told',
      met: true,
    },
    {
      id: `engine.${id}.growth`,
      value: growth,
      unit: `× at ${largest.toLocaleString('en')} events`,
      target: '≤ 2.5',
      met: growth <= 2.5,
    },
    {
      id: `engine.${id}.merge`,
      value: merge,
      unit: '×',
      reference: { what: 'ns a merge after 1,000 events', value: round(early) },
      target: '≤ 2',
      met: merge <= 2,
    },
    { id: `engine.${id}.bytes-per-id`, value: Math.round(bytesPerId(model, 2e5)), unit: 'bytes', target: 'told', met: true },
  ];
};

/** The rows of one part, told by a process of its own: what ran before would have taught the compiler other models. */
const partRows = (name: string): readonly Row[] => {
  const args = [...process.execArgv, process.argv[1] ?? '', '--only', name, ...(full ? ['--full'] : [])];
  const { status, stdout } = spawnSync(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 1 << 26 });
  if (status !== 0) throw new Error(`the bench of ${name} ended with ${status}`);
  process.stderr.write('.');
  return JSON.parse(stdout.toString()) as readonly Row[];
};

const parts = [...models.map(({ id }) => id), 'fold', 'ndjson'];

const rowsOf = async (name: string): Promise<readonly Row[]> => {
  // Ten million lines are read once, and say how far they are: they take minutes.
  const says = (what: string): void => void process.stderr.write(full ? `ndjson: ${what}\n` : '');
  if (name === 'ndjson') return ndjsonRows({ count: full ? 1e7 : 4e5, rounds: full ? 1 : 3, says });
  return name === 'fold' ? momentRows(mixpanelSimplified) : modelRows(name);
};

const rows = only.length === 1 && only[0] !== undefined ? await rowsOf(only[0]) : (only.length > 0 ? only : parts).flatMap(partRows);
process.stdout.write(JSON.stringify(rows));
