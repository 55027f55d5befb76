import type { Guard } from './guard.ts';

/** Listens on the window before the page does. */
export type On = <E extends Event>(name: string, run: (event: E) => void) => void;

export const createOn =
  (page: Window, guard: Guard): On =>
  (name, run) =>
    page.addEventListener(name, (event) => guard(() => run(event as Parameters<typeof run>[0])), true);
