import type { AuthSignal } from '../core/observation.ts';

/** What the watchers of one document share. */
export type Context = {
  readonly page: Window & typeof globalThis;
  /** Epoch milliseconds. */
  readonly clock: () => number;
  /** A signal of this document, in order with the calls the hook observes. */
  readonly say: (signal: AuthSignal, confirmed: boolean, source: string, detail: string) => void;
  /** What this document shows, for whoever knows what the one before it asked; alone it makes no page talk. */
  readonly shows: (source: 'password-form-again' | 'no-password-form' | 'no-answer', offered: string) => void;
};

/** Listens before the page does, when `target` is the window. */
export const on = <E extends Event>(page: EventTarget, name: string, run: (event: E) => void): void =>
  page.addEventListener(name, (event) => run(event as E), true);
