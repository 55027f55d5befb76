import type { CookieClaims } from '../core/event.ts';
import { idText, isJsonObject, type Json, type JsonObject, member } from '../core/json.ts';
import { objectMember, textMember, textOfBase64 } from './wire-body.ts';

type OtherIds = NonNullable<CookieClaims['otherIds']>;

const parsed = (text: string | null): Json | undefined => {
  if (text === null) return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
};

/** Entities travel as JSON in `co` or base64url of it in `cx`. Source: https://docs.snowplow.io/docs/events/going-deeper/http-parameters/ */
const entitiesOf = (payload: JsonObject): readonly Json[] => {
  const encoded = textMember(payload, 'cx');
  const text = textMember(payload, 'co') ?? (encoded === null ? null : textOfBase64(encoded.replaceAll('-', '+').replaceAll('_', '/')));
  const data = member(parsed(text), 'data');
  return Array.isArray(data) ? data : [];
};

/** Properties of entities that name a device or a visitor, as enriched events call them. */
const entityIds = [
  { entity: '/mobile_context/', property: 'appleIdfv', type: 'apple_idfv' },
  { entity: '/mobile_context/', property: 'appleIdfa', type: 'apple_idfa' },
  { entity: '/mobile_context/', property: 'androidIdfa', type: 'android_idfa' },
  { entity: '/client_session/', property: 'userId', type: 'client_session_user_id' },
] as const;

const ofEntities = (payload: JsonObject): OtherIds =>
  entitiesOf(payload).flatMap((entry) => {
    const schema = textMember(entry, 'schema') ?? '';
    const data = objectMember(entry, 'data') ?? undefined;
    return entityIds.flatMap(({ entity, property, type }) => {
      const value = schema.includes(entity) ? idText(member(data, property)) : null;
      return value === null || value === '' ? [] : [{ type, value }];
    });
  });

/** A decorated link brings the cookie id of the site it came from: `_sp=<duid>.<time>…`. */
const ofUrl = (payload: JsonObject): OtherIds => {
  const decoration = /[?&]_sp=([^&#.]+)/.exec(textMember(payload, 'url') ?? '')?.[1];
  return decoration === undefined ? [] : [{ type: 'refr_domain_userid', value: decoration }];
};

const enriched = ['refr_domain_userid', 'apple_idfv', 'apple_idfa', 'android_idfa', 'client_session_user_id'] as const;

/** Identifiers may stand in a line under the names of enriched events too. */
const ofNames = (payload: JsonObject): OtherIds =>
  enriched.flatMap((type) => {
    const value = idText(member(payload, type));
    return value === null || value === '' ? [] : [{ type, value }];
  });

/** The identifiers of a Snowplow payload beside those with a parameter of their own. */
export const snowplowOtherIds = (payload: Json): OtherIds =>
  isJsonObject(payload) ? [...ofUrl(payload), ...ofNames(payload), ...ofEntities(payload)] : [];
