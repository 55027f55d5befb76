import type { Guard } from './guard.ts';
import { define, getOwn, hasOwn, inheritedOf, prototypeOf } from './intrinsics.ts';

/**
 * Sees each value assigned to `owner[name]`, now and later, and may put another in its place; of what is not there it is
 * told, as undefined, when the page first asks. Until the page assigns, the property answers as if it were not there (a named element such as
 * `<div id=analytics>` still shows through) and is not enumerated; what remains visible is that `name in owner` holds.
 */
export const trapProperty = (owner: object, name: string, guard: Guard, replace: (value: unknown) => unknown): void => {
  if (owner === null || (typeof owner !== 'object' && typeof owner !== 'function')) return;
  const found = getOwn(owner, name);
  if (found !== undefined && (!found.configurable || !hasOwn(found, 'value'))) return;
  let assigned = found !== undefined;
  let told = false;
  let value: unknown;
  const take = (next: unknown): void => {
    told = true;
    let taken = next;
    guard(() => {
      taken = replace(next);
    });
    value = taken;
  };
  const property = {
    __proto__: null,
    configurable: true,
    enumerable: found?.enumerable ?? false,
    get() {
      if (!told) take(undefined);
      // The prototype is asked with `owner` as receiver: the getters of Window refuse any other.
      return assigned || value !== undefined ? value : inheritedOf(prototypeOf(owner) ?? {}, name, owner);
    },
    set(next: unknown) {
      const first = !assigned;
      assigned = true;
      take(next);
      if (first)
        guard(() => {
          property.enumerable = true;
          define(owner, name, property);
        });
    },
  };
  if (assigned) take(found?.value);
  define(owner, name, property);
};
