import { type AuthPatterns, noAuthPatterns } from '../core/auth-patterns.ts';
import { isJsonObject, type Json, type JsonObject } from '../core/json.ts';
import type { Io } from './io.ts';
import { Unusable } from './unusable.ts';

/** What `idscope.config.json` may say in this version. */
export type Config = {
  readonly ownProjects: readonly string[] | null;
  readonly models: Readonly<Record<string, string>>;
  readonly settings: Readonly<Record<string, string>>;
  /** `SOURCE:MODEL`, as on the command line. */
  readonly feeds: readonly string[];
  readonly as: string | null;
  /** Where the site logs in and out; see `core/auth-patterns.ts`. */
  readonly auth: AuthPatterns;
  /** The cookie in which the site's servers keep an anonymous id. */
  readonly serverIdCookie: string | null;
};

export const noConfig: Config = {
  ownProjects: null,
  models: {},
  settings: {},
  feeds: [],
  as: null,
  auth: noAuthPatterns,
  serverIdCookie: null,
};

const members = ['ownProjects', 'models', 'settings', 'feeds', 'as', 'auth', 'serverIdCookie'];

const texts = (path: string, name: string, value: Json | undefined): Readonly<Record<string, string>> => {
  if (value === undefined) return {};
  if (!isJsonObject(value)) throw new Unusable(`${path}: "${name}" must be an object of texts.`);
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      if (typeof inner !== 'string') throw new Unusable(`${path}: "${name}.${key}" must be a text.`);
      return [key, inner];
    }),
  );
};

const list = (path: string, name: string, value: Json | undefined): readonly string[] | null => {
  if (value === undefined || value === null) return null;
  if (!Array.isArray(value) || !value.every((one: Json) => typeof one === 'string'))
    throw new Unusable(`${path}: "${name}" must be a list of texts.`);
  return value.map(String);
};

const text = (path: string, name: string, value: Json | undefined): string | null => {
  if (value === undefined || value === null) return null;
  if (typeof value !== 'string') throw new Unusable(`${path}: "${name}" must be a text.`);
  return value;
};

const authOf = (path: string, value: Json | undefined): AuthPatterns => {
  if (value === undefined || value === null) return noAuthPatterns;
  if (!isJsonObject(value)) throw new Unusable(`${path}: "auth" must be an object of lists.`);
  const known = Object.keys(noAuthPatterns);
  const stray = Object.keys(value).find((key) => !known.includes(key));
  if (stray !== undefined) throw new Unusable(`${path}: "auth.${stray}" is not known; there are ${known.join(', ')}.`);
  const patterns = (name: keyof AuthPatterns): readonly string[] => list(path, `auth.${name}`, value[name]) ?? [];
  return { login: patterns('login'), logout: patterns('logout'), expiry: patterns('expiry'), never: patterns('never') };
};

const parse = (path: string, text: string): JsonObject => {
  try {
    const value: unknown = JSON.parse(text);
    if (isJsonObject(value)) return value;
  } catch {
    // Said below.
  }
  throw new Unusable(`${path} is not a JSON object.`);
};

/** Reads the file named by `--config`; a member this version does not know is refused rather than passed over. */
export const readConfig = async (path: string, io: Io): Promise<Config> => {
  const bytes = await io.read(path).catch(() => {
    throw new Unusable(`${path} cannot be read.`);
  });
  const file = parse(path, new TextDecoder().decode(bytes));
  const unknown = Object.keys(file).find((key) => !members.includes(key));
  if (unknown !== undefined) throw new Unusable(`${path}: "${unknown}" is not known; this version reads ${members.join(', ')}.`);
  const own = list(path, 'ownProjects', file.ownProjects);
  return {
    ownProjects: own,
    models: texts(path, 'models', file.models),
    settings: texts(path, 'settings', file.settings),
    feeds: list(path, 'feeds', file.feeds) ?? [],
    as: text(path, 'as', file.as),
    auth: authOf(path, file.auth),
    serverIdCookie: text(path, 'serverIdCookie', file.serverIdCookie),
  };
};
