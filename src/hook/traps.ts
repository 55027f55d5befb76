import type { Guard } from './guard.ts';
import { define, getOwn, hasOwn, prototypeOf } from './intrinsics.ts';

const inheritedOf = Reflect.get;

/**
 * Sees each value assigned to `owner[name]`, now and later, and may put another in its place. Until the page
 * assigns, the property answers as if it were not there (a named element such as `<div id=analytics>` still
 * shows through) and is not enumerated; what remains visible is that `name in owner` holds.
 */
export const trapProperty = (owner: object, name: string, guard: Guard, replace: (value: unknown) => unknown): void => {
  if (Object(owner) !== owner) return;
  const found = getOwn(owner, name);
  if (found !== undefined && (!found.configurable || !hasOwn(found, 'value'))) return;
  let assigned = found !== undefined;
  let value: unknown;
  const take = (next: unknown): unknown => {
    let taken = next;
    guard(() => {
      taken = replace(next);
    });
    return taken;
  };
  // The prototype is asked with `owner` as receiver: the getters of Window refuse any other.
  const inherited = (): unknown => inheritedOf(prototypeOf(owner) ?? {}, name, owner);
  value = take(found?.value);
  const install = (): void => {
    define(owner, name, {
      configurable: true,
      enumerable: assigned && (found?.enumerable ?? true),
      get: () => (assigned || value !== undefined ? value : inherited()),
      set: (next: unknown) => {
        const first = !assigned;
        assigned = true;
        value = take(next);
        if (first) guard(install);
      },
    });
  };
  install();
};
