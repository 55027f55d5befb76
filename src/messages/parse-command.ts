import { isId } from '../core/field.ts';
import { isJsonObject, type Json } from '../core/json.ts';
import { cookieName, pasteMaxLength, pieceMinLength } from './limits.ts';
import type { PanelCommand } from './panel.ts';
import { optionsChange, siteChange } from './parse-options.ts';

export const noteMaxLength = 2_000;

const countOf = (value: Json | undefined): number | undefined =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;

/** A file, or the last piece of one; null for what is none. */
const handed = ({ name, text, request, pieces }: { readonly [member: string]: Json }) => {
  if (typeof name !== 'string' || typeof text !== 'string' || text.length > pieceMinLength) return null;
  const [asked, before] = [countOf(request), countOf(pieces)];
  return { name, text, ...(asked === undefined ? {} : { request: asked }), ...(before === undefined ? {} : { pieces: before }) };
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
      const change = optionsChange(value.change);
      return change && { kind, change };
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
    case 'recording.import': {
      const file = handed(value);
      return file && { kind, ...file, add: value.add === true };
    }
    case 'session.show':
      return { kind };
    case 'device.add': {
      const file = handed(value);
      return file && { kind, ...file };
    }
    case 'piece.give': {
      const [request, index] = [countOf(value.request), countOf(value.index)];
      return request !== undefined && index !== undefined && typeof value.text === 'string' && value.text.length <= pieceMinLength
        ? { kind, request, index, text: value.text }
        : null;
    }
    case 'device.remove':
      return typeof value.name === 'string' ? { kind, name: value.name } : null;
    case 'copy.read':
      return typeof value.request === 'number' ? { kind, request: value.request } : null;
    case 'piece.read':
      return typeof value.request === 'number' && (value.of === 'recording.export' || value.of === 'copy.read')
        ? { kind, of: value.of, request: value.request }
        : null;
    case 'server-id.set': {
      const cookie =
        value.cookie === null ? null : typeof value.cookie === 'string' && cookieName.test(value.cookie) ? value.cookie : undefined;
      const held =
        value.value === null ? null : typeof value.value === 'string' && value.value !== '' && isId(value.value) ? value.value : undefined;
      return cookie === undefined || held === undefined ? null : { kind, cookie, value: held };
    }
    case 'site.set': {
      const change = siteChange(value.change);
      return change && { kind, change };
    }
    case 'site.forget':
      return { kind };
    case 'events.inject':
      return typeof value.request === 'number' && typeof value.text === 'string' && value.text.length <= pasteMaxLength
        ? { kind, request: value.request, text: value.text }
        : null;
    default:
      return null;
  }
};
