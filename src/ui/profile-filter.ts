import type { View, ViewProfile, ViewProject, ViewRow } from '../messages/view.ts';
import type { Query } from './filter.ts';
import { type FieldTest, fieldTest } from './filter-fields.ts';

// Profiles are immutable: what is searched in one is made once, and dropped with it.
const texts = new WeakMap<ViewProfile, string>();

const textOf = (profile: ViewProfile): string => {
  const made = texts.get(profile);
  if (made !== undefined) return made;
  const { label, ids, firstTouch } = profile;
  const touch = firstTouch === null ? [] : [firstTouch.name, firstTouch.url, firstTouch.referrer, ...Object.values(firstTouch.utm ?? {})];
  const text = [label, ...ids, ...touch].join('\n').toLowerCase();
  texts.set(profile, text);
  return text;
};

/** The profiles of a project that an event landed on whose row passes all tests. */
const landedOn = (rows: readonly ViewRow[], { vendor, project, profiles, slots }: ViewProject, tests: readonly FieldTest[]) => {
  const found = new Set<ViewProfile>();
  for (const row of rows) {
    if (row.slot === null || row.project !== project || row.vendor !== vendor) continue;
    const profile = profiles[slots[row.slot] ?? -1];
    if (profile !== undefined && !found.has(profile) && tests.every((test) => test(row))) found.add(profile);
  }
  return found;
};

/**
 * The profiles that a query finds by label, ids and first touch, and by `tab:` and `device:` of the rows that land on them; the
 * same list when it asks for nothing.
 */
export const profilesFound = (
  project: ViewProject,
  { wanted, unwanted }: Query,
  { rows, devices }: Pick<View, 'rows' | 'devices'>,
): readonly ViewProfile[] => {
  const { profiles } = project;
  if (wanted.length === 0 && unwanted.length === 0) return profiles;
  const testsOf = (words: readonly string[]): readonly FieldTest[] =>
    words.map((word) => fieldTest(word, devices)).filter((test) => test !== null);
  const textsOf = (words: readonly string[]): readonly string[] => words.filter((word) => fieldTest(word, devices) === null);
  const tests = testsOf(wanted);
  const there = tests.length === 0 ? null : landedOn(rows, project, tests);
  const elsewhere = testsOf(unwanted).map((test) => landedOn(rows, project, [test]));
  const said = textsOf(wanted);
  const unsaid = textsOf(unwanted);
  return profiles.filter((profile) => {
    if (there?.has(profile) === false || elsewhere.some((found) => found.has(profile))) return false;
    const text = textOf(profile);
    return said.every((word) => text.includes(word)) && !unsaid.some((word) => text.includes(word));
  });
};
