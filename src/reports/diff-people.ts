import type { Profile, ProjectAnalysis } from '../core/landed.ts';

/** A profile as two recordings can be compared by it. */
export type ProfileSummary = {
  /** Known ids, sorted. */
  readonly ids: readonly string[];
  readonly anonymousIds: number;
  readonly events: number;
};

export type SeenIds = { readonly known: ReadonlySet<string>; readonly anonymous: ReadonlySet<string> };

/** The ids that the events of a project carried, known and anonymous apart. */
export const seenIds = (project: ProjectAnalysis | null): SeenIds => {
  const known = new Set<string>();
  const anonymous = new Set<string>();
  for (const { event } of project?.events ?? []) {
    if (event.ids.knownId !== null) known.add(event.ids.knownId);
    if (event.ids.anonymousId !== null) anonymous.add(event.ids.anonymousId);
  }
  return { known, anonymous };
};

/** As models write it: `$device:D1`, `anonymous_id=D1`, `user_id=U1`. */
const bare = (id: string): string => id.replace(/^(?:\$device:|[a-z_]+=)/, '');

const summaryOf = ({ ids, events }: Profile, { known, anonymous }: SeenIds): ProfileSummary => {
  const isAnonymous = (id: string): boolean => anonymous.has(bare(id)) && !known.has(bare(id));
  return { ids: ids.filter((id) => !isAnonymous(id)).toSorted(), anonymousIds: ids.filter(isAnonymous).length, events };
};

/** Profiles by label: a known id, or the place among those of whom none is known. */
export const profileSummaries = (project: ProjectAnalysis | null): ReadonlyMap<string, ProfileSummary> => {
  const seen = seenIds(project);
  const summaries = new Map<string, ProfileSummary>();
  let strangers = 0;
  for (const profile of project?.profiles ?? []) {
    const summary = summaryOf(profile, seen);
    if (summary.ids.length === 0) strangers += 1;
    summaries.set(
      summary.ids.length === 0 ? `anonymous ${strangers}` : profile.known ? profile.label : (summary.ids[0] ?? profile.label),
      summary,
    );
  }
  return summaries;
};
