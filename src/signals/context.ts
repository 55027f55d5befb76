import type { AuthSource } from '../core/auth-signs.ts';
import type { AuthSignal } from '../core/observation.ts';

/** What the watchers of one document share. */
export type Context = {
  readonly page: Window & typeof globalThis;
  /** Epoch milliseconds. */
  readonly clock: () => number;
  /** A signal of this document, in order with the calls the hook observes. */
  readonly say: (signal: AuthSignal, confirmed: boolean, source: AuthSource, detail: string) => void;
  /** The same for what means nothing by itself: what the page shows, and hints. Alone it makes no page talk. */
  readonly hint: (signal: AuthSignal, source: AuthSource, detail: string) => void;
};

/** Listens before the page does, when `target` is the window. */
export const on = <E extends Event>(target: EventTarget, name: string, run: (event: E) => void): void =>
  target.addEventListener(name, (event) => run(event as E), true);
