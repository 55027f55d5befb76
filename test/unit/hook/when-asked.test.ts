import { describe, expect, test } from 'vitest';
import { createGuard } from '../../../src/hook/guard.ts';
import { lately, proxied, whenAsked } from '../../../src/hook/instrument.ts';

const guard = createGuard((why) => {
  throw new Error(why);
});
const navigator = { userAgent: 'x' };

/** A window that has its navigator behind an accessor, by two names. */
const windowWith = (names: readonly string[]) => {
  const page: Record<string, unknown> = {};
  for (const name of names) Object.defineProperty(page, name, { configurable: true, enumerable: true, get: () => navigator });
  return page;
};

describe('what is prepared when the page asks', () => {
  test('is prepared once, before the page has its answer, and the accessors are as they were', () => {
    const names = ['navigator', 'clientInformation'];
    const page = windowWith(names);
    const before = names.map((name) => Object.getOwnPropertyDescriptor(page, name));
    let prepared = 0;
    whenAsked(page, names, guard, () => {
      prepared += 1;
    });
    expect(prepared).toBe(0);
    expect(Object.getOwnPropertyDescriptor(page, 'navigator')).toMatchObject({ configurable: true, enumerable: true, set: undefined });
    expect(page.navigator).toBe(navigator);
    expect(prepared).toBe(1);
    expect(page.clientInformation).toBe(navigator);
    expect(prepared).toBe(1);
    expect(names.map((name) => Object.getOwnPropertyDescriptor(page, name))).toEqual(before);
  });

  test('leaves alone what the page put in the accessor’s place, also where that asks the one of before', () => {
    const page = windowWith(['navigator']);
    let prepared = 0;
    whenAsked(page, ['navigator'], guard, () => {
      prepared += 1;
    });
    const { get } = Object.getOwnPropertyDescriptor(page, 'navigator') as { get: () => unknown };
    const own = (): unknown => Reflect.apply(get, page, []);
    Object.defineProperty(page, 'navigator', { configurable: true, get: own });
    expect([page.navigator, prepared]).toEqual([navigator, 1]);
    expect(Object.getOwnPropertyDescriptor(page, 'navigator')?.get).toBe(own);
  });

  test.each([
    ['a plain value', { value: navigator, configurable: true }],
    ['an accessor that cannot be changed', { get: () => navigator, configurable: false }],
  ])('is prepared at once where there is %s', (_what, descriptor) => {
    let prepared = 0;
    whenAsked(Object.defineProperty({}, 'navigator', descriptor), ['navigator'], guard, () => {
      prepared += 1;
    });
    expect(prepared).toBe(1);
  });
});

test('what stands around a function of the browser is made with its first call, once', () => {
  let made = 0;
  const seen: unknown[] = [];
  const wrapped = proxied(
    ((one: number) => one + 1) as never,
    guard,
    lately(() => {
      made += 1;
      return {
        before: (_self, args) => args[0],
        after: (token, result, threw) => void seen.push([token, result, threw]),
        instead: (_token, result) => (result === 3 ? 'three' : undefined),
      };
    }),
  ) as unknown as (one: number) => unknown;
  expect(made).toBe(0);
  expect([wrapped(1), wrapped(2)]).toEqual([2, 'three']);
  expect([made, seen]).toEqual([
    1,
    [
      [1, 2, false],
      [2, 3, false],
    ],
  ]);
});
