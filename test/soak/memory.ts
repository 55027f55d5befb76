import type { ForeignObservation, Observation } from '../../src/core/observation.ts';
import { defaultOptions } from '../../src/core/options.ts';
import { createEngine, type Judged } from '../../src/reports/engine.ts';
import { dayClock, dayWorker } from '../support/day-worker.ts';
import { longDay } from '../support/long-day.ts';
import { recordedDay } from '../support/recorded-day.ts';
import { eventsIn, peopleOf, untrueIn } from '../support/story-told.ts';
import { fakeStore } from '../unit/extension/fakes.ts';
import { megabytes, type SoakRow, within } from './row.ts';

/** The length of the day; `--observations N` for another. */
const flag = process.argv.indexOf('--observations');
const observations = flag === -1 ? 500_000 : Number(process.argv[flag + 1]);
/** Rules want to know how a story ends only now and then: a panel that asks after each page would be most of the time. */
const pagesBetweenLooks = 40;
/** A new worker is woken so many times, and the median told. */
const wakings = 5;
const start = Date.UTC(2026, 0, 5, 8);

const held = (storeSize: number): number => {
  const { gc } = globalThis as { gc?: () => void };
  gc?.();
  gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  // Session storage belongs to the browser's own process.
  return heapUsed + arrayBuffers - storeSize * 2;
};

/** A long day in the real background: what it holds at most, what session storage holds, and how soon a new worker has it back. */
const spend = async (): Promise<readonly SoakRow[]> => {
  const kept = fakeStore();
  const time = dayClock(start);
  const worker = dayWorker(kept.store, time.clock);
  await worker.background.ready;
  const before = held(0);
  let most = 0;
  let made = 0;
  let pages = 0;
  for (const batch of longDay(observations)) {
    time.pass(20_000);
    await worker.page(batch, () => time.pass(100));
    made += batch.reports.length;
    pages += 1;
    if (pages % pagesBetweenLooks === 0) {
      time.due();
      most = Math.max(most, held(kept.size()) - before);
      process.stderr.write(`${made} observations, ${Math.round(most / 1e6)} MB at most\r`);
    }
  }
  time.due();
  most = Math.max(most, held(kept.size()) - before);
  const stored = kept.size();
  const recording = await worker.recording();
  const losses = worker.view()?.status.losses ?? [];
  const folded = losses.reduce((sum, { count }) => sum + count, 0);

  // Processor time, the same whatever else the machine does.
  const times: number[] = [];
  for (let round = 0; round < wakings; round += 1) {
    held(0);
    const woken = process.cpuUsage();
    const again = dayWorker(kept.store, time.clock);
    await again.background.ready;
    const { user, system } = process.cpuUsage(woken);
    times.push((user + system) / 1_000);
  }
  const back = times.sort((a, b) => a - b)[Math.floor(wakings / 2)] ?? 0;

  const judge = (lines: readonly (Observation | ForeignObservation)[]): Judged => {
    const engine = createEngine(defaultOptions);
    engine.append(lines);
    return engine.result();
  };
  const told = judge(recording.observations);
  // The same day at once, with nothing left out: what is told of it is the truth.
  const truth = judge(recordedDay(observations, undefined, recording.devices[0]?.id));
  const untrue = untrueIn(told, truth);
  const known = peopleOf(told).filter((one) => one.known).length;
  return [
    { id: 'memory/observations', value: made, unit: 'observations', limit: null },
    { id: 'memory/background-heap', value: megabytes(most), unit: 'MB', limit: 200 },
    { id: 'memory/session-storage', value: megabytes(stored), unit: 'MB', limit: 9 },
    { id: 'memory/kept', value: recording.observations.length, unit: 'observations', limit: null },
    { id: 'memory/folded-and-shown', value: folded, unit: 'events', limit: null },
    { id: 'memory/people', value: known, unit: 'profiles', limit: null },
    { id: 'memory/findings', value: told.findings.length, unit: 'findings', limit: null },
    ...Object.entries(untrue).map(([what, value]): SoakRow => ({ id: `memory/untrue-${what}`, value, unit: what, limit: 0 })),
    {
      id: 'memory/events-neither-kept-nor-counted',
      value: Math.abs(eventsIn(truth) - eventsIn(told) - folded),
      unit: 'events',
      limit: 0,
    },
    // The target is one of 100,000 observations.
    { id: 'memory/worker-restart', value: Math.round(back), unit: 'ms', limit: made <= 120_000 ? 1_000 : null },
  ];
};

const rows = await spend();
process.stdout.write(JSON.stringify(rows.map(within)));
process.exit(0);
