import type { ViewRow } from '../messages/view.ts';
import { type ProjectIndex, profileAt } from './landed-at.ts';

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
  if (row.kind === 'storage' || row.kind === 'event') return false;
  return row.kind !== 'call' || !plainCalls.has(row.title);
};

// Rows are immutable, so what is searched in one never changes: made once, dropped with the row.
const texts = new WeakMap<ViewRow, string>();

const textOf = (row: ViewRow): string => {
  const made = texts.get(row);
  if (made !== undefined) return made;
  const text = [row.title, row.detail, row.vendor, row.delivery, row.ids?.anonymousId, row.ids?.knownId, row.landedOn, row.reason]
    .filter((part) => typeof part === 'string')
    .join('\n')
    .toLowerCase();
  texts.set(row, text);
  return text;
};

/** A test for rows. The profile a row lands on now is searched too, by any of its ids' label. */
export const rowFilter = (query: Query, projects: ProjectIndex): ((row: ViewRow) => boolean) => {
  const contains = (row: ViewRow, word: string): boolean =>
    textOf(row).includes(word) || (profileAt(projects, row)?.label.toLowerCase().includes(word) ?? false);
  return (row) => query.wanted.every((word) => contains(row, word)) && !query.unwanted.some((word) => contains(row, word));
};
