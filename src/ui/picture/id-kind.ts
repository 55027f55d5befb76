import type { ViewProfile, ViewProject, ViewRow } from '../../messages/view.ts';
import { personOf } from '../palette.ts';

/** `known`: the application gave it; `anonymous`: an SDK made it up; `other`: an identifier beside the two, such as an e-mail. */
export type IdKind = 'known' | 'anonymous' | 'other';

const notations: readonly (readonly [RegExp, IdKind])[] = [
  [/^(?:\$device:|anonymous_id=|device_id=)/, 'anonymous'],
  [/^user_id=/, 'known'],
  [/^[a-z_]+=/, 'other'],
];

/** Where an id stands among those that the events of a project carried. */
export type CarriedIds = { readonly anonymous: ReadonlySet<string>; readonly known: ReadonlySet<string> };

/** One pass over the rows. */
export const carriedIds = (rows: readonly ViewRow[], { vendor, project }: Pick<ViewProject, 'vendor' | 'project'>): CarriedIds => {
  const anonymous = new Set<string>();
  const known = new Set<string>();
  for (const row of rows) {
    if (row.slot === null || row.ids === null || row.vendor !== vendor || row.project !== project) continue;
    if (row.ids.anonymousId !== null) anonymous.add(row.ids.anonymousId);
    if (row.ids.knownId !== null) known.add(row.ids.knownId);
  }
  return { anonymous, known };
};

/** The kind of an id as its vendor writes it. A bare id is what events carried it as; one that was never carried is what its profile is called by. */
export const idKind = (id: string, profile: Pick<ViewProfile, 'label' | 'known'> | null, carried: CarriedIds): IdKind => {
  const noted = notations.find(([notation]) => notation.test(id));
  if (noted !== undefined) return noted[1];
  const bare = personOf(id);
  if (carried.known.has(bare)) return 'known';
  if (carried.anonymous.has(bare)) return 'anonymous';
  if (profile === null || id === profile.label) return profile?.known === false ? 'anonymous' : 'known';
  return 'other';
};

/** What a tester calls ids of this notation: `email` for `email=…`; null where the kind says all. */
export const typeOfId = (id: string): string | null => /^([a-z_]+)=/.exec(id)?.[1] ?? null;
