import type { ViewProject, ViewRow } from '../messages/view.ts';
import { type Appearance, growPeople, huesOf, type People, personOf } from '../reports/hues.ts';

export { personOf } from '../reports/hues.ts';

const nothing: Appearance = { knownId: null, landedOn: null };

const appearanceIn = (row: ViewRow): Appearance =>
  row.event === null ? nothing : { knownId: row.ids?.knownId ?? null, landedOn: row.landedOn };

/** The people of the timeline, of which the rows from `from` on are new. */
export const growPeopleOf = (before: People, rows: readonly ViewRow[], from: number): People =>
  growPeople(before, rows.slice(from).map(appearanceIn), from);

const isSame = (one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): boolean =>
  one === other || (one.size === other.size && [...one].every(([person, hue]) => other.get(person) === hue));

/** Colours of everybody in the timeline and in `projects`; `before` where they are the same. */
export const huesIn = (
  before: ReadonlyMap<string, number>,
  people: People,
  projects: readonly ViewProject[],
): ReadonlyMap<string, number> => {
  const labels = projects.flatMap(({ profiles }) => profiles.map(({ label }) => label));
  const hues = huesOf(people, labels);
  return isSame(before, hues) ? before : hues;
};

/** CSS class of a person's colour; people nobody has announced get a neutral one. */
export const hueClass = (hues: ReadonlyMap<string, number>, label: string | null): string => {
  const hue = label === null ? undefined : hues.get(personOf(label));
  return hue === undefined ? 'hue-none' : `hue-${hue}`;
};
