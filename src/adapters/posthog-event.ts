import type { AnalyticsEvent } from '../core/event.ts';
import { idText, type Json, type JsonObject, member } from '../core/json.ts';
import type { Ids } from '../core/observation.ts';
import { campaignOf, touchOf } from './touch.ts';
import { objectMember, textMember } from './wire-body.ts';

const noProperties: JsonObject = {};

/** Recordings of the screen travel like events, and are none. */
const recordings: ReadonlySet<string> = new Set(['$snapshot', '$snapshot_items']);

export type PosthogParts = { readonly name: string; readonly properties: JsonObject; readonly distinctId: Json | undefined };

/** The name, properties and distinct_id of what PostHog's capture endpoints take; null for what is no event. */
export const posthogParts = (payload: Json): PosthogParts | null => {
  const name = textMember(payload, 'event');
  if (name === null || recordings.has(name)) return null;
  const properties = objectMember(payload, 'properties') ?? noProperties;
  return { name, properties, distinctId: member(payload, 'distinct_id') ?? member(properties, 'distinct_id') };
};

/** Source: https://posthog.com/docs/api */
export const isPosthogKey = (key: string | null): boolean => key?.startsWith('phc_') === true;

/** The project's key, which may stand in three places. */
export const posthogKey = (payload: Json): string | null =>
  textMember(payload, 'api_key') ?? textMember(payload, 'token') ?? textMember(member(payload, 'properties'), 'token');

/**
 * Whether a `distinct_id` is a known one: the SDK says so, or it is not the device's own and may have a person.
 * Source: posthog-js 1.449.2, executed
 */
const idsOf = (name: string, properties: JsonObject, distinctId: string | null): Ids => {
  const says = member(properties, '$is_identified') === true || member(properties, '$user_id') != null || name === '$identify';
  const anonymous = member(properties, '$process_person_profile') === false || distinctId === idText(member(properties, '$device_id'));
  if (!says && anonymous) return { anonymousId: distinctId, knownId: null };
  return { anonymousId: name === '$identify' ? idText(member(properties, '$anon_distinct_id')) : null, knownId: distinctId };
};

/** `timestamp` of the event; older SDKs have `$time` in seconds among the properties. */
const timeOf = (payload: JsonObject, properties: JsonObject): number | null => {
  const text = textMember(payload, 'timestamp') ?? textMember(properties, 'timestamp');
  const at = text === null ? Number.NaN : Date.parse(text);
  if (!Number.isNaN(at)) return at;
  const seconds = member(properties, '$time');
  return typeof seconds === 'number' ? Math.round(seconds * 1000) : null;
};

/** The SDK writes `$direct` for a visit that came from nowhere. */
const referrerOf = (properties: JsonObject): string | null => {
  const referrer = textMember(properties, '$referrer');
  return referrer === '$direct' ? null : referrer;
};

/** One PostHog event. `payload` is the object around the properties. */
export const posthogEvent = (
  { name, properties, distinctId }: PosthogParts,
  payload: JsonObject,
  place: { readonly project: string; readonly at: number | null; readonly payload: Json | null },
): AnalyticsEvent => {
  const id = idText(distinctId);
  const profile = member(properties, '$process_person_profile');
  return {
    vendor: 'posthog',
    project: posthogKey(payload) ?? place.project,
    id: idText(member(payload, 'uuid') ?? member(properties, '$insert_id')),
    name,
    at: timeOf(payload, properties) ?? place.at,
    ids: idsOf(name, properties, id),
    claims: {
      shape: 'posthog',
      distinctId: id,
      deviceId: idText(member(properties, '$device_id')),
      anonDistinctId: idText(member(properties, '$anon_distinct_id')),
      alias: idText(member(properties, 'alias')),
      processPersonProfile: typeof profile === 'boolean' ? profile : null,
    },
    touch: touchOf(
      textMember(properties, '$current_url'),
      referrerOf(properties),
      campaignOf((key) => textMember(properties, key)),
    ),
    payload: place.payload,
  };
};
