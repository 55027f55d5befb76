import type { AnalyticsEvent, MixpanelClaims } from '../core/event.ts';
import { idText, type Json, type JsonObject, member } from '../core/json.ts';
import type { Ids } from '../core/observation.ts';
import { campaignOf, touchOf } from './touch.ts';
import { objectMember, textMember } from './wire-body.ts';

const devicePrefix = '$device:';

/**
 * The two ids of an event: `$device_id` and `$user_id`; without both, what a bare `distinct_id` stands for:
 * behind `$device:` a device, else a user.
 * Source: https://docs.mixpanel.com/docs/tracking-methods/id-management/migrating-to-simplified-id-merge-system
 */
const idsOf = (userId: string | null, deviceId: string | null, distinctId: string | null): Ids => {
  if (userId !== null || deviceId !== null || distinctId === null) return { anonymousId: deviceId, knownId: userId };
  return distinctId.startsWith(devicePrefix)
    ? { anonymousId: distinctId.slice(devicePrefix.length), knownId: null }
    : { anonymousId: null, knownId: distinctId };
};

const mergeIdsOf = (properties: JsonObject): readonly string[] | null => {
  const ids = member(properties, '$distinct_ids');
  return Array.isArray(ids) ? ids.flatMap((id: Json) => idText(id) ?? []) : null;
};

const claimsOf = (properties: JsonObject): MixpanelClaims => ({
  shape: 'mixpanel',
  userId: idText(member(properties, '$user_id')),
  deviceId: idText(member(properties, '$device_id')),
  distinctId: idText(member(properties, 'distinct_id')),
  identifiedId: idText(member(properties, '$identified_id')),
  anonId: idText(member(properties, '$anon_id') ?? member(properties, '$anon_distinct_id')),
  alias: idText(member(properties, 'alias')),
  mergeIds: mergeIdsOf(properties),
});

/** `time` is in seconds from the browser and in milliseconds from some servers: seconds reach 1e11 in the year 5138. */
const timeOf = (properties: JsonObject): number | null => {
  const time = member(properties, 'time');
  const number = typeof time === 'number' ? time : typeof time === 'string' && time !== '' ? Number(time) : Number.NaN;
  if (!Number.isFinite(number)) return typeof time === 'string' ? dateOf(time) : null;
  return Math.round(number < 1e11 ? number * 1000 : number);
};

const dateOf = (text: string): number | null => {
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : at;
};

/** One Mixpanel event from its name and properties. `place.at` is the time of an event that carries none. */
export const mixpanelEvent = (
  name: string,
  properties: JsonObject,
  place: { readonly project: string; readonly at: number | null; readonly payload: Json | null },
): AnalyticsEvent => {
  const claims = claimsOf(properties);
  return {
    vendor: 'mixpanel',
    project: textMember(properties, 'token') ?? place.project,
    id: idText(member(properties, '$insert_id')),
    name,
    at: timeOf(properties) ?? place.at,
    ids: idsOf(claims.userId, claims.deviceId, claims.distinctId),
    claims,
    touch: touchOf(
      textMember(properties, '$current_url'),
      textMember(properties, '$referrer'),
      campaignOf((key) => textMember(properties, key)),
    ),
    payload: place.payload,
  };
};

/** The name and properties of what Mixpanel's `/track` and `/import` take; null for profile and group updates. */
export const mixpanelParts = (payload: Json): { readonly name: string; readonly properties: JsonObject } | null => {
  const name = textMember(payload, 'event');
  const properties = objectMember(payload, 'properties');
  return name === null || properties === null ? null : { name, properties };
};
