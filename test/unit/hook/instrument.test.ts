import { describe, expect, test } from 'vitest';
import { createGuard } from '../../../src/hook/guard.ts';
import { proxied, wrapMethod } from '../../../src/hook/instrument.ts';

const seeing = () => {
  const errors: string[] = [];
  return { errors, guard: createGuard((why) => errors.push(why)) };
};

describe('a wrapped method', () => {
  test('gets the same this, arguments and result, and is seen before and after', () => {
    const { guard } = seeing();
    const seen: unknown[] = [];
    const target = {
      factor: 3,
      times(value: number) {
        seen.push('runs');
        return this.factor * value;
      },
    };
    expect(
      wrapMethod<string>(target, 'times', guard, {
        before: (self, args) => {
          seen.push([self === target, args]);
          return 'token';
        },
        after: (token, result, threw) => seen.push([token, result, threw]),
      }),
    ).toBe(true);
    expect(target.times(2)).toBe(6);
    expect(seen).toEqual([[true, [2]], 'runs', ['token', 6, false]]);
  });

  test('throws what the original throws, and the end is seen all the same', () => {
    const { guard } = seeing();
    const failure = new Error('of the page');
    const target = {
      fail() {
        throw failure;
      },
    };
    let threw: boolean | null = null;
    wrapMethod<number>(target, 'fail', guard, {
      before: () => 1,
      after: (_token, _result, didThrow) => {
        threw = didThrow;
      },
    });
    expect(() => target.fail()).toThrow(failure);
    expect(threw).toBe(true);
  });

  test('keeps name, length, own properties, flags, toString and new (T10)', () => {
    const { guard } = seeing();
    class Shape {
      constructor(readonly sides: number) {}
    }
    const owner = {};
    Object.defineProperty(owner, 'Shape', {
      value: Object.assign(Shape, { extra: 1 }),
      enumerable: false,
      writable: true,
      configurable: true,
    });
    wrapMethod(owner, 'Shape', guard, { before: () => null });
    const wrapped = (owner as { Shape: typeof Shape & { extra: number } }).Shape;
    expect([wrapped.name, wrapped.length, wrapped.extra]).toEqual(['Shape', 1, 1]);
    expect(new wrapped(3)).toBeInstanceOf(Shape);
    expect(Object.getOwnPropertyDescriptor(owner, 'Shape')).toMatchObject({ enumerable: false, writable: true, configurable: true });
    expect(Function.prototype.toString.call(proxied(() => 1, guard, { before: () => null }))).toContain('native code');
  });

  test('is wrapped once, and left alone when it cannot be or is not there', () => {
    const { guard } = seeing();
    const around = { before: () => null };
    const target = { a() {} };
    expect(wrapMethod(target, 'a', guard, around)).toBe(true);
    const { a: once } = target;
    expect(wrapMethod(target, 'a', guard, around)).toBe(true);
    expect(target.a).toBe(once);
    expect(wrapMethod(target, 'b', guard, around)).toBe(true);
    expect('b' in target).toBe(false);
    expect(wrapMethod(Object.freeze({ a() {} }), 'a', guard, around)).toBe(false);
  });

  test('an error of the hook switches the hook off, never the page (T11)', () => {
    const { guard, errors } = seeing();
    let calls = 0;
    const target = {
      count() {
        calls += 1;
        return calls;
      },
    };
    let asked = 0;
    wrapMethod(target, 'count', guard, {
      before: () => {
        asked += 1;
        throw new Error('of the hook');
      },
    });
    expect([target.count(), target.count(), target.count()]).toEqual([1, 2, 3]);
    expect(asked).toBe(1);
    expect(errors).toEqual(['of the hook']);
    expect(guard.off()).toBe(true);
  });

  test('a call that goes by untold is counted: by an error, while the hook is off, and not once nobody listens (T11)', () => {
    const guard = createGuard(
      () => {},
      () => {
        // With the stack used up nobody can be told at once.
        throw new RangeError('Maximum call stack size exceeded');
      },
    );
    const target = { track: () => 'tracked', other: () => 'other' };
    wrapMethod(target, 'other', guard, { before: () => null });
    wrapMethod(target, 'track', guard, {
      before: () => {
        throw new Error('of the hook');
      },
      counted: true,
    });
    expect([target.track(), target.track(), target.other()]).toEqual(['tracked', 'tracked', 'other']);
    expect([guard.takeMissed(), guard.takeMissed()]).toEqual([2, 0]);
    guard.switchOff();
    target.track();
    expect(guard.takeMissed()).toBe(0);
  });

  test('a page that has used up its stack does not switch the hook off', () => {
    const { guard, errors } = seeing();
    const target = { track: (): string => 'tracked' };
    let asked = 0;
    wrapMethod(target, 'track', guard, {
      before: () => {
        asked += 1;
        if (asked === 1) throw new RangeError('Maximum call stack size exceeded');
        if (asked === 2) throw Object.assign(new Error('too much recursion'), { name: 'InternalError' });
        return null;
      },
    });
    expect([target.track(), target.track(), target.track()]).toEqual(Array(3).fill('tracked'));
    expect([asked, errors, guard.off()]).toEqual([3, [], false]);
  });

  test('what the page put on the prototype of all objects is no trap of the stand-in, and no part of the property', () => {
    const { guard } = seeing();
    const names = ['get', 'set', 'has', 'ownKeys', 'value', 'writable'] as const;
    const target = { track: Object.assign(() => 'tracked', { own: 1 }) };
    let seen: readonly unknown[] = [];
    try {
      for (const name of names)
        Object.defineProperty(Object.prototype, name, {
          configurable: true,
          writable: true,
          value: () => {
            throw new Error(name);
          },
          __proto__: null,
        } as PropertyDescriptor);
      seen = [wrapMethod(target, 'track', guard, { before: () => null }), target.track(), target.track.own, 'own' in target.track];
    } finally {
      for (const name of names) delete (Object.prototype as unknown as Record<string, unknown>)[name];
    }
    expect(seen).toEqual([true, 'tracked', 1, true]);
    expect(guard.off()).toBe(false);
  });

  test('an error after the call changes neither its result nor its exception', () => {
    const { guard } = seeing();
    const target = { fine: () => 'result' };
    wrapMethod<number>(target, 'fine', guard, {
      before: () => 1,
      after: () => {
        throw new Error('of the hook');
      },
    });
    expect(target.fine()).toBe('result');
  });
});

test('a wrapped setter passes the value on and keeps the getter', () => {
  const { guard } = seeing();
  const written: unknown[] = [];
  let value = '';
  const owner = Object.defineProperty({}, 'cookie', {
    configurable: true,
    get: () => value,
    set: (next: string) => {
      value = next;
    },
  }) as { cookie: string };
  expect(wrapMethod<unknown>(owner, 'cookie', guard, { before: (_self, [next]) => written.push(next) }, 'set')).toBe(true);
  owner.cookie = 'a=1';
  expect([owner.cookie, written]).toEqual(['a=1', ['a=1']]);
});
