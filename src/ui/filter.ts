import type { View, ViewProject, ViewRow } from '../messages/view.ts';
import { fieldTest } from './filter-fields.ts';
import { type Projects, projectOf } from './landed-at.ts';

/** What a tester typed: every `wanted` word must occur, no `unwanted` one may. Lower case. */
export type Query = { readonly wanted: readonly string[]; readonly unwanted: readonly string[] };

/** Splits at spaces; a leading `-` excludes. */
export const parseQuery = (text: string): Query => {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '' && word !== '-');
  return {
    wanted: words.filter((word) => !word.startsWith('-')),
    unwanted: words.filter((word) => word.startsWith('-')).map((word) => word.slice(1)),
  };
};

const plainCalls = new Set(['track', 'page', 'screen', 'group', 'track_pageview', 'register', 'register_once', 'people.set']);

/** Whether a row can change, or show a change of, who the visitor is. */
export const touchesIdentity = (row: ViewRow): boolean => {
  if (row.merge === 'merged' || row.merge === 'refused') return true;
  if (row.delivery === 'failed' || row.delivery === 'lost') return true;
  if (row.kind === 'event') return false;
  return row.kind !== 'call' || !plainCalls.has(row.title);
};

// Rows are immutable, so what is searched in one never changes: made once, dropped with the row.
const texts = new WeakMap<ViewRow, string>();

const textOf = (row: ViewRow): string => {
  const made = texts.get(row);
  if (made !== undefined) return made;
  const { title, detail, vendor, delivery, ids, landedOn, reason } = row;
  const parts = `${title}\n${detail}\n${vendor ?? ''}\n${delivery ?? ''}\n${landedOn ?? ''}\n${reason ?? ''}`;
  const text = `${parts}\n${ids?.anonymousId ?? ''}\n${ids?.knownId ?? ''}`.toLowerCase();
  texts.set(row, text);
  return text;
};

/** Makes what is searched before the first letter is typed, so that the first is as quick as the others. */
export const prepareSearch = (rows: readonly ViewRow[]): void => {
  for (const row of rows) textOf(row);
};

/** Whether a row lands now on somebody whose label contains `word`; labels are compared once, not once a row. */
const landsOnMatching = (word: string, projects: Projects): ((row: ViewRow) => boolean) => {
  const people = new Map<ViewProject, readonly boolean[]>(
    projects.map((project) => [project, project.profiles.map((profile) => profile.label.toLowerCase().includes(word))]),
  );
  if (![...people.values()].some((matches) => matches.includes(true))) return () => false;
  return (row) => {
    if (row.slot === null) return false;
    const project = projectOf(projects, row.vendor, row.project);
    const place = project?.slots[row.slot] ?? null;
    return project !== null && place !== null && people.get(project)?.[place] === true;
  };
};

const noDevices: View['devices'] = [];

/** A test for rows. The label of the profile a row lands on now is searched too; `tab:`, `device:` and `mark:` ask for these alone. */
export const rowFilter = (query: Query, projects: Projects, devices: View['devices'] = noDevices): ((row: ViewRow) => boolean) => {
  const contains = (word: string): ((row: ViewRow) => boolean) => {
    const field = fieldTest(word, devices);
    if (field !== null) return field;
    const landsThere = landsOnMatching(word, projects);
    return (row) => textOf(row).includes(word) || landsThere(row);
  };
  const wanted = query.wanted.map(contains);
  const unwanted = query.unwanted.map(contains);
  return (row) => wanted.every((test) => test(row)) && !unwanted.some((test) => test(row));
};
