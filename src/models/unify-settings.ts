import type { Settings } from '../core/model.ts';
import { unknownHistory } from '../core/unknown-history.ts';
import { numberIds } from './number-ids.ts';
import { chosen, chosenCount } from './settings.ts';

const rules = 'https://segment.com/docs/unify/identity-resolution/identity-resolution-settings/';
const productLimits = 'https://segment.com/docs/unify/product-limits/';

/** One entry of `limits`: a type, a count, and the window it counts in. */
const limit = '\\s*[^=,]+=\\d+(?:/(?:ever|weekly|monthly|annually))?\\s*';

export const unifySettings = {
  limits: {
    name: 'limits',
    title: 'How many values of each identifier type a profile may hold: ever, or newly within a rolling window, as in email=5/weekly',
    default: 'user_id=1,*=5',
    values: [],
    pattern: `${limit}(?:,${limit})*`,
    cite: rules,
    assumption: false,
  },
  priorities: {
    name: 'priorities',
    title: 'Identifier types from the highest priority down; those not listed follow in alphabetical order',
    default: 'user_id,email',
    values: [],
    cite: rules,
    assumption: false,
  },
  blocked: {
    name: 'blocked-values',
    title: 'Values that never identify: none, suggested (zeros and dashes, -1, null, anonymous), or a list separated by commas',
    default: 'none',
    values: [],
    cite: rules,
    assumption: true,
  },
  tieBreak: {
    name: 'tie-break',
    title: 'Which of several identifiers of one type in an event is dropped first: the last or the first one',
    default: 'last',
    values: ['last', 'first'],
    cite: rules,
    assumption: true,
  },
  windows: {
    name: 'window-days',
    title: "How many days the weekly, monthly and annual windows of limits have; they are counted back from the event's own time",
    default: '7,30,365',
    values: [],
    cite: rules,
    assumption: true,
  },
  email: {
    name: 'email-source',
    title: 'Where an e-mail address identifies: in traits only, or in the properties of any event too, as an older page says',
    default: 'traits',
    values: ['traits', 'properties-too'],
    cite: 'https://segment.com/docs/unify/identity-resolution/externalids/',
    assumption: true,
  },
  merges: {
    name: 'max-merges',
    title: 'How many merges a profile may go through',
    default: '100',
    values: [],
    cite: productLimits,
    assumption: false,
  },
  mappings: {
    name: 'max-mappings',
    title: 'How many identifiers a profile may hold in all',
    default: '1000',
    values: [],
    cite: productLimits,
    assumption: false,
  },
  numbers: numberIds(rules),
  history: { ...unknownHistory, cite: rules },
} as const;

/** How many values of a type a profile may hold; with a window only those count that came within so many milliseconds. */
export type UnifyLimit = { readonly count: number; readonly window: number | null };

/** The settings of one run, parsed. */
export type UnifyRules = {
  readonly limitOf: (type: string) => UnifyLimit;
  /** Whether any limit has a window. */
  readonly hasWindows: boolean;
  readonly readsProperties: boolean;
  /** Negative when identifiers of type `a` have the higher priority. */
  readonly compareTypes: (a: string, b: string) => number;
  readonly isBlocked: (value: string) => boolean;
  readonly dropsFirst: boolean;
  readonly maxMerges: number;
  readonly maxMappings: number;
  readonly distinctNumbers: boolean;
};

const listOf = (text: string): readonly string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** Segment's suggestion for blocked values: zeros and dashes, -1, null, anonymous. */
export const isSuggestedBlocked = (value: string): boolean =>
  /^[0-]*$/.test(value) || value === '-1' || value === 'null' || value === 'anonymous';

const day = 86_400_000;
const windowNames = ['weekly', 'monthly', 'annually'] as const;

const parseWindows = (text: string): ReadonlyMap<string, number | null> => {
  const defaults = listOf(unifySettings.windows.default);
  const days = listOf(text);
  const length = (place: number): number => {
    const chosenDays = days[place] ?? '';
    return day * Number(/^\d+$/.test(chosenDays) ? chosenDays : defaults[place]);
  };
  return new Map<string, number | null>([['ever', null], ...windowNames.map((name, place) => [name, length(place)] as const)]);
};

/** Entries that cannot be read leave the defaults: one user id and five of everything else, ever. */
const parseLimits = (text: string, windows: ReadonlyMap<string, number | null>): Pick<UnifyRules, 'limitOf' | 'hasWindows'> => {
  const byType = new Map<string, UnifyLimit>([['user_id', { count: 1, window: null }]]);
  for (const part of listOf(text)) {
    const [, type, count, name = 'ever'] = /^([^=]+)=(\d+)(?:\/(\w+))?$/.exec(part) ?? [];
    const window = windows.get(name);
    if (type !== undefined && window !== undefined) byType.set(type, { count: Number(count), window });
  }
  const other = byType.get('*') ?? { count: 5, window: null };
  return { limitOf: (type) => byType.get(type) ?? other, hasWindows: [...byType.values()].some(({ window }) => window !== null) };
};

const parsePriorities = (text: string): ((a: string, b: string) => number) => {
  const ranks = new Map(listOf(text).map((type, place) => [type, place] as const));
  const rank = (type: string): number => ranks.get(type) ?? ranks.size;
  return (a, b) => rank(a) - rank(b) || (a < b ? -1 : a > b ? 1 : 0);
};

const parseBlocked = (text: string): ((value: string) => boolean) => {
  if (text === 'none' || text === '') return () => false;
  if (text === 'suggested') return isSuggestedBlocked;
  const values = new Set(listOf(text));
  return (value) => values.has(value);
};

export const parseUnifySettings = (settings: Settings): UnifyRules => ({
  ...parseLimits(chosen(unifySettings.limits, settings), parseWindows(chosen(unifySettings.windows, settings))),
  readsProperties: chosen(unifySettings.email, settings) === 'properties-too',
  compareTypes: parsePriorities(chosen(unifySettings.priorities, settings)),
  isBlocked: parseBlocked(chosen(unifySettings.blocked, settings)),
  dropsFirst: chosen(unifySettings.tieBreak, settings) === 'first',
  maxMerges: chosenCount(unifySettings.merges, settings),
  maxMappings: chosenCount(unifySettings.mappings, settings),
  distinctNumbers: chosen(unifySettings.numbers, settings) === 'distinct',
});
