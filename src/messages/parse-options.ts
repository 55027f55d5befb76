import type { AuthPatterns } from '../core/auth-patterns.ts';
import { isJsonObject, type Json, member } from '../core/json.ts';
import type { AnalysisOptions, Feed, Muted } from '../core/options.ts';
import { patternsMax } from './limits.ts';
import type { AuthChange, MutedChange, OptionsChange } from './options-change.ts';
import type { SiteChange } from './panel.ts';

const longestText = 1_000;

/** An object's texts; what is no text is left out. Null for what is no object. */
export const textsOf = (value: Json | undefined): Readonly<Record<string, string>> | null => {
  if (!isJsonObject(value)) return null;
  const entries = Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return Object.fromEntries(entries);
};

const isText = (value: Json): value is string => typeof value === 'string';
const isShort = (value: Json | undefined): value is string => typeof value === 'string' && value.length <= longestText;

const feedOf = (value: Json): readonly Feed[] => {
  const from = member(value, 'from');
  const to = member(value, 'to');
  return typeof from === 'string' && typeof to === 'string' ? [{ from, to }] : [];
};

/** Feeds; what is none is left out. */
export const feedsOf = (value: Json | undefined): readonly Feed[] => (Array.isArray(value) ? value.flatMap(feedOf) : []);

/** Patterns of logins; null for what is no object. */
export const authOf = (value: Json | undefined): AuthPatterns | null => {
  if (!isJsonObject(value)) return null;
  const list = (name: keyof AuthPatterns): readonly string[] => {
    const given = value[name];
    return Array.isArray(given) ? given.filter((one: Json): one is string => isShort(one) && one !== '').slice(0, patternsMax) : [];
  };
  return { login: list('login'), logout: list('logout'), expiry: list('expiry'), never: list('never') };
};

const mutedRule = (value: Json): readonly Muted[] => {
  const [rule, project, reason] = [member(value, 'rule'), member(value, 'project'), member(value, 'reason')];
  if (!isShort(rule) || !isShort(reason) || !(project === null || isShort(project))) return [];
  return [{ rule, project, reason }];
};

/** Muted rules; what is none is left out. */
export const mutedOf = (value: Json | undefined): readonly Muted[] =>
  Array.isArray(value) ? value.flatMap(mutedRule).slice(0, patternsMax) : [];

const mutedChange = (value: Json): MutedChange | null => {
  const [mute] = mutedOf([member(value, 'mute') ?? null]);
  if (mute !== undefined) return { mute };
  const named = member(value, 'unmute');
  const [unmute] = isJsonObject(named) ? mutedOf([{ ...named, reason: '' }]) : [];
  return unmute === undefined ? null : { unmute: { rule: unmute.rule, project: unmute.project } };
};

const chosenOf = (value: Json | undefined): Readonly<Record<string, string | null>> | undefined =>
  isJsonObject(value)
    ? Object.fromEntries(Object.entries(value).filter((entry): entry is [string, string | null] => entry[1] === null || isText(entry[1])))
    : undefined;

const feedsChange = (value: Json | undefined): OptionsChange['feeds'] =>
  Array.isArray(value) ? value.flatMap((one) => feedOf(one).map((feed) => ({ ...feed, on: member(one, 'on') === true }))) : undefined;

/** A change of options; null for what is none. */
export const optionsChange = (value: Json | undefined): OptionsChange | null => {
  if (!isJsonObject(value)) return null;
  const { as } = value;
  const [models, settings, feeds] = [chosenOf(value.models), chosenOf(value.settings), feedsChange(value.feeds)];
  return {
    ...(as === 'delivered' || as === 'called' ? { as } : {}),
    ...(models === undefined ? {} : { models }),
    ...(settings === undefined ? {} : { settings }),
    ...(feeds === undefined ? {} : { feeds }),
  };
};

const authLists: Readonly<Record<string, keyof AuthPatterns>> = { login: 'login', logout: 'logout', expiry: 'expiry', never: 'never' };

const authChangeOf = (value: Json): AuthChange | null => {
  if (!Array.isArray(value)) return null;
  const changes = value.flatMap((one) => {
    const [name, pattern] = [member(one, 'list'), member(one, 'pattern')];
    const list = typeof name === 'string' && Object.hasOwn(authLists, name) ? authLists[name] : undefined;
    return list !== undefined && isShort(pattern) && pattern !== '' ? [{ list, pattern, on: member(one, 'on') === true }] : [];
  });
  return changes.slice(0, 8 * patternsMax);
};

/** A change of what is chosen for a site; null for what is none. */
export const siteChange = (value: Json | undefined): SiteChange | null => {
  if (!isJsonObject(value)) return null;
  const auth = value.auth === undefined ? undefined : authChangeOf(value.auth);
  const muted = value.muted === undefined ? undefined : mutedChange(value.muted);
  if (auth === null || muted === null) return null;
  return {
    ...(typeof value.alwaysRecord === 'boolean' ? { alwaysRecord: value.alwaysRecord } : {}),
    ...(auth === undefined ? {} : { auth }),
    ...(muted === undefined ? {} : { muted }),
  };
};

const isNothing = (auth: AuthPatterns | null): boolean => auth === null || Object.values(auth).every((list) => list.length === 0);

/** Options as a panel sent them or the session store kept them; null when they are none. */
export const parseOptions = (value: Json | undefined): AnalysisOptions | null => {
  if (!isJsonObject(value)) return null;
  const models = textsOf(value.models);
  const settings = textsOf(value.settings);
  const ownProjects = Array.isArray(value.ownProjects) ? value.ownProjects.filter(isText) : null;
  if (models === null || settings === null) return null;
  if (value.as !== 'delivered' && value.as !== 'called') return null;
  if (value.order !== 'ingestion' && value.order !== 'client-time') return null;
  const feeds = feedsOf(value.feeds);
  const auth = authOf(value.auth);
  const muted = mutedOf(value.muted);
  return {
    as: value.as,
    order: value.order,
    models,
    settings,
    ownProjects,
    ...(feeds.length === 0 ? {} : { feeds }),
    ...(auth === null || isNothing(auth) ? {} : { auth }),
    ...(muted.length === 0 ? {} : { muted }),
  };
};
