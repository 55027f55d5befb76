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

/** Answers where the next beat after an index is that `test` holds of; the number of beats when there is none. Looks at each beat once. */
export const nextWhere = (beats: readonly Beat[], test: (beat: Beat) => boolean): ((at: number) => number) => {
  const next = new Uint32Array(beats.length + 1).fill(beats.length);
  for (let at = beats.length - 1; at >= 0; at -= 1) next[at] = test(beats[at] as Beat) ? at : (next[at + 1] as number);
  return (at) => next[at + 1] ?? beats.length;
};
