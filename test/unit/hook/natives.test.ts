import { describe, expect, test } from 'vitest';
import { createNatives } from '../../../src/hook/natives.ts';

/** Functions of the language stand for those of the browser: both write themselves down alike. */
const pageWith = (more: object = {}) => createNatives({ Map, Date, ...more } as never);
type Name = Parameters<ReturnType<typeof createNatives>['member']>[0];

describe('a class of the browser (T09)', () => {
  test('is taken with its methods and getters', () => {
    const { kind, member } = pageWith();
    expect(kind('Map' as Name)).toBe(Map);
    expect(member<number>('Map' as Name, 'size')(new Map([[1, 2]]))).toBe(1);
    expect(member<number>('Map' as Name, 'get')(new Map([[1, 2]]), 1)).toBe(2);
  });

  test.each([
    ['a class of its own', class {}],
    ['a function', () => new Map()],
    ['a bound one', Map.bind(null)],
    ['a proxy', new Proxy(Map, {})],
    ['a text that looks native', { toString: () => 'function Map() { [native code] }' }],
    [
      'a function whose comment looks native',
      function made() {
        /* function Map() { [native code] } */
      },
    ],
    ['nothing', undefined],
  ])('that the page replaced by %s is nobody’s', (_what, Replaced) => {
    const { kind, member } = pageWith({ Map: Replaced });
    expect(new Map() instanceof (kind('Map' as Name) as unknown as MapConstructor)).toBe(false);
    expect(member('Map' as Name, 'size')(new Map())).toBeUndefined();
  });

  test('whose global is a getter of the page is not asked', () => {
    let asked = 0;
    const page = Object.defineProperty({}, 'Map', {
      get: () => {
        asked += 1;
        return Map;
      },
    });
    expect(createNatives(page as never).kind('Map' as Name)).not.toBe(Map);
    expect(asked).toBe(0);
  });

  test('loses the members that the page replaced, and those alone', () => {
    const { get } = Map.prototype;
    let asked = 0;
    Map.prototype.get = function (this: Map<unknown, unknown>, key: unknown) {
      asked += 1;
      return get.call(this, key);
    };
    const { member } = pageWith();
    const [got, size] = [member('Map' as Name, 'get'), member('Map' as Name, 'size')];
    Map.prototype.get = get;
    expect([got(new Map([[1, 2]]), 1), size(new Map([[1, 2]])), asked]).toEqual([undefined, 1, 0]);
  });
});
