import type { Calls, Running } from './calls.ts';
import type { Guard } from './guard.ts';
import { type Around, proxied } from './instrument.ts';
import { arrayPrototype, isArray, ownValue, sliceList, splitText } from './intrinsics.ts';
import { trapProperty } from './traps.ts';
import type { About, Vendor } from './vendors/vendor.ts';

type Callable = (...args: never[]) => unknown;

/**
 * What an SDK's global may be: an object with methods, a function or a queue. Tells the calls that the last two take as
 * `[method, ...args]`, in which the method may name an instance behind a colon. A function gets one stand-in for ever;
 * a library may put its own `push` in the queue's place, which is then followed.
 */
export const createTaking = (page: object, vendor: Vendor, guard: Guard, calls: Calls, meet: (target: unknown) => About | null) => {
  const standIns = new WeakMap<object, unknown>();
  /** What a library does inside a call it takes is no call of the page. */
  let inside = false;

  const begin = (target: unknown, given: unknown): Running | null => {
    const row = vendor.rowOf?.(given, (global) => trapProperty(page, global, guard, taking)) ?? given;
    let method = '';
    for (let words = 0; words < 2; ) {
      const word = ownValue(row, `${words}`);
      if (typeof word !== 'string') break;
      words += 1;
      method += (method && ' ') + splitText(word, ':')[0];
      const about = vendor.methods.includes(method) ? meet(target) : null;
      if (about) return calls.begin(vendor, about, method, sliceList(row as unknown[], words));
    }
    return null;
  };
  const telling = (target: unknown): Around<readonly (Running | null)[]> => ({
    before(_self, args) {
      if (inside) return null;
      inside = true;
      return (isArray(target) ? args : [args]).map((row) => begin(target, row));
    },
    after(running) {
      inside = false;
      for (const one of running) if (one) calls.end(one);
    },
  });
  const standIn = (fn: unknown, target: unknown): unknown =>
    typeof fn === 'function' ? proxied(fn as Callable, guard, telling(target)) : fn;

  const taking = (target: unknown): unknown => {
    const known = standIns.get(target as object);
    if (known || Object(target) !== target) return known ?? target;
    const instead = standIn(target, target);
    standIns.set(target as object, instead);
    standIns.set(instead as object, instead);
    // A queue that tag managers share says nothing of the vendor until an entry does.
    if (!vendor.rowOf) meet(target);
    if (isArray(target)) {
      const { before, after } = telling(target);
      const there = before(target, target);
      if (there) after?.(there, null, false);
      trapProperty(target, 'push', guard, (push = arrayPrototype.push) => standIn(push, target));
    }
    return instead;
  };
  return taking;
};
