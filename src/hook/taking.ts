import type { Calls, Running } from './calls.ts';
import type { Guard } from './guard.ts';
import { proxied } from './instrument.ts';
import { arrayPrototype, isArray, ownValue, sliceList, splitText } from './intrinsics.ts';
import { trapProperty } from './traps.ts';
import type { About, Vendor } from './vendors/vendor.ts';

type Callable = (...args: never[]) => unknown;

/**
 * What an SDK's global may be: an object with methods, a function or a queue. Tells the calls that a function or a queue takes as `[method, ...args]`. The method may name an instance behind a colon.
 * A function gets one stand-in for ever; a library may put its own `push` in the queue's place, which is then followed.
 */
export const createTaking = (page: object, vendor: Vendor, guard: Guard, calls: Calls, meet: (target: unknown) => About | null) => {
  const standIns = new WeakMap<object, Callable>();
  /** What a library does inside a call it takes is no call of the page. */
  let inside = false;

  const begin = (target: unknown, given: unknown): Running | null => {
    const row = vendor.rowOf?.(given, (global) => trapProperty(page, global, guard, taking)) ?? given;
    let method = '';
    for (let words = 1; words < 3; words += 1) {
      const word = ownValue(row, `${words - 1}`);
      if (typeof word !== 'string') return null;
      method += (method && ' ') + splitText(word, ':')[0];
      if (!vendor.methods.includes(method)) continue;
      const about = meet(target);
      return about && calls.begin(vendor, about, method, sliceList(row as unknown[], words));
    }
    return null;
  };
  const standIn = (fn: Callable, target: unknown, rowsOf: (args: readonly unknown[]) => readonly unknown[]): Callable =>
    proxied<readonly (Running | null)[]>(fn, guard, {
      before(_self, args) {
        if (inside) return null;
        inside = true;
        return rowsOf(args).map((row) => begin(target, row));
      },
      after(running) {
        inside = false;
        for (const one of running) if (one) calls.end(one);
      },
    });

  const taking = (target: unknown): unknown => {
    if (typeof target === 'function') {
      const known = standIns.get(target) ?? standIn(target as Callable, target, (args) => [args]);
      standIns.set(target, known);
      standIns.set(known, known);
      meet(target);
      return known;
    }
    // A queue of a tag manager says nothing of the vendor until an entry does.
    if (!vendor.rowOf) meet(target);
    if (isArray(target) && !standIns.has(target)) {
      standIns.set(target, target.push as Callable);
      for (let i = 0; i < target.length; i += 1) {
        const one = begin(target, ownValue(target, `${i}`));
        if (one) calls.end(one);
      }
      trapProperty(target, 'push', guard, (push = arrayPrototype.push) =>
        typeof push === 'function' ? standIn(push as Callable, target, (args) => args) : push,
      );
    }
    return target;
  };
  return taking;
};
