import type { Ids } from '../../core/observation.ts';

/** What an SDK instance says of itself, read from own data properties only. */
export type About = { readonly project: string | null; readonly instance: string; readonly version: string | null };

/** One key of the SDK's storage: whose it is and what it holds. Null project: shared by all projects of the vendor. */
export type Cell = { readonly project: string | null; readonly part: string };

/** How a vendor file tells the hook where instances and stubs are. */
export type Reach = {
  readonly page: object;
  /** A live instance: its methods are wrapped, once. */
  found(sdk: unknown, how: 'global' | 'npm'): void;
  /** `target` is an array used as a stub: each `[method, ...args]` pushed onto it is a queued call. */
  stub(target: unknown, about: () => readonly [project: string | null, instance: string]): void;
  /** Sees each value assigned to `window[name]`, now and later. */
  onGlobal(name: string, seen: (value: unknown) => void): void;
  /** Sees each value assigned to `owner[name]`, and may put another in its place. */
  onAssigned(owner: object, name: string, replace: (value: unknown) => unknown): void;
  /** Runs `seen` after each call of `fn` through the returned stand-in. */
  afterCall(fn: unknown, seen: (args: readonly unknown[]) => void): unknown;
  onWindowEvent(name: string, seen: (detail: unknown) => void): void;
};

/** Everything the hook knows of one vendor. A new vendor is one more file of this shape in the list of `index.ts`. */
export type Vendor = {
  readonly name: string;
  /** Where the methods live: on the instances' prototype, or as own properties of each instance. */
  readonly methodsOn: 'prototype' | 'instance';
  readonly methods: readonly string[];
  /** The methods whose call site is worth a stack trace. */
  readonly identity: readonly string[];
  /** Substrings of a request body or URL: it is copied when all of one group occur. None that a login could contain. */
  readonly markers: readonly (readonly string[])[];
  /** Substrings of the addresses where only this vendor's SDK sends: one is enough, whatever the body. */
  readonly addresses?: readonly string[];
  describe(sdk: unknown): About | null;
  /** True when all projects of a page share one set of stored ids. */
  readonly sharedStorage?: true;
  /** Additional storage keys an instance uses, when the page chose their name. */
  keysOf?(sdk: unknown): Readonly<Record<string, Cell>>;
  cellOf(key: string): Cell | null;
  /** `read` gives the current text of a part, null when there is none. */
  idsOf(read: (part: string) => string | null): Ids;
  unsentOf?(read: (part: string) => string | null): number | null;
  capturingOf?(read: (part: string) => string | null): 'in' | 'out' | 'unknown';
  /** Arguments the SDK's own stub appends. */
  withoutStubArguments?(args: readonly unknown[]): readonly unknown[];
  reach(reach: Reach): void;
};
