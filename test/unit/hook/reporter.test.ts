import { describe, expect, test } from 'vitest';
import type { Report } from '../../../src/core/report.ts';
import { createReporter } from '../../../src/hook/reporter.ts';

const setUp = (stopped = () => false) => {
  const batches: string[] = [];
  const due: (() => void)[] = [];
  let time = 1_000;
  let gone = 0;
  const reporter = createReporter({
    deliver: (batch) => batches.push(batch),
    later: (run) => due.push(run),
    clock: () => time,
    stopped,
    takeMissed: () => {
      const count = gone;
      gone = 0;
      return count;
    },
  });
  return {
    reporter,
    batches,
    due,
    miss: (calls: number) => {
      gone += calls;
      reporter.missed();
    },
    at: (next: number) => {
      time = next;
    },
    macrotask: () => {
      for (const run of due.splice(0)) run();
    },
    reports: (): Report[] => batches.flatMap((batch) => JSON.parse(batch.slice(batch.indexOf('['))) as Report[]),
  };
};
const opened = { kind: 'document.opened', url: 'https://shop.example/', referrer: '', lifecycle: 'active' } as const;
const mark = (note: string) => ({ kind: 'mark.added', note }) as const;

describe('the reporter', () => {
  test('says nothing, and asks for no macrotask, until something worth it happens', () => {
    const { reporter, batches, due, macrotask, reports } = setUp();
    reporter.sayQuietly(opened);
    reporter.flush();
    expect(due).toHaveLength(0);
    expect(batches).toEqual([]);
    reporter.say(mark('now'));
    macrotask();
    expect(reports().map(({ kind }) => kind)).toEqual(['document.opened', 'mark.added']);
  });

  test('keeps for the first report what opened the document, with the time it did', () => {
    const { reporter, at, due, macrotask, reports, batches } = setUp();
    let asked = 0;
    reporter.opens(() => {
      asked += 1;
      return opened;
    }, 1_000);
    expect([asked, due.length]).toEqual([0, 0]);
    at(1_500);
    const fill = reporter.reserve();
    fill(JSON.stringify(mark('call')).slice(1));
    macrotask();
    expect(reports()).toEqual([
      { seq: 0, at: 1_000, ...opened },
      { seq: 1, at: 1_500, ...mark('call') },
    ]);
    reporter.say(mark('later'));
    macrotask();
    expect(batches.at(-1)?.startsWith('2-2 ')).toBe(true);
    expect(asked).toBe(1);
  });

  test('a page with nothing to tell says nothing of what opened it, quiet facts or not', () => {
    const { reporter, batches, macrotask, reports } = setUp();
    reporter.opens(() => opened, 1_000);
    reporter.sayQuietly({ kind: 'route.changed', url: 'https://shop.example/next' });
    macrotask();
    expect(batches).toEqual([]);
    reporter.say(mark('now'));
    macrotask();
    expect(reports().map(({ kind }) => kind)).toEqual(['document.opened', 'route.changed', 'mark.added']);
  });

  test('counts from 0 without a gap and never goes back in time (T29)', () => {
    const { reporter, at, macrotask, reports, batches } = setUp();
    reporter.say(mark('a'));
    at(900);
    reporter.say(mark('b'));
    macrotask();
    at(1_200);
    reporter.say(mark('c'));
    macrotask();
    expect(reports().map(({ seq, at: when }) => [seq, when])).toEqual([
      [0, 1_000],
      [1, 1_000],
      [2, 1_200],
    ]);
    expect(batches.map((batch) => batch.split(' ')[0])).toEqual(['0-1', '2-2']);
  });

  test('one macrotask, one batch', () => {
    const { reporter, macrotask, batches, due } = setUp();
    for (let i = 0; i < 100; i += 1) reporter.say(mark(`${i}`));
    expect(due).toHaveLength(1);
    macrotask();
    expect(batches).toHaveLength(1);
  });

  test('a reserved place stands before what happened meanwhile, and nothing leaves before it is filled', () => {
    const { reporter, macrotask, batches, reports } = setUp();
    const fill = reporter.reserve();
    reporter.say(mark('inside'));
    reporter.flush();
    expect(batches).toEqual([]);
    fill('"kind":"mark.added","note":"call"}');
    macrotask();
    expect(reports()).toMatchObject([
      { seq: 0, note: 'call' },
      { seq: 1, note: 'inside' },
    ]);
  });

  test('while the page leaves everything goes out at once', () => {
    const { reporter, batches } = setUp();
    reporter.say(mark('before'));
    reporter.immediate(true);
    reporter.say(mark('leaving'));
    expect(batches).toHaveLength(2);
  });

  test('a place that nobody fills in its macrotask is told as lost, and holds nothing up', () => {
    const { reporter, macrotask, reports } = setUp();
    const fill = reporter.reserve();
    macrotask();
    expect(reports()).toMatchObject([{ seq: 0, kind: 'loss.counted', what: 'hook', count: 1 }]);
    fill('"kind":"mark.added","note":"too late"}');
    reporter.reserve()(null);
    reporter.say(mark('next'));
    macrotask();
    expect(reports().map(({ seq, kind }) => [seq, kind])).toEqual([
      [0, 'loss.counted'],
      [1, 'loss.counted'],
      [2, 'mark.added'],
    ]);
  });

  test('calls that nobody could tell of are counted and said once a macrotask, also when the hook is off (T11)', () => {
    let off = false;
    const { miss, macrotask, reports } = setUp(() => off);
    for (let i = 0; i < 3; i += 1) miss(1);
    macrotask();
    off = true;
    miss(4);
    macrotask();
    expect(reports()).toMatchObject([
      { seq: 0, what: 'calls', why: 'the page had used up its stack', count: 3 },
      { seq: 1, what: 'calls', why: 'the hook is off after an internal error', count: 4 },
    ]);
  });

  test('what can no longer be filled is told as lost', () => {
    const { reporter, reports } = setUp();
    reporter.reserve();
    reporter.abandon('internal error: x');
    expect(reports()).toMatchObject([
      { seq: 0, kind: 'loss.counted', why: 'internal error' },
      { seq: 1, kind: 'loss.counted', what: 'hook', why: 'internal error: x' },
    ]);
  });
});
