import type { Guard } from './guard.ts';
import { apply, define, getOwn, hasOwn, inheritFrom, ProxyOf } from './intrinsics.ts';
import { newWeakMap } from './kinds.ts';

type Callable = (...args: never[]) => unknown;

/** What is done around a call. `before` returns a token for `after`; null means: not interesting. */
export type Around<Token> = {
  readonly before: (self: unknown, args: readonly unknown[]) => Token | null;
  readonly after?: (token: Token, result: unknown, threw: boolean) => void;
  /** The calls that cannot be told are counted. */
  readonly counted?: true;
  /** What the page gets instead of the result; undefined for the result itself. */
  readonly instead?: (token: Token, result: unknown) => unknown;
};

const ours = newWeakMap<object, true>();

/**
 * A stand-in for `target` that behaves exactly like it (name, length, own properties, `toString`, `new`) and
 * tells `around` of each call. The original gets the same `this` and arguments, its result or exception is
 * handed on untouched unless `instead` says otherwise.
 */
export const proxied = <Token>(target: Callable, guard: Guard, around: Around<Token>): Callable => {
  const { before, after, instead, counted } = around;
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
  ours.set(proxy, true);
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
  if (found === undefined || !hasOwn(found, role)) return true;
  const target: unknown = found[role];
  if (typeof target !== 'function' || ours.get(target)) return true;
  if (!found.configurable && !found.writable) return false;
  found[role] = proxied(target as Callable, guard, around) as () => unknown;
  return define(owner, name, inheritFrom(found, null));
};

export const wrapSetter = <Token>(owner: object, name: string, guard: Guard, around: Around<Token>): boolean =>
  wrapMethod(owner, name, guard, around, 'set');
