import type { AuthPatterns } from '../core/auth-patterns.ts';
import type { AnalysisOptions, Feed, Muted } from '../core/options.ts';
import { patternsMax } from './limits.ts';

/** By name: what holds from now on, or null for the default. */
type Chosen = Readonly<Record<string, string | null>>;

/** What a tester changes of how events are read. Only that is said, so that two panels, or two clicks in a row, undo nothing of each other. */
export type OptionsChange = {
  readonly as?: AnalysisOptions['as'];
  /** Model by project. */
  readonly models?: Chosen;
  /** Assumptions by their name. */
  readonly settings?: Chosen;
  readonly feeds?: readonly (Feed & { readonly on: boolean })[];
};

/** A rule that is muted from now on, or one that is not any more. */
export type MutedChange = { readonly mute: Muted } | { readonly unmute: Pick<Muted, 'rule' | 'project'> };

/** Patterns of a site's logins that hold from now on, or do not any more. */
export type AuthChange = readonly { readonly list: keyof AuthPatterns; readonly pattern: string; readonly on: boolean }[];

const changed = (map: Readonly<Record<string, string>>, change: Chosen): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries<string | null>({ ...map, ...change }).filter((entry): entry is [string, string] => entry[1] !== null));

const isSame = (one: Feed, other: Feed): boolean => one.from === other.from && one.to === other.to;

const changedFeeds = (feeds: readonly Feed[], change: NonNullable<OptionsChange['feeds']>): readonly Feed[] => [
  ...feeds.filter((feed) => !change.some((each) => isSame(each, feed))),
  ...change.filter(({ on }) => on).map(({ from, to }) => ({ from, to })),
];

/** The options after a change. */
export const changedOptions = (options: AnalysisOptions, { as, models, settings, feeds }: OptionsChange): AnalysisOptions => ({
  ...options,
  ...(as === undefined ? {} : { as }),
  ...(models === undefined ? {} : { models: changed(options.models, models) }),
  ...(settings === undefined ? {} : { settings: changed(options.settings, settings) }),
  ...(feeds === undefined ? {} : { feeds: changedFeeds(options.feeds ?? [], feeds) }),
});

/** The muted rules after a change: each once for a project, with the last reason. */
export const changedMuted = (muted: readonly Muted[], change: MutedChange): readonly Muted[] => {
  const { rule, project } = 'mute' in change ? change.mute : change.unmute;
  const others = muted.filter((one) => one.rule !== rule || one.project !== project);
  return 'mute' in change ? [...others, change.mute] : others;
};

const authLists = ['login', 'logout', 'expiry', 'never'] as const satisfies readonly (keyof AuthPatterns)[];

/** What leads from one to the other. */
export const authChange = (before: AuthPatterns, after: AuthPatterns): AuthChange =>
  authLists.flatMap((list) => [
    ...before[list].filter((pattern) => !after[list].includes(pattern)).map((pattern) => ({ list, pattern, on: false })),
    ...after[list].filter((pattern) => !before[list].includes(pattern)).map((pattern) => ({ list, pattern, on: true })),
  ]);

/** A site's patterns after a change; more than can be kept are left out. */
export const changedAuth = (auth: AuthPatterns, change: AuthChange): AuthPatterns => {
  const list = (name: keyof AuthPatterns): readonly string[] => {
    const changes = change.filter((one) => one.list === name);
    const others = auth[name].filter((pattern) => !changes.some((one) => one.pattern === pattern));
    const added = changes.filter(({ on }) => on).map(({ pattern }) => pattern);
    return [...new Set([...others, ...added])].slice(0, patternsMax);
  };
  return { login: list('login'), logout: list('logout'), expiry: list('expiry'), never: list('never') };
};
