import { unpack } from '../../src/extension/background/pack.ts';
import { dayClock, dayWorker } from '../support/day-worker.ts';
import { longDay } from '../support/long-day.ts';
import { fakeStore } from '../unit/extension/fakes.ts';
import { median, type Row, round } from './row.ts';

const observations = 100_000;
const start = Date.UTC(2026, 0, 5, 8);
const rounds = 5;

/** Session storage after a day of so many observations, as the background left it. */
const dayIn = async (wholeMaxObservations?: number) => {
  const kept = fakeStore();
  const time = dayClock(start);
  const worker = dayWorker(kept.store, time.clock, wholeMaxObservations);
  await worker.background.ready;
  for (const batch of longDay(observations)) {
    time.pass(20_000);
    await worker.page(batch, () => time.pass(100));
  }
  return { kept, time };
};

type Day = Awaited<ReturnType<typeof dayIn>>;

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const times: number[] = [];
  for (let time = 0; time < rounds; time += 1) {
    const begun = performance.now();
    await work();
    times.push(performance.now() - begun);
  }
  return median(times);
};

/** The least that could be done with what is stored: read it, unpack it, parse it. */
const bare = ({ kept }: Day): Promise<number> =>
  timed(async () => {
    const stored = await kept.store.readAll();
    for (const entry of Object.values(stored)) {
      const { packed } = entry as { packed?: unknown };
      if (typeof packed === 'string') JSON.parse(await unpack(packed));
    }
  });

const restart = ({ kept, time }: Day): Promise<number> => timed(() => dayWorker(kept.store, time.clock).background.ready);

const rowOf = (id: string, value: number, reference: number, limit: number | null): Row => ({
  id,
  value: round(value),
  unit: 'ms',
  reference: { what: 'unpack and parse', value: round(reference) },
  ratio: round(value / reference),
  target: limit === null ? 'told' : `<= ${limit}`,
  met: limit === null || value <= limit,
});

const day = await dayIn();
const whole = await dayIn(Number.POSITIVE_INFINITY);
const rows: readonly Row[] = [
  rowOf('lifecycle/restart-after-100000', await restart(day), await bare(day), 1_000),
  rowOf('lifecycle/restart-with-100000-unfolded', await restart(whole), await bare(whole), null),
];
process.stdout.write(JSON.stringify(rows));
process.exit(0);
