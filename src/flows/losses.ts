import type { Analysis } from '../core/analysis.ts';

const losses = new WeakMap<Analysis, ReadonlySet<string>>();

/** The documents of which not everything was recorded. */
export const lossesOf = (analysis: Analysis): ReadonlySet<string> => {
  const known = losses.get(analysis) ?? new Set(analysis.moments.flatMap((m) => (m.kind === 'loss' ? [m.document] : [])));
  losses.set(analysis, known);
  return known;
};
