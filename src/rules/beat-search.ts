import type { Beat } from '../core/thread.ts';

/** The index of the first beat later than `at`; the number of beats when there is none. Beats are in order of time. */
export const indexAfter = (beats: readonly Beat[], at: number): number => {
  let low = 0;
  let high = beats.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((beats[middle]?.at ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
};
