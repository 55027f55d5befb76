import type { Guard } from './guard.ts';
import { apply, define, each, getOwn, ProxyOf } from './intrinsics.ts';
import { type LastingWeakMap, newWeakMap } from './kinds.ts';

type Callable = (...args: never[]) => unknown;

/** What is done around a call. `before` returns a token for `after`; null means: not interesting. */
export type Around<Token> = {
  before(self: unknown, args: readonly unknown[]): Token | null;
  after?(token: Token, result: unknown, threw: boolean): void;
  /** The calls that cannot be told are counted. */
  readonly counted?: true;
  /** Around a function of the browser, which nobody wraps again. */
  readonly builtIn?: true;
  /** What the page gets instead of the result; undefined for the result itself. */
  instead?(token: Token, result: unknown): unknown;
};
/** By the name of the method or accessor. */
export type Arounds = Readonly<Record<string, Around<unknown>>>;

/** What is made with the first call: most pages make none. */
export const lately = (make: () => Around<unknown>): Around<unknown> => {
  let made: Around<unknown> | undefined;
  const known = (): Around<unknown> => {
    made ??= make();
    return made;
  };
  return {
    builtIn: true,
    before: (self, args) => known().before(self, args),
    after: (token, result, threw) => known().after?.(token, result, threw),
    instead: (token, result) => known().instead?.(token, result),
  };
};

/** The wrappers of SDKs' methods. Nobody wraps those of the browser's own functions again. */
let ours: LastingWeakMap<object, true> | undefined;

/**
 * A stand-in for `target` that behaves exactly like it (name, length, own properties, `toString`, `new`) and
 * tells `around` of each call. The original gets the same `this` and arguments, its result or exception is
 * handed on untouched unless `instead` says otherwise.
 */
export const proxied = <Token>(target: Callable, guard: Guard, around: Around<Token>): Callable => {
  const { before, after, instead, counted, builtIn } = around;
  const traps: ProxyHandler<Callable> & { readonly __proto__: null } = {
    // Otherwise what the page put on the prototype of all objects would be traps.
    __proto__: null,
    apply(original, self, args: unknown[]) {
      const token = guard.off() ? undefined : guard(() => before(self, args));
      if (token === undefined && counted) guard.missed();
      if (token === undefined || token === null) return apply(original, self, args);
      let result: unknown;
      let threw = true;
      try {
        result = apply(original, self, args);
        threw = false;
      } finally {
        guard(() => after?.(token, result, threw));
      }
      return guard(() => instead?.(token, result)) ?? result;
    },
  };
  const proxy = new ProxyOf(target, traps);
  if (!builtIn) {
    ours ??= newWeakMap();
    ours.set(proxy, true);
  }
  return proxy;
};

/**
 * Replaces the own method `name` of `owner`, or the setter of an accessor property, keeping the property's flags. False for one
 * the page made unchangeable.
 */
export const wrapMethod = <Token>(
  owner: object,
  name: string,
  guard: Guard,
  around: Around<Token>,
  role: 'value' | 'set' = 'value',
): boolean => {
  const found = getOwn(owner, name);
  // What the page put on the prototype of all objects is no part of a descriptor.
  const target: unknown = found && getOwn(found, role)?.value;
  if (found === undefined || typeof target !== 'function' || ours?.get(target)) return true;
  if (!found.configurable && !found.writable) return false;
  const stand = proxied(target as Callable, guard, around);
  // What is not said of a property stays as it is.
  const put: object = role === 'set' ? { __proto__: null, set: stand } : { __proto__: null, value: stand };
  return define(owner, name, put);
};

/**
 * Runs `prepare` once, when the page first asks for one of its globals `names`: what lies behind `navigator` the browser makes only
 * then, and takes longer over it than over anything else of the start. From then on the accessors are again what they were.
 */
export const whenAsked = (page: object, names: readonly string[], guard: Guard, prepare: () => void): void => {
  let asked = false;
  const once = (): void => {
    if (!asked) prepare();
    asked = true;
  };
  each(names, (name) => {
    const found = getOwn(page, name);
    if (!found?.get || !found.configurable) return once();
    const put = (get: unknown): boolean => define(page, name, { __proto__: null, get } as PropertyDescriptor);
    const watched = proxied(found.get, guard, {
      builtIn: true,
      before() {
        // The page may have put its own there.
        if (getOwn(page, name)?.get === watched) put(found.get);
        once();
        return null;
      },
    });
    put(watched);
  });
};
