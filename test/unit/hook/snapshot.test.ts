import { afterEach, describe, expect, test } from 'vitest';
import { ownText, snapshot } from '../../../src/hook/snapshot.ts';

const read = (value: unknown): unknown => JSON.parse(snapshot(value));

describe('a snapshot', () => {
  afterEach(() => {
    Reflect.deleteProperty(Array.prototype, 'toJSON');
    Reflect.deleteProperty(Object.prototype, 'toJSON');
  });

  test('is the JSON of plain data', () => {
    const value = ['Bought', { price: 1.5, tags: ['a', null, true], deep: { a: { b: 1 } } }];
    expect(read(value)).toEqual(value);
  });

  test('runs no getter (T04)', () => {
    let ran = 0;
    const value = {
      get total() {
        ran += 1;
        return 1;
      },
      kept: 1,
    };
    expect(read([value])).toEqual([{ total: '[getter]', kept: 1 }]);
    expect(ran).toBe(0);
  });

  test('runs no toJSON, whether own, inherited or on the prototype of everything (T07)', () => {
    let ran = 0;
    const toJSON = (): string => {
      ran += 1;
      return 'wrong';
    };
    class Priced {
      price = 1;
      toJSON = toJSON;
    }
    expect(read([{ a: 1, toJSON }, new Priced()])).toMatchObject([{ a: 1 }, { price: 1 }]);
    Object.defineProperty(Array.prototype, 'toJSON', { value: toJSON, configurable: true });
    Object.defineProperty(Object.prototype, 'toJSON', { value: toJSON, configurable: true });
    expect(snapshot([{ a: [1] }])).toBe('[{"a":[1]}]');
    expect(ownText({ a: [1] })).toBe('{"a":[1]}');
    expect(ran).toBe(0);
  });

  test('leaves undefined out of objects and makes it null in lists, as JSON does', () => {
    expect(read([undefined, { a: undefined, b: 1 }])).toEqual([null, { b: 1 }]);
    expect(read([undefined, { a: undefined, b: () => 1 }])).toEqual([null, { b: '[function]' }]);
  });

  test('names what JSON cannot say', () => {
    const circular: Record<string, unknown> = {};
    circular.self = circular;
    expect(read([() => 1, Symbol('s'), 10n, Number.NaN, Number.POSITIVE_INFINITY])).toEqual([
      '[function]',
      '[symbol]',
      '10',
      'NaN',
      'Infinity',
    ]);
    expect(read([circular])).toEqual([{ self: '[circular]' }]);
    expect(read([new Date(0), new Date(Number.NaN)])).toEqual(['1970-01-01T00:00:00.000Z', null]);
  });

  test('keeps the same object twice where it is no circle', () => {
    const shared = { a: 1 };
    expect(read([shared, shared])).toEqual([{ a: 1 }, { a: 1 }]);
  });

  test('is cut in depth, keys, string length and size (T06)', () => {
    const deep = { a: { a: { a: { a: { a: { a: { a: { a: 1 } } } } } } } };
    expect(snapshot([deep])).toContain('[deeper]');
    const wide = Object.fromEntries(Array.from({ length: 150 }, (_, index) => [`k${index}`, index]));
    expect(read([wide])).toMatchObject([{ k99: 99, '…': '[more]' }]);
    expect((read(['x'.repeat(3000)]) as string[])[0]).toHaveLength(2049);
    const huge = Array.from({ length: 90 }, () => 'y'.repeat(2000));
    expect(snapshot(huge).length).toBeLessThan(70_000);
  });

  test('survives hostile objects (T05)', () => {
    const revoked = Proxy.revocable({}, {});
    revoked.revoke();
    const throwing = new Proxy(
      {},
      {
        ownKeys() {
          throw new Error('no');
        },
      },
    );
    expect(snapshot([revoked.proxy])).toBe('["[unreadable]"]');
    expect(snapshot([throwing])).toBe('["[unreadable]"]');
    expect(read([Object.assign([], { length: 3 })])).toEqual([[null, null, null]]);
    expect(read([Object.create(null)])).toEqual([{}]);
  });

  test('of the hook itself is never cut', () => {
    const body = 'z'.repeat(100_000);
    expect(JSON.parse(ownText({ body }))).toEqual({ body });
  });
});
