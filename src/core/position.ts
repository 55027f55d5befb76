import type { ObservationBase } from './observation.ts';

/**
 * Where something stands in a recording. Within a document `seq` decides, between documents `at`;
 * `part` orders what one observation holds (the events of a batch).
 */
export type Position = { readonly at: number; readonly document: string; readonly seq: number; readonly part: number };

export const positionOf = (base: ObservationBase, part = 0): Position => ({ at: base.at, document: base.document, seq: base.seq, part });

/** Total order: by `at`, then document, then `seq`, then part. Negative when `a` comes first. */
export const comparePositions = (a: Position, b: Position): number => {
  if (a.document === b.document) return a.seq - b.seq || a.part - b.part;
  if (a.at !== b.at) return a.at - b.at;
  return a.document < b.document ? -1 : 1;
};
