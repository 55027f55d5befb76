export type Checkpoint<T> = { readonly at: number; readonly state: T };

/**
 * States of a fold at past places, so that a change re-folds from nearby. O(log n) of them are kept: one goes
 * as soon as the gap it leaves is no wider than its distance to the end, so that restoring never re-folds
 * more than about twice what has to be re-folded anyway.
 */
export type Checkpoints<T> = {
  /** Whether a state at `at` is worth its cost: copying takes time in proportion to what was folded. */
  wants(at: number): boolean;
  /** Keeps `state`, which the caller must not change any more, as the state before event `at`. */
  add(at: number, state: T): void;
  /** The last state at or before `at`. The caller must copy it before folding on. */
  before(at: number): Checkpoint<T> | null;
  /** The last state at or before `at`, forgetting all later ones. The caller must copy it before folding on. */
  rewind(at: number): Checkpoint<T> | null;
  readonly size: number;
};

/** Re-folding this many events is cheaper than another copy. */
const smallestGap = 64;

export const createCheckpoints = <T>(): Checkpoints<T> => {
  const kept: Checkpoint<T>[] = [];

  const thin = (end: number): void => {
    for (let i = kept.length - 2; i > 0; i -= 1) {
      const before = kept[i - 1];
      const after = kept[i + 1];
      if (before !== undefined && after !== undefined && after.at - before.at <= end - after.at) kept.splice(i, 1);
    }
  };

  return {
    wants: (at) => at - (kept.at(-1)?.at ?? 0) >= Math.max(smallestGap, at / 16),
    add: (at, state) => {
      kept.push({ at, state });
      thin(at);
    },
    before: (at) => kept.findLast((checkpoint) => checkpoint.at <= at) ?? null,
    rewind: (at) => {
      for (let last = kept.at(-1); last !== undefined && last.at > at; last = kept.at(-1)) kept.pop();
      return kept.at(-1) ?? null;
    },
    get size() {
      return kept.length;
    },
  };
};
