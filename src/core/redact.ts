import { isAnswer } from './auth-hints.ts';
import { isJsonObject, type Json, type JsonObject } from './json.ts';
import type { Fact, ForeignObservation, Ids, Observation } from './observation.ts';
import type { Recording } from './recording.ts';
import { createIdMask, type IdMask } from './redact-id.ts';
import { blanked, createRedactor, idKeys, idMethods, jsonInside, type Redactor, walk } from './redact-payload.ts';

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
    const inside = jsonInside(value, key);
    if (inside !== null) search(inside, key);
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

/** Snowplow names an event by members of an object. Names of events are kept everywhere. */
const withName = (vendor: string, arg: Json, walked: Json, to: Redactor): Json => {
  if (vendor !== 'snowplow' || !isJsonObject(arg) || !isJsonObject(walked)) return walked;
  const names = ['category', 'action'].flatMap((name) => {
    const text = arg[name];
    return typeof text === 'string' ? [[name, to.text(text)] as const] : [];
  });
  return { ...walked, ...Object.fromEntries(names) };
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
            : withName(o.vendor, arg, walk(to, ids, arg, '', true), to),
      );
      const site = o.site === null ? null : to.text(o.site);
      return { ...o, args, site, before: o.before && maskIds(mask, o.before), after: o.after && maskIds(mask, o.after) };
    }
    case 'wire.sent':
      return { ...o, url: to.url(o.url), payloads: o.payloads === null ? null : o.payloads.map((p) => walk(to, ids, p, '', false)) };
    case 'storage.changed':
      return { ...o, ids: maskIds(mask, o.ids) };
    case 'auth.signalled':
      // What a page offers is no address, and what was attempted is held against it.
      return isAnswer(o) ? o : { ...o, detail: to.url(o.detail) };
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
  const to = createRedactor(
    mask,
    ids,
    new Set(recording.observations.flatMap((o) => (isKnown(o) && 'project' in o && o.project !== null ? [o.project] : []))),
  );
  return { ...recording, observations: recording.observations.map((o) => (isKnown(o) ? redactFact(o, to, mask, ids) : redactForeign(o))) };
};
