import { describe, expect, test } from 'vitest';
import { createArrivals } from '../../../src/extension/background/arrivals.ts';
import { createTurns } from '../../../src/extension/background/turns.ts';
import { waitingMaxLength } from '../../../src/messages/limits.ts';
import type { PageMessage } from '../../../src/messages/page.ts';
import { acknowledged, newWorld, viewOf, wakeWorker } from './worker.ts';

const tasks = () => {
  const waiting: (() => void)[] = [];
  return {
    later: (job: () => void): void => {
      waiting.push(job);
    },
    step: (): boolean => {
      const task = waiting.shift();
      task?.();
      return task !== undefined;
    },
  };
};

/** A message of `count` reports from number `from` on, `size` characters or a little more. */
const reported = (from: number, count: number, size: number): PageMessage => ({
  kind: 'page.reported',
  reports: JSON.stringify(Array.from({ length: count }, (_, place) => ({ seq: from + place, pad: 'x'.repeat(Math.floor(size / count)) }))),
});

/** Pages with room for about 40,000 characters each and 100,000 together, a message of them 10,000. */
const pages = (count: number) => {
  const { later, step } = tasks();
  const turns = createTurns(later, 100_000);
  const all = Array.from({ length: count }, () => {
    const told: string[] = [];
    const say = createArrivals({
      turns,
      maxLength: 40_000,
      heard: (message) => told.push(message.kind === 'page.reported' ? `heard ${JSON.parse(message.reports)[0].seq}` : message.kind),
      missed: (missing, upTo) => told.push(`missed ${missing} up to ${upTo}`),
    });
    let seq = 0;
    return {
      told,
      say,
      flood: (messages: number): void => {
        for (let each = 0; each < messages; each += 1, seq += 10) say(reported(seq, 10, 9_000));
      },
    };
  });
  return {
    all,
    step,
    rest: (): void => {
      while (step());
    },
  };
};

const heardOf = (told: readonly string[]): number => told.filter((each) => each.startsWith('heard')).length;
const missedOf = (told: readonly string[]): number => told.reduce((sum, each) => sum + Number(/^missed (\d+)/.exec(each)?.[1] ?? 0), 0);

describe('what waits for its turn is bounded (T21)', () => {
  test('for one page: what is beyond is counted, where it would have stood', () => {
    const { all, rest } = pages(1);
    const [page] = all;
    page?.flood(1_000);
    rest();
    // The first is done at once, four wait.
    expect(page?.told).toEqual(['heard 0', 'heard 10', 'heard 20', 'heard 30', 'heard 40', 'missed 9950 up to 9999']);
  });

  test('for many: together they keep no more than their room, and every report is told or counted', () => {
    const { all, rest } = pages(50);
    for (const page of all) page.flood(20);
    rest();
    const heard = all.reduce((sum, { told }) => sum + heardOf(told), 0);
    expect(heard).toBeLessThanOrEqual(11);
    expect(heard).toBeGreaterThanOrEqual(8);
    for (const { told } of all) expect(heardOf(told) * 10 + missedOf(told)).toBe(200);
  });

  test('a page that floods leaves room to the others', () => {
    const { all, rest } = pages(2);
    const [flooding, quiet] = all;
    flooding?.flood(1_000);
    quiet?.flood(3);
    rest();
    expect(quiet?.told).toEqual(['heard 0', 'heard 10', 'heard 20']);
  });

  test('there is room again when its turns come, and nothing is told before what the page said earlier', () => {
    const { all, step, rest } = pages(1);
    const [page] = all;
    page?.flood(7);
    step();
    // There is room, but what was missed has not had its turn.
    page?.flood(1);
    while (step());
    page?.flood(2);
    rest();
    expect(page?.told).toEqual(['heard 0', 'heard 10', 'heard 20', 'heard 30', 'heard 40', 'missed 30 up to 79', 'heard 80', 'heard 90']);
  });

  test('also for messages that hold next to nothing', () => {
    const { all, rest } = pages(1);
    const [page] = all;
    for (let seq = 0; seq < 10_000; seq += 1) page?.say({ kind: 'page.reported', reports: `[{"seq":${seq}}]` });
    rest();
    const heard = heardOf(page?.told ?? []);
    expect(heard).toBeLessThan(100);
    expect(heard + missedOf(page?.told ?? [])).toBe(10_000);
  });

  test('of a cookie the last word stays, and a greeting is heard', () => {
    const { all, rest } = pages(1);
    const [page] = all;
    page?.flood(6);
    page?.say({ kind: 'page.cookie', name: 'id', value: 'one' });
    page?.say({ kind: 'page.cookie', name: 'id', value: 'two' });
    page?.say({ kind: 'page.hello', version: 1, lifecycle: 'active' });
    rest();
    expect(page?.told.slice(-3)).toEqual(['missed 10 up to 59', 'page.cookie', 'page.hello']);
  });

  test.each([
    ['no list', '{}', 'missed 1 up to null'],
    ['no JSON', '[', 'missed 1 up to null'],
    ['numbers that are none', '[{"seq":"9"},{"seq":1e400},{},null,7]', 'missed 5 up to null'],
  ])('what cannot be read is counted: %s', (_name, reports, told) => {
    const { all, rest } = pages(1);
    const [page] = all;
    page?.flood(6);
    rest();
    page?.flood(5);
    page?.say({ kind: 'page.reported', reports: reports.padEnd(20_000) });
    rest();
    expect(page?.told.at(-1)).toBe(told);
  });
});

test('what could not wait is acknowledged, and its count is shown in the panel', async () => {
  const world = newWorld();
  const { later, step } = tasks();
  const { page, panel } = wakeWorker(world, true, undefined, later);
  const line = panel();
  const flooding = page();
  await world.time.advance(10);
  while (step());
  const note = 'x'.repeat(1_000_000);
  const said = Math.ceil(waitingMaxLength / note.length);
  const mark = (seq: number) => ({
    kind: 'page.reported',
    reports: `[{"kind":"mark.added","note":"n","seq":${seq},"at":5000}]`.padEnd(note.length),
  });
  for (let seq = 0; seq < said; seq += 1) flooding.say(mark(seq));
  while (step());
  await world.time.advance(1_000);
  while (step());
  await world.time.advance(1_000);
  expect(acknowledged(flooding)).toBe(said - 1);
  const view = viewOf(line);
  const [loss] = view?.status.losses ?? [];
  expect(loss).toMatchObject({ what: 'reports', why: 'pages said more at once than could wait to be recorded' });
  expect((loss?.count ?? 0) + (view?.rows.filter(({ kind }) => kind === 'mark').length ?? 0)).toBe(said);
});
