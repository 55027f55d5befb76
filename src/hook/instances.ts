import type { Calls, Running } from './calls.ts';
import type { Guard } from './guard.ts';
import { proxied, wrapMethod } from './instrument.ts';
import { each, getOwn, indexOf, isArray, joinList, ObjectOf, ownValue, prototypeOf, sliceText, some, splitText } from './intrinsics.ts';
import { type LastingMap, newWeakMap } from './kinds.ts';
import type { Reporter } from './reporter.ts';
import type { Stored } from './stored.ts';
import { createTaking } from './taking.ts';
import { trapProperty } from './traps.ts';
import type { About, Reach, VendorFile } from './vendors/vendor.ts';

/** What exists once there is something to tell. */
type Parts = {
  readonly reporter: Reporter;
  readonly stored: Stored;
  readonly calls: Calls;
  /** Where SDKs send to, so that what cannot be looked into is known for theirs. */
  readonly hosts: LastingMap<string, true>;
  readonly hostOf: (address: string, base: string) => string;
};

const isObject = (value: unknown): value is object => ObjectOf(value) === value;

/** What a vendor's file does with the values of the globals and events it watches, by name. */
type Handler = (value: unknown) => unknown;
export type Handlers = Readonly<Record<string, Handler | undefined>>;

/** Finds one vendor's instances and stubs through its file and wraps their methods. */
export const createReach = (file: VendorFile, page: Window, guard: Guard, { reporter, stored, calls, hosts, hostOf }: Parts): Handlers => {
  const vendor = file.vendor();
  const handlers = { __proto__: null } as unknown as Record<string, Handler>;
  const known = newWeakMap<object, About>();

  /** The object a method is called on: the instance, or its member before the dot. */
  const holderOf = (sdk: object, method: string): object => {
    const words = splitText(method, '.');
    return words[1] ? (ObjectOf(ownValue(sdk, words[0] as string)) as object) : sdk;
  };

  /** What is known of an instance; an instance met for the first time is reported. */
  const meet = (sdk: unknown, how: 'global' | 'npm', init?: readonly unknown[]): About | null => {
    if (!isObject(sdk)) return null;
    const before = known.get(sdk);
    if (before !== undefined) return before;
    let about: About | null = null;
    try {
      about = vendor.describe(sdk, page, init);
    } catch {
      // A proxy that refuses to be looked at, or a getter of the page.
    }
    if (about === null) return null;
    known.set(sdk, about);
    each(vendor.methods, (method) => known.set(holderOf(sdk, method), about));
    const { missed, there } = wrap(sdk, how);
    const sendsTo = vendor.sendsTo?.(sdk);
    let bot: boolean | undefined;
    let out: boolean | undefined;
    try {
      bot = vendor.isBot?.(sdk);
      out = vendor.startsOut?.(sdk);
      if (sendsTo) hosts.set(hostOf(sendsTo, page.location.href), true);
    } catch {
      // The SDK's own code.
    }
    const why = missed.length === 0 ? null : `not observable: ${joinList(missed, ', ')}`;
    const show = stored.prepare(vendor, about.project, vendor.keysOf?.(sdk) ?? {});
    const capturing = stored.capturingOf(vendor, about.project);
    reporter.say({
      kind: 'sdk.found',
      vendor: vendor.name,
      ...about,
      how,
      hooked: missed.length === 0 || missed.length < there,
      why,
      capturing: bot ? 'bot' : out && capturing === 'unknown' ? 'out' : capturing,
    });
    show();
    const started = vendor.startedWith?.(sdk);
    if (started) calls.end(calls.begin(vendor, about, 'init', started, sdk));
    return about;
  };

  const ownerOf = (sdk: object, method: string): object => {
    const holder = holderOf(sdk, method);
    const own = vendor.methodsOn === 'instance' && getOwn(holder, sliceText(method, indexOf(method, '.') + 1)) !== undefined;
    return own ? holder : ((prototypeOf(holder) as object | null) ?? holder);
  };

  /** Wraps the methods where they live; returns those that cannot be, and how many there are in all. */
  const wrap = (sdk: object, how: 'global' | 'npm'): { readonly missed: readonly string[]; readonly there: number } => {
    const missed: string[] = [];
    let there = 0;
    each(vendor.methods, (method) => {
      const owner = ownerOf(sdk, method);
      const name = sliceText(method, indexOf(method, '.') + 1);
      if (getOwn(owner, name) !== undefined) there += 1;
      const changed = wrapMethod<Running>(owner, name, guard, {
        before(self, args) {
          const made = vendor.methodsOn === 'prototype' ? self : sdk;
          const about = meet(made, how, method === 'init' ? args : undefined);
          return about === null ? null : calls.begin(vendor, about, method, args, made);
        },
        after: (running) => calls.end(running),
        counted: true,
      });
      if (!changed) missed[missed.length] = method;
    });
    return { missed, there };
  };

  const soon = async (run: () => void): Promise<void> => {
    await null;
    guard(run);
  };
  const taking = createTaking(page, vendor, guard, calls, (target) => meet(target, 'global'), soon);
  const onAssigned: Reach['onAssigned'] = (owner, name, replace) => {
    if (owner === page && some(splitText(file.watches, ','), (one) => one === name)) handlers[name] = replace;
    else trapProperty(owner, name, guard, replace);
  };
  const reach: Reach = {
    page,
    found: (sdk, how, init) => {
      // A bundle assigns its global before `init`: the methods are wrapped at once, the instance is met later.
      if (meet(sdk, how, init) !== null || !isObject(sdk)) return;
      const first = vendor.methods[0] as string;
      try {
        if (getOwn(ownerOf(sdk, first), first) !== undefined) wrap(sdk, how);
      } catch {
        // A proxy that refuses to be looked at is no SDK.
      }
    },
    stub: (target, about, member) => isArray(target) && !!taking(target, about, member),
    onGlobal: (name, seen) =>
      onAssigned(page, name, (value) => {
        if (value !== undefined && value !== null) seen(value);
        return value;
      }),
    onAssigned,
    taking,
    soon,
    afterCall: (fn, seen) =>
      typeof fn !== 'function'
        ? fn
        : proxied(fn as (...args: never[]) => unknown, guard, {
            before: (_self, args) => args,
            after: (args, _result, threw) => {
              if (!threw) seen(args);
            },
          }),
    onCall: (target, method, seen) => {
      let owner = target;
      while (isObject(owner) && getOwn(owner, method) === undefined) owner = prototypeOf(owner);
      if (isObject(owner))
        wrapMethod<() => void>(owner, method, guard, { before: (self, args) => () => seen(args, ObjectOf(self)), after: (told) => told() });
    },
    current: calls.current,
    drives: (callOf) => calls.drive(vendor, callOf),
    onWindowEvent(name, seen) {
      handlers[name] = seen;
    },
  };
  vendor.reach(reach);
  return handlers;
};
