import type { Io } from '../io.ts';

const shown = 5;

/** Says on standard error what was not used: the first few places, and how many there are in all. */
export const complain = (complaints: readonly string[], skipped: number, io: Io): void => {
  for (const complaint of complaints.slice(0, shown)) io.warn(`skipped ${complaint}`);
  if (skipped > shown) io.warn(`skipped ${skipped} in all`);
};
