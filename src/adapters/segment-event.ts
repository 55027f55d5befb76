import type { AnalyticsEvent, SegmentClaims } from '../core/event.ts';
import { idText, isJsonObject, type Json, type JsonObject, member } from '../core/json.ts';
import { touchOf } from './touch.ts';
import { objectMember, textMember } from './wire-body.ts';

export const segmentTypes = ['track', 'identify', 'page', 'screen', 'group', 'alias'] as const;

export const segmentType = (payload: Json): string | null => {
  const type = textMember(payload, 'type');
  return type !== null && (segmentTypes as readonly string[]).includes(type) ? type : null;
};

const typeOfLetter: Readonly<Record<string, string>> = { t: 'track', i: 'identify', p: 'page', s: 'screen', g: 'group', a: 'alias' };

/**
 * A message as the HTTP API takes it: its path says the type, and the server gives it an id. Null for any other body.
 * Source: https://segment.com/docs/connections/sources/catalog/libraries/server/http-api/
 */
export const typedByPath = (message: JsonObject, path: string): JsonObject | null => {
  const said = /\/v1\/(\w+)\/?$/.exec(path)?.[1] ?? '';
  const type = typeOfLetter[said] ?? said;
  const isOne = Object.hasOwn(message, 'type') || Object.hasOwn(message, 'batch');
  return isOne || !(segmentTypes as readonly string[]).includes(type) ? null : { type, ...message };
};

const externalIdsOf = (context: JsonObject | null): SegmentClaims['externalIds'] => {
  const list = member(context ?? undefined, 'externalIds');
  if (!Array.isArray(list)) return [];
  return list.flatMap((entry: Json) => {
    const type = textMember(entry, 'type');
    const value = isJsonObject(entry) ? idText(member(entry, 'id')) : null;
    return type === null || value === null ? [] : [{ type, value }];
  });
};

/** E-mail addresses identify from `traits` and `context.traits`. Source: https://segment.com/docs/unify/identity-resolution/externalids/ */
const emailOf = (payload: JsonObject, context: JsonObject | null): string | null =>
  textMember(objectMember(payload, 'traits') ?? undefined, 'email') ??
  textMember(objectMember(context ?? undefined, 'traits') ?? undefined, 'email');

const campaignOf = (context: JsonObject | null): Readonly<Record<string, string>> | null => {
  const campaign = objectMember(context ?? undefined, 'campaign');
  if (campaign === null) return null;
  const found = ['source', 'medium', 'name', 'content', 'term', 'id'].flatMap((key) => {
    const value = textMember(campaign, key);
    return value === null ? [] : [[key === 'name' ? 'utm_campaign' : `utm_${key}`, value] as const];
  });
  return found.length === 0 ? null : Object.fromEntries(found);
};

const timeOf = (payload: JsonObject): number | null => {
  const text = textMember(payload, 'timestamp') ?? textMember(payload, 'originalTimestamp');
  const at = text === null ? Number.NaN : Date.parse(text);
  return Number.isNaN(at) ? null : at;
};

/** One Segment message. Types without a title of their own are named by their type. */
export const segmentEvent = (
  payload: JsonObject,
  type: string,
  place: { readonly project: string; readonly at: number | null; readonly payload: Json | null },
): AnalyticsEvent => {
  const context = objectMember(payload, 'context');
  const page = objectMember(context ?? undefined, 'page') ?? undefined;
  const anonymousId = idText(member(payload, 'anonymousId'));
  const userId = idText(member(payload, 'userId'));
  return {
    vendor: 'segment',
    project: textMember(payload, 'writeKey') ?? place.project,
    id: idText(member(payload, 'messageId')),
    name: type === 'track' ? (textMember(payload, 'event') ?? 'track') : type,
    at: timeOf(payload) ?? place.at,
    ids: { anonymousId, knownId: userId },
    claims: {
      shape: 'segment',
      type,
      anonymousId,
      userId,
      previousId: idText(member(payload, 'previousId')),
      email: emailOf(payload, context),
      externalIds: externalIdsOf(context),
    },
    touch: touchOf(textMember(page, 'url'), textMember(page, 'referrer'), campaignOf(context)),
    payload: place.payload,
  };
};
