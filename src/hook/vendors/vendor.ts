import type { Ids } from '../../core/observation.ts';
import type { createReach } from '../instances.ts';
import type { Lent } from '../lent.ts';

/** What an SDK instance says of itself, read from own data properties only. */
export type About = { readonly project: string | null; readonly instance: string; readonly version: string | null };

/** One key of the SDK's storage: whose it is and what it holds. Null project: shared by all projects of the vendor. */
export type Cell = { readonly project: string | null; readonly part: string };

/** The current text of a part, null when there is none: as written last, or in one area. */
export type Read = (part: string, area?: 'cookie' | 'localStorage') => string | null;

/** How a vendor file tells the hook where instances and stubs are. */
export type Reach = {
  readonly page: object;
  /** A live instance: its methods are wrapped, once. `init`: the arguments it was started with, where it does not keep them. */
  found(sdk: unknown, how: 'global' | 'npm', init?: readonly unknown[]): void;
  /** `target` is an array used as a stub: each `[method, ...args]` or `{ name: method, args }` pushed onto it is a queued call, of `member` if given. False for what is no array. */
  stub(target: unknown, about: (row: readonly unknown[]) => readonly [project: string | null, instance: string], member?: string): boolean;
  /** Sees each value assigned to `window[name]`, now and later. */
  onGlobal(name: string, seen: (value: unknown) => void): void;
  /** Sees each value assigned to `owner[name]`, and may put another in its place. */
  onAssigned(owner: object, name: string, replace: (value: unknown) => unknown): void;
  /**
   * An object with methods, or a function or queue that takes calls as `[method, ...args]` (`Intercom('boot', …)`,
   * `_kmq.push(['identify', id])`): its calls are told from now on, and what a queue holds already. Returns what stands in for it.
   */
  taking(target: unknown): unknown;
  /** Runs when the script that runs now is over, and what it builds is complete. */
  soon(run: () => void): void;
  /** Runs `seen` after each call of `fn` through the returned stand-in. */
  afterCall(fn: unknown, seen: (args: readonly unknown[]) => void): unknown;
  /** Runs `seen` after each call of a method of `target`, wherever in its prototypes that lives. */
  onCall(target: unknown, method: string, seen: (args: readonly unknown[], self: object) => void): void;
  /** The innermost call that runs now. */
  current(): string | null;
  /** Asks `callOf` on behalf of which call of this vendor another SDK is called when none runs, by the first argument. */
  drives(callOf: (first: unknown) => string | undefined): void;
  onWindowEvent(name: string, seen: (detail: unknown) => void): void;
};

/** What a vendor's file says before anybody asks for the rest: making that for all of them takes longer than to watch a page that has none. */
export type VendorFile = {
  /** The globals that `reach` watches, separated by commas, and after an `@` the events on the window. It is called when one of them first occurs. */
  readonly watches: string;
  /** Always the same object. */
  vendor(): Vendor;
};

/** What the vendors' script brings when it is asked: its files, and how one of them is put to work. */
export type Vendors = (lent: Lent, take: (files: readonly VendorFile[], reach: typeof createReach) => void) => void;

/** Where the hook takes what that script has: the names that each file watches, and the rest of it. */
export type TakeVendors = (watches: readonly (readonly string[])[], vendors: Vendors) => void;

/** Everything the hook knows of one vendor. A new vendor is one more file in the list of `index.ts`. */
export type Vendor = {
  readonly name: string;
  /** Where the methods live: on the instances' prototype, or as own properties of each instance. */
  readonly methodsOn: 'prototype' | 'instance';
  /** A dot leads to a member (`Identity.login`), a space to the second word of a call that is taken (`messenger logoutUser`). */
  readonly methods: readonly string[];
  /** The methods whose call site is worth a stack trace. */
  readonly identity: readonly string[];
  /** Substrings of a request body or URL: it is copied when all of one group occur. None that a login could contain. */
  readonly markers: readonly (readonly string[])[];
  /** Substrings of the addresses where only this vendor's SDK sends: one is enough, whatever the body. */
  readonly addresses?: readonly string[];
  /** `init`: the arguments of its call of `init`, if that is how it was met. */
  describe(sdk: unknown, page: object, init?: readonly unknown[]): About | null;
  /** True when all projects of a page share one set of stored ids. */
  readonly sharedStorage?: boolean;
  /** Storage keys bear only so many characters of the project; without an instance its whole name is not known. */
  readonly projectLength?: number;
  /** Additional storage keys an instance uses, when the page chose their name. */
  keysOf?(sdk: unknown): Readonly<Record<string, Cell>>;
  /** Absent, as `idsOf` is, where nothing is known of the SDK's storage. */
  cellOf?(key: string): Cell | null;
  /** Null for ids that cannot be read. */
  idsOf?(read: Read): Ids | null;
  /** What the instance holds in memory, where it writes later or not at all; own data properties only. */
  live?(sdk: unknown): Ids | null;
  /** What identity depends on of the settings an instance was started with, as the arguments of its `init`. */
  startedWith?(sdk: unknown): readonly unknown[];
  /** The address the instance sends compressed bodies to. */
  sendsTo?(sdk: unknown): string | null;
  /** True if the SDK takes the browser for a robot and sends nothing. */
  isBot?(sdk: unknown): boolean;
  /** True if it sends nothing before the visitor agrees, as far as storage does not say that they did. */
  startsOut?(sdk: unknown): boolean;
  unsentOf?(read: Read): number | null;
  capturingOf?(read: Read): 'in' | 'out' | 'unknown';
  /** What an entry of a queue means as `[method, ...args]`, where it is not written so. `watch` watches one more global. */
  rowOf?(row: unknown, watch?: (global: string) => void): unknown;
  /** Arguments the SDK's own stub appends. */
  withoutStubArguments?(args: readonly unknown[]): readonly unknown[];
  reach(reach: Reach): void;
};
