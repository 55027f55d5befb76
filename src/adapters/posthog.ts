import type { Adapter, DecodedRequest, RawRequest } from '../core/adapter.ts';
import { isJsonObject, type Json, member } from '../core/json.ts';
import { posthogMeaning, posthogPredict } from './posthog-calls.ts';
import { isPosthogKey, posthogEvent, posthogKey, posthogParts } from './posthog-event.ts';
import { hidesBody, hostProject, jsonOf, objectMember, textMember } from './wire-body.ts';

/**
 * An event beside whose properties stand the key, the person or a uuid, or whose properties name PostHog's library,
 * speak of person profiles or hold a key of its form. Mixpanel's events have all of theirs among the properties.
 */
const isEvent = (payload: Json): boolean => {
  if (!isJsonObject(payload) || posthogParts(payload) === null || Object.hasOwn(payload, 'type')) return false;
  if (['api_key', 'distinct_id', 'uuid'].some((key) => Object.hasOwn(payload, key))) return true;
  const properties = objectMember(payload, 'properties');
  if (properties === null || Object.hasOwn(properties, 'mp_lib')) return false;
  if (isPosthogKey(textMember(properties, 'token'))) return true;
  return Object.hasOwn(properties, '$lib') || Object.hasOwn(properties, '$process_person_profile');
};

/** The events of a body: a `batch`, an array, or one alone. */
const eventsOf = (json: Json): readonly Json[] => {
  const batch = member(json, 'batch');
  if (Array.isArray(batch)) return batch.filter((payload: Json) => posthogParts(payload) !== null);
  return (Array.isArray(json) ? json : [json]).filter(isEvent);
};

const ownAddress = /\/i\/v0\/e\/?(\?|$)|^https:\/\/[a-z.-]+\.posthog\.com\/(i\/v0\/)?(e|batch|capture|track)\/?(\?|$)/;

/**
 * Older SDKs say of queued events how many ms before the request they happened, and mostly `$time` as well.
 * The address holds the time of the request. Source: posthog-js 1.50.3 to 1.300.0, executed
 */
const withTime = (payload: Json, url: string): Json => {
  const offset = member(payload, 'offset');
  const at = Number(/[?&]_=(\d{13})\b/.exec(url)?.[1] ?? Number.NaN) - (typeof offset === 'number' ? offset : Number.NaN);
  if (!isJsonObject(payload) || !(at > 0 && at < 1e13)) return payload;
  if (member(payload, 'timestamp') !== undefined || typeof member(member(payload, 'properties'), '$time') === 'number') return payload;
  return { ...payload, timestamp: new Date(at).toISOString() };
};

/** Recognised by shape on any host, as first-party proxies are the rule. */
const decode = (request: RawRequest): DecodedRequest | null => {
  const json = jsonOf(request);
  if (json === undefined) {
    return hidesBody(request, ownAddress) ? { vendor: 'posthog', project: hostProject(request.url), payloads: [] } : null;
  }
  const batched = Array.isArray(member(json, 'batch'));
  if (batched && (posthogKey(json) === null || member(json, 'writeKey') !== undefined)) return null;
  const payloads = eventsOf(json).map((payload) => withTime(payload, request.url));
  const first = payloads[0];
  if (first === undefined) return null;
  return { vendor: 'posthog', project: posthogKey(json) ?? posthogKey(first) ?? hostProject(request.url), payloads };
};

/** PostHog: posthog-js calls and what its capture endpoints take. */
export const posthog: Adapter = {
  vendor: 'posthog',
  title: 'PostHog',
  decode,
  toEvent: (payload, project) => {
    const parts = isJsonObject(payload) ? posthogParts(payload) : null;
    return parts === null || !isJsonObject(payload) ? null : posthogEvent(parts, payload, { project, at: null, payload });
  },
  meaning: posthogMeaning,
  predict: posthogPredict,
  recognise: (payload) => (isEvent(payload) ? { project: posthogKey(payload) } : null),
  habits: {
    keepsUnsent: 'never',
    replays: 'observed',
    ids: 'kept',
    // `ConsentManager.consent` reads its key each time.
    consent: 'read-again',
    // Its `persistence.props`: a page that goes reads storage once more before its `$pageleave`, and sends what another tab stored.
    tellsOwnIds: true,
    // `identify`, `alias`, `setPersonProperties` and `group` end in `this.capture(…)`, or send nothing: properties that were set last, `person_profiles: 'never'`.
    sendsByTracking: true,
    sdk: 'posthog-js 1.449.2',
    cite: 'https://github.com/PostHog/posthog-js/blob/main/packages/browser/src/request-queue.ts',
  },
};
