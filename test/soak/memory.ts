import { defaultOptions } from '../../src/core/options.ts';
import { createEngine } from '../../src/reports/engine.ts';
import { dayClock, dayWorker } from '../support/day-worker.ts';
import { longDay } from '../support/long-day.ts';
import { fakeStore } from '../unit/extension/fakes.ts';
import { megabytes, type SoakRow, within } from './row.ts';

/** The length of the day; `--observations N` for another. */
const flag = process.argv.indexOf('--observations');
const observations = flag === -1 ? 500_000 : Number(process.argv[flag + 1]);
/** Rules want to know how a story ends only now and then: a panel that asks after each page would be most of the time. */
const pagesBetweenLooks = 40;
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
  held(0);
  const woken = process.cpuUsage();
  const again = dayWorker(kept.store, time.clock);
  await again.background.ready;
  const { user, system } = process.cpuUsage(woken);
  const back = (user + system) / 1_000;

  const engine = createEngine(defaultOptions);
  engine.append(recording.observations);
  const { analysis, findings } = engine.result();
  const people = analysis.projects.reduce((sum, { profiles }) => sum + profiles.filter(({ known }) => known).length, 0);
  return [
    { id: 'memory/observations', value: made, unit: 'observations', limit: null },
    { id: 'memory/background-heap', value: megabytes(most), unit: 'MB', limit: 200 },
    { id: 'memory/session-storage', value: megabytes(stored), unit: 'MB', limit: 9 },
    { id: 'memory/kept', value: recording.observations.length, unit: 'observations', limit: null },
    { id: 'memory/folded-and-shown', value: folded, unit: 'events', limit: null },
    { id: 'memory/people', value: people, unit: 'profiles', limit: null },
    { id: 'memory/findings', value: findings.length, unit: 'findings', limit: null },
    { id: 'memory/worker-restart', value: Math.round(back), unit: 'ms', limit: 1_000 },
  ];
};

const rows = await spend();
process.stdout.write(JSON.stringify(rows.map(within)));
process.exit(0);
