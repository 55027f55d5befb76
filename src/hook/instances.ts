import type { Calls, Running } from './calls.ts';
import type { Guard } from './guard.ts';
import { proxied, wrapMethod } from './instrument.ts';
import { define, getOwn, isArray, joinList, prototypeOf, sliceList } from './intrinsics.ts';
import type { On } from './listening.ts';
import type { Reporter } from './reporter.ts';
import type { Stored } from './stored.ts';
import { trapProperty } from './traps.ts';
import type { About, Reach, Vendor } from './vendors/vendor.ts';

type Dependencies = {
  readonly page: Window & typeof globalThis;
  readonly on: On;
  readonly guard: Guard;
  readonly reporter: Reporter;
  readonly stored: Stored;
  readonly calls: Calls;
  /** An instance was found: what its storage alone would have told is settled. */
  readonly reached: (vendor: Vendor, project: string | null) => void;
};

/** Finds one vendor's instances and stubs through its file and wraps their methods. */
export const startVendor = (vendor: Vendor, { page, on, guard, reporter, stored, calls, reached }: Dependencies): void => {
  const known = new WeakMap<object, About>();
  const stubs = new WeakSet<object>();
  const wrappedOn = new WeakMap<object, readonly string[]>();

  /** What is known of an instance; an instance met for the first time is reported. */
  const meet = (sdk: unknown, how: 'global' | 'npm'): About | null => {
    if (typeof sdk !== 'object' || sdk === null) return null;
    const before = known.get(sdk);
    if (before !== undefined) return before;
    const about = vendor.describe(sdk);
    if (about === null) return null;
    known.set(sdk, about);
    const missed = wrap(sdk, how);
    reached(vendor, about.project);
    const why = missed.length === 0 ? null : `not observable: ${joinList(missed, ', ')}`;
    stored.prepare(vendor, about.project, vendor.keysOf?.(sdk) ?? {});
    reporter.say({
      kind: 'sdk.found',
      vendor: vendor.name,
      ...about,
      how,
      hooked: missed.length < vendor.methods.length,
      why,
      capturing: stored.capturingOf(vendor, about.project),
    });
    stored.show(vendor, about.project);
    return about;
  };

  /** Wraps the methods where they live; returns those that cannot be. */
  const wrap = (sdk: object, how: 'global' | 'npm'): readonly string[] => {
    const owner = vendor.methodsOn === 'prototype' ? (prototypeOf(sdk) as object | null) : sdk;
    if (owner === null) return vendor.methods;
    const before = wrappedOn.get(owner);
    if (before !== undefined) return before;
    const missed: string[] = [];
    for (const method of vendor.methods) {
      const changed = wrapMethod<Running>(owner, method, guard, {
        before: (self, args) => {
          const about = meet(vendor.methodsOn === 'prototype' ? self : sdk, how);
          return about === null ? null : calls.begin(vendor, about, method, args);
        },
        after: (running) => calls.end(running),
      });
      if (!changed) missed.push(method);
    }
    wrappedOn.set(owner, missed);
    return missed;
  };

  const reach: Reach = {
    page,
    found: (sdk, how) => {
      // A bundle assigns its global before `init`: the methods are wrapped at once, the instance is met later.
      if (meet(sdk, how) === null && vendor.methodsOn === 'prototype' && typeof sdk === 'object' && sdk !== null) {
        if (getOwn(prototypeOf(sdk) ?? {}, vendor.methods[0] as string) !== undefined) wrap(sdk, how);
      }
    },
    stub(target, about) {
      if (!isArray(target) || stubs.has(target)) return;
      stubs.add(target);
      const push = proxied(target.push as (...rows: never[]) => unknown, guard, {
        before: (self, rows) => {
          if (self !== target) return null;
          for (const row of rows) {
            if (!isArray(row) || !vendor.methods.includes(row[0] as string)) continue;
            const [project, instance] = about();
            calls.queued(vendor, { project, instance, version: null }, row[0] as string, sliceList(row, 1));
          }
          return null;
        },
      });
      define(target, 'push', { value: push, writable: true, configurable: true });
    },
    onGlobal: (name, seen) =>
      trapProperty(page, name, guard, (value) => {
        if (value !== undefined && value !== null) seen(value);
        return value;
      }),
    onAssigned: (owner, name, replace) => trapProperty(owner, name, guard, replace),
    afterCall: (fn, seen) =>
      typeof fn !== 'function'
        ? fn
        : proxied(fn as (...args: never[]) => unknown, guard, {
            before: (_self, args) => args,
            after: (args, _result, threw) => {
              if (!threw) seen(args);
            },
          }),
    onWindowEvent: (name, seen) => on<CustomEvent>(name, ({ detail }) => seen(detail)),
  };
  vendor.reach(reach);
};
