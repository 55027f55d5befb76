import type { Clock } from '../platform/clock.ts';

/** A document whose last word is so old is behind: the worker cannot keep up with it. */
const behindMs = 2_000;
const caughtUpMs = 500;
/** Twice what a document's own ring holds (`ringMaxObservations`): more than this at a stretch was never kept back, it is made now. */
const stretchMin = 24_000;

/** Tells a page that calls faster than can be recorded from one whose ring comes all at once. */
export type Pressure = {
  /** Whether ordinary calls of the document are only to be counted for now. `count` reports came, the last of them made at `at`. */
  floods(document: string, count: number, at: number): boolean;
};

export const createPressure = (clock: Clock): Pressure => {
  const stretches = new Map<string, number>();
  return {
    floods: (document, count, at) => {
      const late = clock.now() - at;
      if (late < caughtUpMs) {
        stretches.delete(document);
        return false;
      }
      const stretch = (stretches.get(document) ?? 0) + count;
      stretches.set(document, stretch);
      return late > behindMs && stretch > stretchMin;
    },
  };
};
