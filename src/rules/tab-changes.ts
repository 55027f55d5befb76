import type { Analysis } from '../core/analysis.ts';
import type { ProjectAnalysis } from '../core/landed.ts';
import { isTop, type Load, loadsOf } from '../core/loads.ts';
import { spelling } from '../core/placeholder.ts';
import type { MomentOf } from '../core/story.ts';

/** A call after which storage no longer holds the user `old`. */
export type Change = { readonly call: MomentOf<'call'>; readonly old: string; readonly now: string | null };

export const changesIdentity = ({ carriedOut, meaning }: MomentOf<'call'>): boolean =>
  carriedOut && (meaning.kind === 'identify' || meaning.kind === 'reset');

export const changesOf = (calls: readonly MomentOf<'call'>[]): readonly Change[] =>
  calls.flatMap((call): readonly Change[] => {
    const old = call.before?.knownId ?? '';
    const now = call.after?.knownId ?? null;
    if (!changesIdentity(call) || call.after === null || old === '' || spelling(old) === spelling(now ?? '')) return [];
    return [{ call, old, now }];
  });

/** By the page that they belong to. */
export const byDocument = <T extends { readonly document: string | null }>(all: readonly T[]): ReadonlyMap<string | null, readonly T[]> => {
  const groups = new Map<string | null, T[]>();
  for (const one of all) {
    const group = groups.get(one.document);
    if (group === undefined) groups.set(one.document, [one]);
    else group.push(one);
  }
  return groups;
};

/** Pages of the same site in other tabs that were open when the change was made. */
export const otherTabs = (analysis: Analysis, { at, document, device }: MomentOf<'call'>): readonly Load[] => {
  const loads = loadsOf(analysis);
  const here = loads.get(document);
  return [...loads.values()].filter(
    (l) =>
      l.device === device &&
      isTop(l) &&
      l.tab !== null &&
      (here?.tab ?? null) !== null &&
      l.tab !== here?.tab &&
      l.site === here?.site &&
      l.openedAt < at &&
      (l.closedAt === null || l.closedAt > at),
  );
};

/** Whether storage holds the old user again although nobody named them. */
export const writtenBack = (
  analysis: Analysis,
  { vendor, project }: ProjectAnalysis,
  { call, old }: Change,
  tab: Load,
  to: number,
): boolean =>
  analysis.moments.some(
    (m) =>
      m.kind === 'storage' &&
      m.vendor === vendor &&
      m.project === project &&
      m.document === tab.document &&
      m.at > call.at &&
      m.at <= to &&
      m.ids.knownId === old &&
      m.previous !== null &&
      m.previous.knownId !== old,
  );
