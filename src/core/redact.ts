import { isJsonObject, type Json, type JsonObject } from './json.ts';
import type { Fact, ForeignObservation, Ids, Observation } from './observation.ts';
import type { Recording } from './recording.ts';
import { createIdMask, type IdMask } from './redact-id.ts';

/** Members that hold an id, in any vendor's payload or call. */
const idKeys: ReadonlySet<string> = new Set([
  '$user_id',
  '$device_id',
  'distinct_id',
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
]);
/** Members that say how, not who: left as they are, but for addresses and ids inside. */
const openKeys =
  /^(?:utm_\w+|gclid|fbclid|token|writeKey|api_key|type|event|name|messageId|time|timestamp|sentAt|originalTimestamp|library|version|locale|timezone|userAgent|campaign|source|medium|term|content|mp_\w+|\$\w+)$/;
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
const idMethods = /(?:^|\.)(?:identify|alias|setAnonymousId|group|id|merge)$/;
const address = /[^\s@"'<>=&?/,;:()]+@[^\s@"'<>=&?/,;:()]+\.[a-z]{2,}/gi;

type Redactor = { readonly id: (value: Json) => Json; readonly text: (text: string) => string; readonly url: (url: string) => string };

const escapedForPattern = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Free text of which nothing may be read: letters and digits go, the shape stays. */
const blanked = (text: string): string => text.replace(/\p{L}/gu, 'x').replace(/\p{N}/gu, '0');

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

const createRedactor = (mask: IdMask, ids: ReadonlySet<string>): Redactor => {
  const words = [...ids].filter((id) => id !== '').toSorted((a, b) => b.length - a.length);
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
      if (ids.has(value)) return `${key}=${mask(value)}`;
      return /^(?:utm_\w+|verbose|ip|_|v)$/.test(key) ? `${key}=${text(value)}` : `${key}=${blanked(value)}`;
    });
    return text(path) + (query === undefined ? '' : `?${shown.join('&')}`) + (hash === undefined ? '' : `#${blanked(hash)}`);
  };
  return { id: (value) => maskJsonId(mask, value), text, url };
};

/** Walks a payload or argument. `hidden`: inside traits and properties, where what is not known to be harmless is blanked. */
const walk = (to: Redactor, ids: ReadonlySet<string>, value: Json, key: string, hidden: boolean): Json => {
  if (value === null || typeof value === 'boolean') return value;
  if (idKeys.has(key)) return to.id(value);
  if (typeof value === 'number')
    return hidden && !openKeys.test(key) && Math.abs(value) >= 100_000 ? Number(String(value).replace(/\d/g, '9')) : value;
  if (typeof value === 'string') {
    if (ids.has(value)) return to.id(value);
    if (/^(?:https?:)?\/\//.test(value) || /url|referrer|^path$|^search$/i.test(key)) return to.url(value);
    return (hidden && !openKeys.test(key)) || hiddenKeys.has(key) ? blanked(value) : to.text(value);
  }
  if (Array.isArray(value)) return value.map((item) => walk(to, ids, item as Json, key, hidden));
  const inner = hidden || hiddenKeys.has(key);
  const external = key === 'externalIds';
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      name,
      external && name === 'id' ? to.id(item) : walk(to, ids, item, name, inner && key !== 'library'),
    ]),
  );
};

const maskIds = (mask: IdMask, ids: Ids): Ids => ({
  anonymousId: ids.anonymousId === null ? null : mask(ids.anonymousId),
  knownId: ids.knownId === null ? null : mask(ids.knownId),
});

const isKnown = (o: Observation | ForeignObservation): o is Observation => kinds.has(o.kind);
const kinds: ReadonlySet<string> = new Set<Fact['kind']>([
  'document.opened',
  'document.activated',
  'document.closed',
  'route.changed',
  'sdk.found',
  'call.observed',
  'wire.sent',
  'wire.settled',
  'storage.changed',
  'auth.signalled',
  'event.injected',
  'mark.added',
  'loss.counted',
]);

/** Every id of a recording, as text. */
const idsOf = (recording: Recording): ReadonlySet<string> => {
  const ids = new Set<string>();
  const note = (value: Json | undefined) => {
    if (typeof value === 'string' || typeof value === 'number') ids.add(String(value));
    else if (Array.isArray(value)) for (const item of value) note(item as Json);
  };
  const search = (value: Json, key: string): void => {
    if (idKeys.has(key)) note(value);
    if (Array.isArray(value)) for (const item of value) search(item as Json, key);
    else if (isJsonObject(value))
      for (const [name, item] of Object.entries(value)) search(item, key === 'externalIds' && name === 'id' ? 'userId' : name);
  };
  const held = (some: Ids | null) => {
    note(some?.anonymousId ?? undefined);
    note(some?.knownId ?? undefined);
  };
  for (const o of recording.observations) {
    if (!isKnown(o)) continue;
    if (o.kind === 'storage.changed') held(o.ids);
    if (o.kind === 'wire.sent') for (const payload of o.payloads ?? []) search(payload, '');
    if (o.kind === 'event.injected') search(o.payload, '');
    if (o.kind !== 'call.observed') continue;
    held(o.before);
    held(o.after);
    for (const arg of o.args) {
      if (idMethods.test(o.method)) note(arg);
      search(arg, '');
    }
  }
  return ids;
};

const redactFact = (o: Observation, to: Redactor, mask: IdMask, ids: ReadonlySet<string>): Observation => {
  switch (o.kind) {
    case 'document.opened':
      return { ...o, url: to.url(o.url), referrer: to.url(o.referrer) };
    case 'route.changed':
      return { ...o, url: to.url(o.url) };
    case 'call.observed': {
      const args = o.args.map((arg) =>
        idMethods.test(o.method) && (typeof arg === 'string' || typeof arg === 'number' || (o.vendor === 'mixpanel' && arg === o.args[0]))
          ? to.id(arg)
          : typeof arg === 'string'
            ? to.text(arg)
            : walk(to, ids, arg, '', true),
      );
      const site = o.site === null ? null : to.text(o.site);
      return { ...o, args, site, before: o.before && maskIds(mask, o.before), after: o.after && maskIds(mask, o.after) };
    }
    case 'wire.sent':
      return { ...o, url: to.url(o.url), payloads: o.payloads === null ? null : o.payloads.map((p) => walk(to, ids, p, '', false)) };
    case 'storage.changed':
      return { ...o, ids: maskIds(mask, o.ids) };
    case 'auth.signalled':
      return { ...o, detail: to.url(o.detail) };
    case 'event.injected':
      return { ...o, payload: walk(to, ids, o.payload, '', false) };
    case 'mark.added':
      return { ...o, note: to.text(o.note) };
    default:
      return o;
  }
};

/** What this version does not understand it cannot judge harmless: every text of it is blanked. */
const redactForeign = (o: ForeignObservation): ForeignObservation => {
  const blank = (value: Json): Json => {
    if (typeof value === 'string') return blanked(value);
    if (Array.isArray(value)) return value.map((item) => blank(item as Json));
    return isJsonObject(value) ? Object.fromEntries(Object.entries(value).map(([k, v]) => [k, blank(v)])) : value;
  };
  const kept = new Set(['seq', 'at', 'document', 'device', 'tab', 'frame', 'kind']);
  return Object.fromEntries(Object.entries(o).map(([k, v]) => [k, kept.has(k) ? v : blank(v as Json)])) as JsonObject & ForeignObservation;
};

/**
 * A recording without the people in it, with the same findings and verdicts: ids are replaced by ids of the same
 * class and length, traits and properties are blanked, web addresses keep their path and campaign. `salt` is
 * chosen anew for every export and kept nowhere, so that two exports cannot be compared.
 */
export const redact = (recording: Recording, salt: string): Recording => {
  const mask = createIdMask(salt);
  const ids = idsOf(recording);
  const to = createRedactor(mask, ids);
  return { ...recording, observations: recording.observations.map((o) => (isKnown(o) ? redactFact(o, to, mask, ids) : redactForeign(o))) };
};
