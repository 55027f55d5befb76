import type { Guard } from './guard.ts';
import { sliceText } from './intrinsics.ts';
import type { On } from './listening.ts';
import { trapProperty } from './traps.ts';

type Watching = { readonly page: object; readonly on: On; readonly guard: Guard };

/** Hands the value of each global in `names` to `handle`, which may put another in its place, and what an event after an `@` tells. */
export const watchNames = (
  { page, on, guard }: Watching,
  names: readonly string[],
  handle: (name: string, value: unknown) => unknown,
): void => {
  for (let i = 0; i < names.length; i += 1) {
    const name = names[i] as string;
    if (name[0] === '@') on<CustomEvent>(sliceText(name, 1), ({ detail }) => handle(sliceText(name, 1), detail));
    else trapProperty(page, name, guard, (value) => handle(name, value));
  }
};
