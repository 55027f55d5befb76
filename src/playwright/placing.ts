import type { Fact, Observation, ObservationBase } from '../core/observation.ts';

/** Where in a browser context something happened. Numbers count from 0 in order of appearance; frame 0 is the page itself. */
export type Frame = { readonly device: string; readonly tab: number; readonly frame: number };

/** Something seen beside the page. `nth` keeps apart what has the same place. */
export type Beside = { readonly fact: Fact; readonly at: number; readonly where: Frame; readonly nth: number };

/** The document that a frame showed at a time; before the first, the first; null when it never told of one. */
export const documentAt = (observations: readonly Observation[], { tab, frame }: Frame, at: number): string | null => {
  let found: string | null = null;
  for (const one of observations) {
    if (one.kind !== 'document.opened' || one.tab !== tab || one.frame !== frame) continue;
    if (found === null || one.at <= at) found = one.document;
  }
  return found;
};

/**
 * Puts what was seen beside the page where its time puts it. Whole seqs belong to the page's own observations, so it takes a
 * fraction after the last one before it; where no document told of itself, it stands in one of its own.
 */
export const placed = (
  observations: readonly Observation[],
  { fact, at, where, nth }: Beside,
  document = documentAt(observations, where, at) ?? `beside-${where.tab}-${where.frame}`,
): Observation => {
  let before = 0;
  for (const one of observations) if (one.document === document && one.at <= at) before = Math.max(before, Math.floor(one.seq));
  const base: ObservationBase = { seq: before + (nth + 1) / 1_000_000, at, document, ...where };
  return { ...base, ...fact };
};
