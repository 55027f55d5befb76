import { type AuthPatterns, noAuthPatterns } from '../core/auth-patterns.ts';
import { isJsonObject, type Json, type JsonObject } from '../core/json.ts';
import type { Muted } from '../core/options.ts';
import { rules } from '../rules/index.ts';

/** What `idscope.config.json` says: one file for the panel's export, the command and the Playwright fixture. */
export type Config = {
  readonly ownProjects: readonly string[] | null;
  /** Model id by project, or by vendor. */
  readonly models: Readonly<Record<string, string>>;
  readonly settings: Readonly<Record<string, string>>;
  /** `SOURCE:MODEL`, as on the command line. */
  readonly feeds: readonly string[];
  readonly as: string | null;
  /** Where the site logs in and out; see `core/auth-patterns.ts`. */
  readonly auth: AuthPatterns;
  readonly muted: readonly Muted[];
  /** The cookie in which the site's servers keep an anonymous id. */
  readonly serverIdCookie: string | null;
};

export type ParsedConfig = { readonly ok: true; readonly config: Config } | { readonly ok: false; readonly why: string };

export const noConfig: Config = {
  ownProjects: null,
  models: {},
  settings: {},
  feeds: [],
  as: null,
  auth: noAuthPatterns,
  muted: [],
  serverIdCookie: null,
};

const members = Object.keys(noConfig);

class Wrong extends Error {}

const onlyKnown = (where: string, value: JsonObject, known: readonly string[]): void => {
  const stray = Object.keys(value).find((key) => !known.includes(key));
  if (stray !== undefined) throw new Wrong(`"${where}${stray}" is not known; there are ${known.join(', ')}.`);
};

const texts = (name: string, value: Json | undefined): Readonly<Record<string, string>> => {
  if (value === undefined) return {};
  if (!isJsonObject(value)) throw new Wrong(`"${name}" must be an object of texts.`);
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      if (typeof inner !== 'string') throw new Wrong(`"${name}.${key}" must be a text.`);
      return [key, inner];
    }),
  );
};

const list = (name: string, value: Json | undefined): readonly string[] | null => {
  if (value === undefined || value === null) return null;
  if (!Array.isArray(value) || !value.every((one: Json) => typeof one === 'string')) throw new Wrong(`"${name}" must be a list of texts.`);
  return value.map(String);
};

const text = (name: string, value: Json | undefined): string | null => {
  if (value === undefined || value === null) return null;
  if (typeof value !== 'string') throw new Wrong(`"${name}" must be a text.`);
  return value;
};

const authOf = (value: Json | undefined): AuthPatterns => {
  if (value === undefined || value === null) return noAuthPatterns;
  if (!isJsonObject(value)) throw new Wrong('"auth" must be an object of lists.');
  onlyKnown('auth.', value, Object.keys(noAuthPatterns));
  const patterns = (name: keyof AuthPatterns): readonly string[] => list(`auth.${name}`, value[name]) ?? [];
  return { login: patterns('login'), logout: patterns('logout'), expiry: patterns('expiry'), never: patterns('never') };
};

const mutedRule = (name: string, value: Json): Muted => {
  if (!isJsonObject(value)) throw new Wrong(`"${name}" must be an object such as {"rule": "…", "reason": "…"}.`);
  onlyKnown(`${name}.`, value, ['rule', 'project', 'reason']);
  const rule = text(`${name}.rule`, value.rule);
  const reason = text(`${name}.reason`, value.reason)?.trim() ?? '';
  if (rule === null || !rules.some(({ id }) => id === rule))
    throw new Wrong(`"${name}.rule" names no rule: ${JSON.stringify(rule)}. The command "idscope rules" lists them.`);
  if (reason === '') throw new Wrong(`"${name}.reason" must say why ${rule} is muted.`);
  return { rule, project: text(`${name}.project`, value.project), reason };
};

const mutedOf = (value: Json | undefined): readonly Muted[] => {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new Wrong('"muted" must be a list of objects such as {"rule": "…", "reason": "…"}.');
  return value.map((one, at) => mutedRule(`muted[${at}]`, one as Json));
};

const objectOf = (file: string): JsonObject => {
  try {
    const value: unknown = JSON.parse(file);
    if (isJsonObject(value)) return value;
  } catch {
    // Said below.
  }
  throw new Wrong('it is not a JSON object.');
};

const read = (file: string): Config => {
  const value = objectOf(file);
  onlyKnown('', value, members);
  return {
    ownProjects: list('ownProjects', value.ownProjects),
    models: texts('models', value.models),
    settings: texts('settings', value.settings),
    feeds: list('feeds', value.feeds) ?? [],
    as: text('as', value.as),
    auth: authOf(value.auth),
    muted: mutedOf(value.muted),
    serverIdCookie: text('serverIdCookie', value.serverIdCookie),
  };
};

/** The text of a config file. What this version does not know is refused rather than passed over; `why` is one sentence. */
export const parseConfig = (file: string): ParsedConfig => {
  try {
    return { ok: true, config: read(file) };
  } catch (error) {
    if (!(error instanceof Wrong)) throw error;
    return { ok: false, why: error.message };
  }
};
