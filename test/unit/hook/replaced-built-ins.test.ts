import { describe, expect, test } from 'vitest';
import { standInPage } from './vendors-page.ts';

const kinds = {
  Object,
  Array,
  String,
  Number,
  RegExp,
  Map,
  Set,
  WeakMap,
  WeakSet,
  Function,
  Promise,
  Date,
  Error,
  URL,
  Headers,
  Request,
  Response,
};
const namespaces = { Reflect, JSON, Math, Object, Array, String, Number, Promise, Date };
type Spot = { readonly title: string; readonly owner: object; readonly name: PropertyKey; readonly was: PropertyDescriptor };

/** Every method that a page can replace on what the language gives everybody. */
const spots: readonly Spot[] = [
  ...Object.entries(kinds).map(([title, kind]) => [`${title}.prototype`, kind.prototype] as const),
  ...Object.entries(namespaces),
  ['%ArrayIterator%', Object.getPrototypeOf([].values())] as const,
  ['%MapIterator%', Object.getPrototypeOf(new Map().values())] as const,
].flatMap(([title, owner]) =>
  Reflect.ownKeys(owner as object).flatMap((name) => {
    const was = Object.getOwnPropertyDescriptor(owner, name);
    const replaceable = typeof was?.value === 'function' && was.configurable && name !== 'constructor' && name !== 'prototype';
    return replaceable ? [{ title: `${title}.${String(name)}`, owner: owner as object, name, was: was as PropertyDescriptor }] : [];
  }),
);

/** Runs `work` while every such method writes down that it was called, and by which name. */
const whileReplaced = (work: () => void): readonly string[] => {
  const { defineProperty } = Object;
  const { apply } = Reflect;
  const called: string[] = [];
  let count = 0;
  let failure: unknown;
  for (let i = 0; i < spots.length; i += 1) {
    const { owner, name, was, title } = spots[i] as Spot;
    const value = function (this: unknown, ...args: unknown[]) {
      called[count] = title;
      count += 1;
      return apply(was.value as () => unknown, this, args);
    };
    defineProperty(owner, name, { __proto__: null, value, writable: true, configurable: true } as PropertyDescriptor);
  }
  try {
    work();
  } catch (error) {
    failure = error;
  }
  for (let i = 0; i < spots.length; i += 1) {
    const { owner, name, was } = spots[i] as Spot;
    defineProperty(owner, name, was);
  }
  if (failure !== undefined) throw failure;
  return [...new Set(called.slice(0, count))];
};

/** A class of its own for each page: methods on a prototype are wrapped once. */
const mixpanelClass = () =>
  class {
    readonly config = { token: 'TOK', name: 'mixpanel' };
    readonly made: unknown[] = [];
    track(): string {
      return 'tracked';
    }
    identify(): void {}
  };

const sdks: Readonly<Record<string, (page: Record<string, unknown>) => { readonly call: () => void; readonly told: readonly string[] }>> = {
  'an instance with methods': (page) => {
    const sdk = new (mixpanelClass())() as unknown as { track(...args: unknown[]): string; identify(id: string): void };
    page.mixpanel = sdk;
    const text = 'x'.repeat(3_000);
    return {
      call: () => {
        sdk.track('Seen', { list: [1, { a: null }], text });
        sdk.identify('u-1');
      },
      told: ['mixpanel track', 'mixpanel identify'],
    };
  },
  'a function that takes calls': (page) => {
    page.hj = () => 'taken';
    const hj = page.hj as (...args: unknown[]) => string;
    return { call: () => void hj('identify', 'u-1', { plan: 'pro' }), told: ['hotjar identify'] };
  },
  'a queue': (page) => {
    const queue: unknown[] = [];
    page._kmq = queue;
    const push = queue.push;
    const row = ['identify', 'u-1'];
    return { call: () => void Reflect.apply(push, queue, [row]), told: ['kissmetrics identify'] };
  },
};

describe('what the page makes of the built-ins is none of the hook’s business (T09)', () => {
  test('there are many to replace', () => {
    expect(spots.length).toBeGreaterThan(250);
  });

  // The queue itself is filled by the page's own method, and the stand-in for the reporter parses what it is given.
  const isOurs = (name: string): boolean => !/^(Array\.prototype\.push|JSON\.parse|Reflect\.apply)$/.test(name);

  test.each(Object.keys(sdks))('%s: the calls are told without one of them', (kind) => {
    const { page, calls, errors } = standInPage();
    const sdk = sdks[kind]?.(page);
    const used = whileReplaced(() => sdk?.call());
    expect(errors).toEqual([]);
    expect(calls().map((call) => call.split(' ').slice(0, 2).join(' '))).toEqual(sdk?.told);
    expect(used.filter(isOurs)).toEqual([]);
  });

  test.each(Object.keys(sdks))('%s: and so they are when it comes after them, when the part for its vendor is made', (kind) => {
    const { page, calls, errors } = standInPage();
    let told: readonly string[] | undefined;
    const used = whileReplaced(() => {
      const sdk = sdks[kind]?.(page);
      told = sdk?.told;
      sdk?.call();
    });
    expect(errors).toEqual([]);
    expect(calls().map((call) => call.split(' ').slice(0, 2).join(' '))).toEqual(told);
    // The page makes its own text.
    expect(used.filter((name) => isOurs(name) && name !== 'String.prototype.repeat')).toEqual([]);
  });
});
