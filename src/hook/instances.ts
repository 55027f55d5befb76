import type { Calls, Running } from './calls.ts';
import type { Guard } from './guard.ts';
import { proxied, wrapMethod } from './instrument.ts';
import {
  apply,
  each,
  getOwn,
  indexOf,
  isArray,
  joinList,
  ownValue,
  PromiseOf,
  prototypeOf,
  sliceText,
  some,
  splitText,
  UrlOf,
} from './intrinsics.ts';
import { type LastingMap, newWeakMap } from './kinds.ts';
import type { On } from './listening.ts';
import type { Reporter } from './reporter.ts';
import type { Stored } from './stored.ts';
import { createTaking } from './taking.ts';
import { trapProperty } from './traps.ts';
import type { About, Reach, VendorFile } from './vendors/vendor.ts';
import { hostOf } from './wire.ts';

type Page = Window & typeof globalThis;
type Watching = { readonly page: Page; readonly on: On; readonly guard: Guard };
/** What exists once there is something to tell. */
type Parts = {
  readonly reporter: Reporter;
  readonly stored: Stored;
  readonly calls: Calls;
  /** Where SDKs send to, so that what cannot be looked into is known for theirs. */
  readonly hosts: LastingMap<string, true>;
};

const settled = PromiseOf.resolve();
const { then } = settled;

const objectOf = Object;
const isObject = (value: unknown): value is object => objectOf(value) === value;

/** What a vendor's file does with the values of the globals and events it watches, by name. */
type Handler = (value: unknown) => unknown;
type Handlers = Record<string, Handler>;

/** Finds one vendor's instances and stubs through its file and wraps their methods. */
const reachVendor = (file: VendorFile, page: Page, guard: Guard, { reporter, stored, calls, hosts }: Parts): Handlers => {
  const vendor = file.vendor();
  const handlers = { __proto__: null } as unknown as Handlers;
  const known = newWeakMap<object, About>();

  /** The object a method is called on: the instance, or its member before the dot. */
  const holderOf = (sdk: object, method: string): object => {
    const words = splitText(method, '.');
    return words[1] ? (objectOf(ownValue(sdk, words[0] as string)) as object) : sdk;
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
      if (sendsTo) hosts.set(hostOf(new UrlOf(sendsTo, page.location.href)), true);
    } catch {
      // The SDK's own code, or an address that is none.
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

  const soon = (run: () => void): void => void apply(then, settled, [() => guard(run)]);
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
        wrapMethod<() => void>(owner, method, guard, { before: (self, args) => () => seen(args, Object(self)), after: (told) => told() });
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

/**
 * Watches the globals and events that a vendor's file names. Its part of the hook is made when the page first asks for one
 * of them or sets it: most pages have one SDK or none.
 */
export const startVendor = (file: VendorFile, { page, on, guard }: Watching, parts: () => Parts): void => {
  let handlers: Handlers | undefined;
  const handle = (name: string, value: unknown): unknown => {
    handlers ??= reachVendor(file, page, guard, parts());
    return (handlers[name] as Handler)(value);
  };
  const names = splitText(file.watches, ',');
  for (let i = 0; i < names.length; i += 1) {
    const name = names[i] as string;
    if (name[0] === '@') {
      const event = sliceText(name, 1);
      on<CustomEvent>(event, ({ detail }) => handle(event, detail));
    } else if (name) trapProperty(page, name, guard, (value) => handle(name, value));
  }
};
