import { expect, test } from 'vitest';
import { defaultOptions } from '../../../src/core/options.ts';
import { createEngine } from '../../../src/reports/engine.ts';
import { dayClock, dayWorker } from '../../support/day-worker.ts';
import { longDay } from '../../support/long-day.ts';
import { recordedDay } from '../../support/recorded-day.ts';
import { fakeStore } from './fakes.ts';

const start = Date.UTC(2026, 0, 5, 8);

test('a day that outgrows memory is folded: shown, counted, judged alike, and there again after the worker died', {
  timeout: 60_000,
}, async () => {
  const whole = recordedDay(2_400, 24);
  const kept = fakeStore();
  const time = dayClock(start);
  const worker = dayWorker(kept.store, time.clock, 1_500);
  await worker.background.ready;
  for (const batch of longDay(2_400, 24)) {
    time.pass(25_000);
    await worker.page(batch, time.tick);
  }
  const short = (await worker.recording()).observations;
  expect(short.length).toBeLessThan(1_600);

  const losses = short.flatMap((line) => (line.kind === 'loss.counted' && 'count' in line ? [line] : []));
  const folded = losses.reduce((sum, { count }) => sum + count, 0);
  expect(new Set(losses.map(({ what }) => what))).toEqual(new Set(['events']));
  const judged = [short, whole].map((lines) => {
    const engine = createEngine(defaultOptions);
    engine.append(lines);
    return engine.result();
  });
  const events = judged.map(({ analysis }) => analysis.projects[0]?.events.length ?? 0);
  expect((events[0] ?? 0) + folded).toBe(events[1]);
  const told = judged.map(({ findings, flows, analysis }) => ({
    findings: findings.map(({ rule, document, affected }) => [rule, document, affected]),
    flows: flows.map(({ flow, run, verdict }) => [flow, run, verdict]),
    people: analysis.projects.flatMap(({ profiles }) => profiles.map(({ label, ids }) => [label, ids])),
  }));
  expect(told[0]).toEqual(told[1]);

  const again = dayWorker(kept.store, time.clock, 1_500);
  await again.background.ready;
  time.pass(5_000);
  time.due();
  expect((await again.recording()).observations).toEqual(short);
  expect(again.view()?.status.losses.reduce((sum, { count }) => sum + count, 0)).toBe(folded);
});

test('a worker that dies between writing a folded log and removing the old one finds each line once', { timeout: 60_000 }, async () => {
  const kept = fakeStore();
  const time = dayClock(start);
  const remove = kept.store.remove;
  const stuck = { ...kept.store, remove: async () => undefined };
  const worker = dayWorker(stuck, time.clock, 300);
  await worker.background.ready;
  for (const batch of longDay(900, 60)) {
    time.pass(25_000);
    await worker.page(batch, time.tick);
  }
  const before = kept.items.size;
  const again = dayWorker({ ...kept.store, remove }, time.clock, 10_000);
  await again.background.ready;
  const { observations } = await again.recording();
  const places = observations.map(({ document, seq }) => `${document} ${seq}`);
  expect(new Set(places).size).toBe(places.length);
  expect(observations.length).toBeGreaterThanOrEqual(900);
  time.pass(1_000);
  await again.page({ document: 'later', reports: [{ kind: 'mark.added', note: 'n', seq: 0, at: time.clock.now() }] }, () => {
    time.pass(50);
    time.due();
  });
  expect(kept.items.size).toBeLessThan(before);
});
