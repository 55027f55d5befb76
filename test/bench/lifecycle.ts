import { unpack } from '../../src/extension/background/pack.ts';
import { dayClock, dayWorker } from '../support/day-worker.ts';
import { longDay } from '../support/long-day.ts';
import { fakeStore } from '../unit/extension/fakes.ts';
import { median, type Row, round, settle } from './row.ts';

const observations = 100_000;
const start = Date.UTC(2026, 0, 5, 8);
const rounds = 5;

/** Session storage after a day of so many observations, as the background left it. */
const dayIn = async () => {
  const kept = fakeStore();
  const time = dayClock(start);
  const worker = dayWorker(kept.store, time.clock);
  await worker.background.ready;
  for (const batch of longDay(observations)) {
    time.pass(20_000);
    await worker.page(batch, () => time.pass(100));
  }
  return { kept, time };
};

type Day = Awaited<ReturnType<typeof dayIn>>;

/** Milliseconds until it is done, as whoever waits for it counts them; collecting what the round before left is not part of it. */
const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const times: number[] = [];
  for (let time = 0; time < rounds; time += 1) {
    settle();
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

const day = await dayIn();
const [value, reference] = [await restart(day), await bare(day)];
const row: Row = {
  id: 'lifecycle/restart-after-100000',
  value: round(value),
  unit: 'ms',
  reference: { what: 'unpack and parse', value: round(reference) },
  ratio: round(value / reference),
  target: '<= 1000',
  met: value <= 1_000,
};
process.stdout.write(JSON.stringify([row]));
process.exit(0);
