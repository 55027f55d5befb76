import type { Calls, Running } from './calls.ts';
import type { Guard } from './guard.ts';
import { type Around, proxied } from './instrument.ts';
import { arrayPrototype, each, isArray, listFrom, mapped, ObjectOf, ownValue, some, splitText } from './intrinsics.ts';
import { newWeakMap } from './kinds.ts';
import { trapProperty } from './traps.ts';
import type { About, Vendor } from './vendors/vendor.ts';

/** Whose call an entry of a stub's queue is. */
export type Stub = (row: readonly unknown[]) => readonly [project: string | null, instance: string];

type Callable = (...args: never[]) => unknown;

/**
 * What an SDK's global may be: an object with methods, a function or a queue. Tells the calls that the last two take as
 * `[method, ...args]`, in which the method may name an instance behind a colon. A function gets one stand-in for ever;
 * a library may put its own `push` in the queue's place, which is then followed. What a stub's queue takes is told as queued:
 * the library carries it out later, where its methods are observed.
 */
export const createTaking = (
  page: object,
  vendor: Vendor,
  guard: Guard,
  calls: Calls,
  meet: (target: unknown) => About | null,
  soon: (run: () => void) => void,
) => {
  const standIns = newWeakMap<object, unknown>();
  const begin = (target: unknown, given: unknown, stub: Stub | undefined, member: string): Running | null => {
    const row = vendor.rowOf?.(given, (global) => trapProperty(page, global, guard, taking)) ?? given;
    let method = member;
    for (let words = 0; words < 2; ) {
      const word = ownValue(row, `${words}`);
      if (typeof word !== 'string') break;
      method += (words ? ' ' : '') + splitText(word, ':')[0];
      words += 1;
      if (!some(vendor.methods, (known) => known === method)) continue;
      const args = listFrom(row as unknown[], words);
      if (stub) {
        const about = stub(row as unknown[]);
        calls.queued(vendor, { project: about[0], instance: about[1], version: null }, method, args);
        break;
      }
      const about = meet(target);
      return about && calls.begin(vendor, about, method, args);
    }
    return null;
  };
  const taking = (target: unknown, stub?: Stub, member = ''): unknown => {
    const telling: Around<readonly (Running | null)[]> = {
      before(_self, args) {
        // What an SDK does inside a call of its own is no call of the page: members of a queue push onto it.
        return calls.inside(vendor)
          ? null
          : mapped<unknown, Running | null>(isArray(target) ? args : [args], (row) => begin(target, row, stub, member));
      },
      after(running) {
        each(running, (one) => one && calls.end(one));
      },
    };
    const standIn = (fn: unknown): unknown => (typeof fn === 'function' ? proxied(fn as Callable, guard, telling) : fn);
    const known = standIns.get(target as object);
    if (known || ObjectOf(target) !== target) return known ?? target;
    const instead = standIn(target);
    standIns.set(target as object, instead);
    standIns.set(instead as object, instead);
    // A queue that tag managers share says nothing of the vendor until an entry does; a stub is no instance.
    if (!vendor.rowOf && !stub) {
      // An object's methods are called next; beside a function or queue the snippet may still put its settings.
      if (typeof target === 'object' && !isArray(target)) meet(target);
      else soon(() => meet(target));
    }
    if (isArray(target)) {
      const there = telling.before(target, target);
      if (there) telling.after?.(there, null, false);
      trapProperty(target, 'push', guard, (push = arrayPrototype.push) => standIn(push));
    }
    return instead;
  };
  return taking;
};
