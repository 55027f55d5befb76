import type { BrowserContext } from '@playwright/test';
import type { FactOf } from '../core/observation.ts';
import type { Recording } from '../core/recording.ts';
import type { Checked } from '../reports/check.ts';
import type { Judged } from '../reports/engine.ts';
import type { Check, Simulation } from '../reports/shapes.ts';
import type { Wanted } from './silence.ts';

export type ObserveOptions = {
  /** `live`, the default, lets requests go to the vendors; `stub` answers them by the shape of their payload. */
  readonly vendors?: 'live' | 'stub';
  /** Path of an `idscope.config.json`: own projects, models, muted rules, auth patterns, server-id cookie. */
  readonly config?: string;
  /** `false` leaves ids and traits in what is saved and attached; else they are replaced by others of the same kind, and every finding stays. */
  readonly redact?: boolean;
  /** Model by vendor or project, over those of the config file. */
  readonly models?: Readonly<Record<string, string>>;
};

/** What the analytics of one browser context take the visitor for. Matchers of `expect` read it. */
export type Identity = {
  readonly context: BrowserContext;
  /** Says that somebody logged in just now, where the page does not show it. `id` is the application's id of the person. */
  loggedIn(id?: string): Promise<void>;
  /** Says that somebody logged out just now, by a button or because the session expired. */
  loggedOut(how?: 'button' | 'expiry'): Promise<void>;
  /** Resolves once pages have loaded, what was called is sent or given up, and the time is over in which a reset may follow a log-out. */
  settled(options?: { readonly timeout?: number }): Promise<void>;
  /** Where every event lands, and what is wrong, as `idscope simulate --json` and `idscope check --json` say it. */
  analysis(): Promise<{ readonly simulation: Simulation; readonly check: Check }>;
  /** Everything observed so far as a recording, for the panel and the command. */
  recording(): Promise<Recording>;
  /** Writes the recording to a file, redacted unless `redact: false`. */
  save(path: string): Promise<void>;
  /** A self-contained page with findings, flows and timeline, redacted unless `redact: false`. */
  report(title?: string): Promise<string>;
  /** Ends the observation of pages that are opened from now on. */
  stop(): Promise<void>;
};

/** What matchers need beyond the public side. */
export type Observed = {
  judged(): Promise<Judged>;
  checked(judged: Judged): Checked;
  pages(): readonly string[];
  options: { readonly ownProjects: readonly string[] | null };
};

const inner = new WeakMap<Identity, Observed>();

export const remember = (identity: Identity, observed: Observed): void => {
  inner.set(identity, observed);
};

/** The inside of an identity; throws one sentence for anything else. */
export const observedOf = (identity: Identity): Observed => {
  const observed = inner.get(identity);
  if (observed === undefined) throw new Error('This matcher takes the identity fixture, or what observe(context) gave: expect(identity).…');
  return observed;
};

export type SaidSignal = FactOf<'auth.signalled'>;
export type { Wanted };
