import { isJsonObject, type Json } from './json.ts';
import type { IdMask } from './redact-id.ts';

/** Members that hold an id, in any vendor's payload or call. */
export const idKeys: ReadonlySet<string> = new Set([
  '$user_id',
  '$device_id',
  'distinct_id',
  'distinctID',
  '$distinct_id',
  '$identified_id',
  '$anon_id',
  '$anon_distinct_id',
  '$distinct_ids',
  'alias',
  '__alias',
  'userId',
  'anonymousId',
  'previousId',
  'groupId',
  'user_id',
  'device_id',
  'anonymous_id',
  'email',
  '$email',
  'phone',
  '$phone',
  'username',
  // Snowplow, GA4, mParticle, Kissmetrics
  'duid',
  'uid',
  'cid',
  'mpid',
  'identity',
]);
/** Members all of whose own members hold ids, whatever they are called. */
const idObjects: ReadonlySet<string> = new Set(['known_identities', 'userIdentities']);
/** Members that say how, not who, wherever they stand: left as they are, for a number in them may look like an id. */
const technicalKeys: ReadonlySet<string> = new Set([
  'type',
  'messageId',
  '$insert_id',
  'insert_id',
  'uuid',
  'time',
  'timestamp',
  'sentAt',
  'receivedAt',
  'originalTimestamp',
  'library',
  // How Snowplow describes an event or entity.
  'schema',
]);
const projectKeys: ReadonlySet<string> = new Set(['token', '$token', 'writeKey', 'api_key']);
/** Members of traits and properties that the SDK itself fills in, or that name a campaign. */
const openKeys = /^(?:utm_\w+|mp_\w+|\$\w+)$/;
const hiddenKeys: ReadonlySet<string> = new Set([
  'traits',
  'properties',
  'groupTraits',
  '$set',
  '$set_once',
  '$append',
  '$union',
  'ip',
  '$ip',
  '$name',
  '$first_name',
  '$last_name',
  '$city',
  '$region',
  'title',
]);
export const idMethods = /(?:^|\.)(?:identify|alias|setAnonymousId|setUserId|setDeviceId|group|id|merge)$/;
const address = /[^\s@"'<>=&?/,;:()]+@[^\s@"'<>=&?/,;:()]+\.[a-z]{2,}/gi;

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Members in which Snowplow puts JSON as base64url. */
const packedKeys: ReadonlySet<string> = new Set(['cx', 'ue_px']);

const unpacked = (text: string): string | null => {
  try {
    const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
};

const packed = (text: string): string =>
  btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

/** The object or list that a text is the JSON of; null for every other text. */
const jsonIn = (text: string): Json | null => {
  if (!/^\s*[[{]/.test(text)) return null;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return null;
  }
};

/** What a text member of a payload holds, when that is JSON again; null otherwise. */
export const jsonInside = (value: Json, key: string): Json | null => {
  if (typeof value !== 'string') return null;
  const text = packedKeys.has(key) ? unpacked(value) : value;
  return text === null ? null : jsonIn(text);
};

/** How the parts of a recording are redacted. `projects` may be named, `id` keeps class and length, `text` and `url` lose ids and addresses. */
export type Redactor = {
  readonly projects: ReadonlySet<string>;
  readonly id: (value: Json) => Json;
  readonly text: (text: string) => string;
  readonly url: (url: string) => string;
};

const escapedForPattern = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Shorter ids are everywhere in dates and addresses, and name nobody. They are replaced only where they stand alone. */
const shortestNamed = 3;

/** Free text of which nothing may be read: letters and digits go, the shape stays. */
export const blanked = (text: string): string => text.replace(/\p{L}/gu, 'x').replace(/\p{N}/gu, '0');

const decoded = (value: string): string => {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
};

const maskJsonId = (mask: IdMask, value: Json): Json => {
  if (typeof value === 'string') return mask(value);
  if (typeof value === 'number') {
    const masked = Number(mask(String(value)));
    return Number.isFinite(masked) ? masked : value;
  }
  if (Array.isArray(value)) return value.map((item) => maskJsonId(mask, item as Json));
  if (!isJsonObject(value)) return value;
  const masked = mask(JSON.stringify(value));
  try {
    const parsed = JSON.parse(masked) as Json;
    return JSON.stringify(parsed) === masked ? parsed : masked;
  } catch {
    return masked;
  }
};

export const createRedactor = (mask: IdMask, ids: ReadonlySet<string>, projects: ReadonlySet<string>): Redactor => {
  const words = [...ids].filter((id) => id.length >= shortestNamed).toSorted((a, b) => b.length - a.length);
  const anyId =
    words.length === 0 ? null : new RegExp(`(?<![\\p{L}\\p{N}])(?:${words.map(escapedForPattern).join('|')})(?![\\p{L}\\p{N}])`, 'gu');
  const text = (from: string): string => {
    const parts: string[] = [];
    let last = 0;
    const rest = (piece: string): string => (anyId === null ? piece : piece.replace(anyId, (id) => mask(id)));
    for (const found of from.matchAll(address)) {
      parts.push(rest(from.slice(last, found.index)), mask(found[0]));
      last = found.index + found[0].length;
    }
    return parts.join('') + rest(from.slice(last));
  };
  const url = (from: string): string => {
    const [beforeHash = '', hash] = from.split('#', 2);
    const [path = '', query] = beforeHash.split('?', 2);
    const shown = (query ?? '').split('&').map((pair) => {
      const at = pair.indexOf('=');
      const key = at === -1 ? pair : pair.slice(0, at);
      if (at === -1) return text(pair);
      const value = pair.slice(at + 1);
      const plain = decoded(value);
      if (ids.has(plain)) return `${key}=${plain === value ? mask(plain) : encodeURIComponent(mask(plain))}`;
      return /^(?:utm_\w+|verbose|ip|_|v|_sp)$/.test(key) ? `${key}=${text(value)}` : `${key}=${blanked(value)}`;
    });
    return text(path) + (query === undefined ? '' : `?${shown.join('&')}`) + (hash === undefined ? '' : `#${blanked(hash)}`);
  };
  return { projects, id: (value) => maskJsonId(mask, value), text, url };
};

/** Walks a payload or argument. `hidden`: inside traits and properties, where what is not known to be harmless is blanked. */
export const walk = (to: Redactor, ids: ReadonlySet<string>, value: Json, key: string, hidden: boolean): Json => {
  if (value === null || typeof value === 'boolean') return value;
  if (idKeys.has(key)) return to.id(value);
  if (technicalKeys.has(key) && !(hidden && key === 'type')) return value;
  if (projectKeys.has(key) && typeof value === 'string') return to.projects.has(value) ? value : blanked(value);
  if (typeof value === 'number')
    return hidden && !openKeys.test(key) && Math.abs(value) >= 100_000 ? Number(String(value).replace(/\d/g, '9')) : value;
  if (typeof value === 'string') {
    if (ids.has(value)) return to.id(value);
    if (packedKeys.has(key)) {
      const text = unpacked(value);
      return text === null || jsonIn(text) === null ? blanked(value) : packed(String(walk(to, ids, text, '', true)));
    }
    const inner = jsonIn(value);
    // What is packed into a text was put there by the page, so that only what is known to be harmless stays.
    if (inner !== null) return JSON.stringify(walk(to, ids, inner, key, true));
    if (uuid.test(value)) return value;
    if (/^(?:https?:)?\/\//.test(value) || /url|referrer|^path$|^search$/i.test(key)) return to.url(value);
    return (hidden && !openKeys.test(key)) || hiddenKeys.has(key) ? blanked(value) : to.text(value);
  }
  if (Array.isArray(value)) return value.map((item) => walk(to, ids, item as Json, key, hidden));
  const inner = hidden || hiddenKeys.has(key);
  const external = key === 'externalIds';
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      name,
      (external && name === 'id') || (idObjects.has(key) && (typeof item === 'string' || typeof item === 'number'))
        ? to.id(item)
        : walk(to, ids, item, name, inner),
    ]),
  );
};
