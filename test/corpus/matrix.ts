import { rules } from '../../src/rules/index.ts';
import type { Rule } from '../../src/rules/rule.ts';
import type { CorpusVendor } from './idioms/idioms.ts';
import { othersWhy, type Reason, reasons } from './matrix-reasons.ts';
import { plantedStories } from './planted/index.ts';
import { ruleOf } from './planted/planted.ts';
import { storedNames } from './stored.ts';

export const columns: readonly CorpusVendor[] = ['mixpanel', 'segment', 'posthog', 'amplitude', 'rudderstack'];

/** What stands for one rule and one vendor. */
export type Cell =
  | { readonly kind: 'real'; readonly recordings: number; readonly related: boolean }
  | { readonly kind: 'other'; readonly reason: Reason }
  | { readonly kind: 'apart' }
  | { readonly kind: 'missing' };

const tells = ({ vendors }: Rule, vendor: string): boolean => vendors === 'all' || vendors.includes(vendor);

/** The vendors that a kept recording's mistake is told of. */
const toldOf = (which: string, beside: readonly string[] = []): readonly string[] =>
  which.split('+').filter((vendor) => !beside.includes(vendor));

export const cellOf = (rule: Rule, vendor: CorpusVendor): Cell => {
  const kept = new Set(storedNames('planted'));
  const own = plantedStories.flatMap((story) =>
    story.vendors
      .filter((which) => kept.has(`${story.name}.${which}`) && toldOf(which, story.beside).includes(vendor))
      .map(() => ({ direct: ruleOf(story) === rule.id, related: story.brings?.[vendor]?.includes(rule.id) ?? false })),
  );
  const direct = own.filter((one) => one.direct).length;
  const related = own.filter((one) => one.related).length;
  if (direct + related > 0) return { kind: 'real', recordings: direct || related, related: direct === 0 };
  if (!tells(rule, vendor)) return { kind: 'apart' };
  const reason = reasons[rule.id]?.find((one) => one.vendors.includes(vendor));
  return reason === undefined ? { kind: 'missing' } : { kind: 'other', reason };
};

const shown = (cell: Cell, notes: readonly string[]): string => {
  switch (cell.kind) {
    case 'real':
      return cell.related ? `${cell.recordings} (related)` : String(cell.recordings);
    case 'other':
      return `${cell.reason.by === 'memory' ? 'memory' : 'none'} ${notes.indexOf(cell.reason.why) + 1}`;
    case 'apart':
      return '·';
    case 'missing':
      return '?';
  }
};

/** Vendors beside the five that a rule names. */
const othersOf = ({ vendors }: Rule): string =>
  vendors === 'all' ? '' : vendors.filter((vendor) => !columns.some((column) => column === vendor)).join(', ');

/** The table of docs/RULES.md: which rule is broken with which SDK, and why not. */
export const matrix = (): string => {
  const rows = rules.map((rule) => ({ rule, cells: columns.map((vendor) => cellOf(rule, vendor)) }));
  const notes = [...new Set(rows.flatMap(({ cells }) => cells.flatMap((cell) => (cell.kind === 'other' ? [cell.reason.why] : []))))];
  return [
    `${storedNames('correct').length} recordings of correct sites raise no alarm and fail no flow; ${storedNames('planted').length} recordings with one mistake each tell of that mistake, for every vendor on their pages, and of nothing else above information.`,
    '',
    'A number counts the recordings of the real SDK in a browser; _related_ where the rule speaks as a consequence only; _memory_ where the mistake is made in the unit tests; _none_ where the SDK cannot make it; a dot where the rule does not speak of the vendor. Notes stand below.',
    '',
    `| rule | ${columns.join(' | ')} | others |`,
    `|---|${columns.map(() => '---').join('|')}|---|`,
    ...rows.map(({ rule, cells }) => `| \`${rule.id}\` | ${cells.map((cell) => shown(cell, notes)).join(' | ')} | ${othersOf(rule)} |`),
    '',
    ...notes.map((note, at) => `${at + 1}. ${note}`),
    '',
    othersWhy,
  ].join('\n');
};

const start = '<!-- rules:matrix -->';
const end = '<!-- /rules:matrix -->';

/** The page with the table in its place. Throws when it has none. */
export const withMatrix = (page: string): string => {
  const from = page.indexOf(start);
  const to = page.indexOf(end);
  if (from === -1 || to < from) throw new Error(`The page has no place for the table, between ${start} and ${end}.`);
  return `${page.slice(0, from + start.length)}\n${matrix()}\n${page.slice(to)}`;
};
