import type { Settings } from '../core/model.ts';
import { numberIds } from './number-ids.ts';
import { chosen, chosenCount } from './settings.ts';

const rules = 'https://segment.com/docs/unify/identity-resolution/identity-resolution-settings/';
const productLimits = 'https://segment.com/docs/unify/product-limits/';

export const unifySettings = {
  limits: {
    name: 'limits',
    title: 'How many values of each identifier type a profile may hold, ever (weekly, monthly and annual windows are not simulated)',
    default: 'user_id=1,*=5',
    values: [],
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
} as const;

/** The settings of one run, parsed. */
export type UnifyRules = {
  readonly limitOf: (type: string) => number;
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

const parseLimits = (text: string): ((type: string) => number) => {
  const byType = new Map<string, number>();
  for (const part of listOf(text)) {
    const [type = '', count = ''] = part.split('=');
    if (/^\d+$/.test(count)) byType.set(type, Number(count));
  }
  const other = byType.get('*') ?? 5;
  return (type) => byType.get(type) ?? (type === 'user_id' ? 1 : other);
};

const parsePriorities = (text: string): ((a: string, b: string) => number) => {
  const listed = listOf(text);
  const rank = (type: string): number => {
    const place = listed.indexOf(type);
    return place < 0 ? listed.length : place;
  };
  return (a, b) => rank(a) - rank(b) || (a < b ? -1 : a > b ? 1 : 0);
};

const parseBlocked = (text: string): ((value: string) => boolean) => {
  if (text === 'none' || text === '') return () => false;
  if (text === 'suggested') return isSuggestedBlocked;
  const values = new Set(listOf(text));
  return (value) => values.has(value);
};

export const parseUnifySettings = (settings: Settings): UnifyRules => ({
  limitOf: parseLimits(chosen(unifySettings.limits, settings)),
  compareTypes: parsePriorities(chosen(unifySettings.priorities, settings)),
  isBlocked: parseBlocked(chosen(unifySettings.blocked, settings)),
  dropsFirst: chosen(unifySettings.tieBreak, settings) === 'first',
  maxMerges: chosenCount(unifySettings.merges, settings),
  maxMappings: chosenCount(unifySettings.mappings, settings),
  distinctNumbers: chosen(unifySettings.numbers, settings) === 'distinct',
});
