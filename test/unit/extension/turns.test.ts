import { expect, test } from 'vitest';
import { createTurns } from '../../../src/extension/background/turns.ts';
import { createLater } from '../../../src/extension/platform/later.ts';
import { marks, newWorld, viewOf, wakeWorker } from './worker.ts';

/** Tasks that run when they are told to. */
const byHand = () => {
  const tasks: (() => void)[] = [];
  return {
    later: (job: () => void): void => {
      tasks.push(job);
    },
    /** Runs one task. False when there is none. */
    step: (): boolean => {
      const task = tasks.shift();
      task?.();
      return task !== undefined;
    },
  };
};

test('the first is done at once, the others one a task and in order', () => {
  const done: number[] = [];
  const { later, step } = byHand();
  const turns = createTurns(later);
  for (const each of [1, 2, 3]) turns.add(() => done.push(each));
  expect(done).toEqual([1]);
  step();
  turns.add(() => done.push(4));
  expect(done).toEqual([1, 2]);
  while (step());
  expect(done).toEqual([1, 2, 3, 4]);
  turns.add(() => done.push(5));
  expect(done).toEqual([1, 2, 3, 4, 5]);
});

test('one that fails holds up nobody', () => {
  const done: number[] = [];
  const { later, step } = byHand();
  const turns = createTurns(later);
  expect(() =>
    turns.add(() => {
      throw new Error('no');
    }),
  ).toThrow('no');
  turns.add(() => done.push(2));
  while (step());
  turns.add(() => done.push(3));
  expect(done).toEqual([2, 3]);
});

test('without later tasks everything is done as it comes, also what a job hands in', () => {
  const done: number[] = [];
  const turns = createTurns((job) => job());
  turns.add(() => {
    done.push(1);
    turns.add(() => done.push(2));
  });
  turns.add(() => done.push(3));
  expect(done).toEqual([1, 2, 3]);
});

test('later jobs run in order and not before what is at work is done', async () => {
  const later = createLater();
  const done: number[] = [];
  await new Promise<void>((resolve) => {
    later(() => done.push(1));
    later(() => done.push(2));
    later(() => {
      done.push(3);
      resolve();
    });
    expect(done).toEqual([]);
  });
  expect(done).toEqual([1, 2, 3]);
});

test('a panel that opens while a page has much to say is answered before all of it is taken, and what it exports holds it all', async () => {
  const world = newWorld();
  const { later, step } = byHand();
  const { page, panel } = wakeWorker(world, true, undefined, later);
  panel();
  const doc = page();
  await world.time.advance(10);
  while (step());
  for (let seq = 0; seq < 20; seq += 1) doc.say(marks(seq));
  const asking = panel();
  await world.time.advance(10);
  expect(viewOf(asking)?.rows).toHaveLength(1);
  asking.say({ kind: 'recording.export', request: 5, redact: false });
  await world.time.advance(10);
  const answer = () => (asking.heard as readonly { kind: string; text?: string }[]).find(({ kind }) => kind === 'recording.exported');
  expect(answer()).toBeUndefined();
  while (step());
  await world.time.advance(1_000);
  expect(JSON.parse(answer()?.text ?? '{}').observations).toHaveLength(20);
  expect(viewOf(asking)?.rows).toHaveLength(20);
});

test('a page that is gone is heard to its end, also where no panel looks', async () => {
  const before = newWorld();
  const first = wakeWorker(before);
  const line = first.panel();
  first.page().say({
    kind: 'page.reported',
    reports: JSON.stringify([
      { kind: 'document.opened', url: 'https://shop.example/', referrer: '', lifecycle: 'active', seq: 0, at: 5_000 },
    ]),
  });
  await before.time.advance(500);
  line.say({ kind: 'site.set', change: { alwaysRecord: true } });
  await before.time.advance(500);

  const world = { ...newWorld(), disk: before.disk };
  const { later, step } = byHand();
  const { page, panel } = wakeWorker(world, true, undefined, later);
  const doc = page();
  await world.time.advance(10);
  for (let seq = 0; seq < 5; seq += 1) doc.say(marks(seq));
  doc.hangUp();
  while (step());
  await world.time.advance(500);
  const late = panel();
  await world.time.advance(500);
  expect(viewOf(late)?.rows).toHaveLength(5);
});
