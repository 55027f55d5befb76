import { type AuthPatterns, noAuthPatterns } from '../core/auth-patterns.ts';
import { isId } from '../core/field.ts';
import { isJsonObject, type Json, member } from '../core/json.ts';
import type { AnalysisOptions, Feed } from '../core/options.ts';
import { cookieName, fileMaxLength, pasteMaxLength } from './limits.ts';
import type { PanelCommand } from './panel.ts';

export const noteMaxLength = 2_000;

const texts = (value: Json | undefined): Readonly<Record<string, string>> | null => {
  if (!isJsonObject(value)) return null;
  const entries = Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return Object.fromEntries(entries);
};

const isText = (value: Json): value is string => typeof value === 'string';

const feedOf = (value: Json): readonly Feed[] => {
  const from = member(value, 'from');
  const to = member(value, 'to');
  return typeof from === 'string' && typeof to === 'string' ? [{ from, to }] : [];
};

const authOf = (value: Json | undefined): AuthPatterns | null => {
  if (!isJsonObject(value)) return null;
  const list = (name: keyof AuthPatterns): readonly string[] => {
    const given = value[name];
    return Array.isArray(given) ? given.filter(isText) : noAuthPatterns[name];
  };
  return { login: list('login'), logout: list('logout'), expiry: list('expiry'), never: list('never') };
};

/** Options as a panel sent them or the session store kept them; null when they are none. */
export const parseOptions = (value: Json | undefined): AnalysisOptions | null => {
  if (!isJsonObject(value)) return null;
  const models = texts(value.models);
  const settings = texts(value.settings);
  const ownProjects = Array.isArray(value.ownProjects) ? value.ownProjects.filter(isText) : null;
  if (models === null || settings === null) return null;
  if (value.as !== 'delivered' && value.as !== 'called') return null;
  if (value.order !== 'ingestion' && value.order !== 'client-time') return null;
  const feeds = Array.isArray(value.feeds) ? value.feeds.flatMap(feedOf) : [];
  const auth = authOf(value.auth);
  return {
    as: value.as,
    order: value.order,
    models,
    settings,
    ownProjects,
    ...(feeds.length === 0 ? {} : { feeds }),
    ...(auth === null ? {} : { auth }),
  };
};

/** What a panel said, or null. */
export const parseCommand = (value: unknown): PanelCommand | null => {
  if (!isJsonObject(value)) return null;
  const { kind } = value;
  switch (kind) {
    case 'panel.hello':
      return typeof value.version === 'number' && typeof value.tab === 'number' ? { kind, version: value.version, tab: value.tab } : null;
    case 'row.read':
      return typeof value.request === 'number' && typeof value.key === 'string' ? { kind, request: value.request, key: value.key } : null;
    case 'log.clear':
      return { kind };
    case 'options.set': {
      const options = parseOptions(value.options);
      return options && { kind, options };
    }
    case 'signal.add':
      return value.signal === 'login' || value.signal === 'logout' || value.signal === 'expiry' ? { kind, signal: value.signal } : null;
    case 'mark.add':
      return typeof value.note === 'string' ? { kind, note: value.note.slice(0, noteMaxLength) } : null;
    case 'session-cookie.changed':
      return value.what === 'set' || value.what === 'removed' ? { kind, what: value.what } : null;
    case 'recording.export':
      return typeof value.request === 'number' && typeof value.redact === 'boolean'
        ? { kind, request: value.request, redact: value.redact }
        : null;
    case 'test.export':
      return typeof value.request === 'number' ? { kind, request: value.request } : null;
    case 'recording.import':
      return typeof value.name === 'string' && typeof value.text === 'string' && value.text.length <= fileMaxLength
        ? { kind, name: value.name, text: value.text, add: value.add === true }
        : null;
    case 'session.show':
      return { kind };
    case 'device.add':
      return typeof value.name === 'string' && typeof value.text === 'string' && value.text.length <= fileMaxLength
        ? { kind, name: value.name, text: value.text }
        : null;
    case 'device.remove':
      return typeof value.name === 'string' ? { kind, name: value.name } : null;
    case 'copy.read':
      return typeof value.request === 'number' ? { kind, request: value.request } : null;
    case 'server-id.set': {
      const cookie =
        value.cookie === null ? null : typeof value.cookie === 'string' && cookieName.test(value.cookie) ? value.cookie : undefined;
      const held =
        value.value === null ? null : typeof value.value === 'string' && value.value !== '' && isId(value.value) ? value.value : undefined;
      return cookie === undefined || held === undefined ? null : { kind, cookie, value: held };
    }
    case 'events.inject':
      return typeof value.request === 'number' && typeof value.text === 'string' && value.text.length <= pasteMaxLength
        ? { kind, request: value.request, text: value.text }
        : null;
    default:
      return null;
  }
};
