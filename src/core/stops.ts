/**
 * States on the way through a fold, evenly spread, so that any moment is near one. They are made while somebody travels
 * past them for the first time, and cost nothing before.
 */
export type Stops<T> = {
  /** The last one at or before `at`. */
  before(at: number): { readonly at: number; readonly state: T } | null;
  /** Whether a state at `at` of a fold of `length` events should be kept. */
  wants(at: number, length: number): boolean;
  add(at: number, state: T): void;
  /** Forgets those after `at`. */
  rewind(at: number): void;
};

/** So many stops a fold has; each costs a copy of the model's ids. */
const most = 16;
/** Folding this many events is cheaper than a copy. */
const smallestGap = 512;

export const createStops = <T>(): Stops<T> => {
  /** In order of `at`. */
  const kept: { readonly at: number; readonly state: T }[] = [];
  const placeOf = (at: number): number => kept.findLastIndex((stop) => stop.at <= at);
  return {
    before: (at) => kept[placeOf(at)] ?? null,
    wants: (at, length) => {
      const gap = Math.max(smallestGap, Math.ceil(length / most));
      const place = placeOf(at);
      return at - (kept[place]?.at ?? 0) >= gap && (kept[place + 1]?.at ?? Number.POSITIVE_INFINITY) - at >= gap / 2;
    },
    add: (at, state) => {
      kept.splice(placeOf(at) + 1, 0, { at, state });
    },
    rewind: (at) => {
      while ((kept.at(-1)?.at ?? 0) > at) kept.pop();
    },
  };
};
