import type { Reply } from '../../../demo/http.ts';
import type { Json } from '../../../src/core/json.ts';
import type { Asked, Place } from '../../e2e/sdk/sdk-under-test.ts';

export type CorpusVendor = 'mixpanel' | 'segment' | 'posthog' | 'amplitude' | 'rudderstack';

/** Somebody who can log in. */
export type Person = { readonly id: string; readonly email: string; readonly plan: string };

export const anna: Person = { id: '100042', email: 'anna@shop.test', plan: 'free' };
export const ben: Person = { id: '100043', email: 'ben@shop.test', plan: 'team' };
/** Works at the shop. */
export const sam: Person = { id: '900001', email: 'sam@shop.test', plan: 'staff' };

/**
 * How a site that does it right talks to a vendor: statements of the page, each ended with a semicolon. A mistake is one of
 * these done otherwise.
 */
export type Idioms = {
  readonly track: (name: string) => string;
  /** At a log-in and on every page of somebody who is logged in; with traits. */
  readonly identify: (person: Person) => string;
  /** What makes a device shared by people start over. */
  readonly reset: () => string;
  /** The last event of somebody and the reset after it; may be awaited. */
  readonly leave: (name: string) => string;
  /** An event of a page that is left in the next statement; may be awaited. */
  readonly trackAndGo: (name: string) => string;
  readonly optOut: () => string;
  readonly optIn: () => string;
  /** True once the page can be left without losing what was called while the SDK loaded. An expression. */
  readonly ready: string;
};

/** One vendor's SDK on the pages of the corpus. */
export type Tool = Idioms & {
  readonly vendor: CorpusVendor;
  /** Token or write key. */
  readonly project: string;
  /** Markup of the page's head: library and start. `config` is merged into that of the SDK. */
  readonly head: (place: Place, config: { readonly [key: string]: Json }) => string;
  /** Source of the site's bundle, served as `/lib/<vendor>.js`. */
  readonly bundle: string;
  /** Other files of the vendor's own host, by path. */
  readonly files: Readonly<Record<string, () => string | Buffer>>;
  /** What the vendor's servers answer. */
  readonly answers: (asked: Asked, place: Place) => Reply | null;
  /** How a site starts without consent, in the SDK's configuration; null where it does not load the SDK at all. */
  readonly startsOut: { readonly [key: string]: Json } | null;
};

/** Several tools on one page, told everything alike. */
export const together = (all: readonly Idioms[]): Idioms => {
  const each = (say: (one: Idioms) => string): string => all.map(say).join(' ');
  return {
    track: (name) => each((one) => one.track(name)),
    identify: (person) => each((one) => one.identify(person)),
    reset: () => each((one) => one.reset()),
    leave: (name) => each((one) => one.leave(name)),
    trackAndGo: (name) => each((one) => one.trackAndGo(name)),
    optOut: () => each((one) => one.optOut()),
    optIn: () => each((one) => one.optIn()),
    ready: all.map(({ ready }) => `(${ready})`).join(' && '),
  };
};
