import type { Adapter, CallMeaning } from '../core/adapter.ts';
import type { AnalyticsEvent } from '../core/event.ts';
import { idText, isJsonObject, type Json, type JsonObject, member } from '../core/json.ts';
import { snowplowOtherIds } from './snowplow-ids.ts';
import { touchOf } from './touch.ts';
import { textMember } from './wire-body.ts';

/** Tracker protocol event types. Source: https://docs.snowplow.io/docs/events/going-deeper/http-parameters/ */
const eventTypes: ReadonlyMap<string, string> = new Map([
  ['pv', 'page_view'],
  ['pp', 'page_ping'],
  ['se', 'struct'],
  ['ue', 'unstruct'],
  ['tr', 'transaction'],
  ['ti', 'transaction_item'],
]);

const isTracked = (payload: Json): payload is JsonObject => isJsonObject(payload) && eventTypes.has(textMember(payload, 'e') ?? '');

const hasId = (payload: JsonObject): boolean =>
  ['duid', 'uid', 'nuid', 'eid', 'tna'].some((key) => member(payload, key) != null) || snowplowOtherIds(payload).length > 0;

const nameOf = (payload: JsonObject): string => {
  const type = textMember(payload, 'e') ?? '';
  const named = type === 'se' ? textMember(payload, 'se_ac') : null;
  return named ?? eventTypes.get(type) ?? type;
};

const timeOf = (payload: JsonObject): number | null => {
  const at = Number(idText(member(payload, 'ttm')) ?? idText(member(payload, 'dtm')) ?? Number.NaN);
  return Number.isFinite(at) ? at : null;
};

const snowplowEvent = (payload: JsonObject, project: string): AnalyticsEvent => {
  const cookieId = idText(member(payload, 'duid'));
  const userId = idText(member(payload, 'uid'));
  const networkId = idText(member(payload, 'nuid')) ?? idText(member(payload, 'tnuid'));
  const otherIds = snowplowOtherIds(payload);
  return {
    vendor: 'snowplow',
    project,
    id: textMember(payload, 'eid'),
    name: nameOf(payload),
    at: timeOf(payload),
    ids: { anonymousId: cookieId ?? networkId, knownId: userId },
    claims: {
      shape: 'cookie',
      cookieId,
      userId,
      networkId,
      sessionId: idText(member(payload, 'sid')),
      ...(otherIds.length === 0 ? {} : { otherIds }),
    },
    touch: touchOf(textMember(payload, 'url'), textMember(payload, 'refr'), null),
    payload,
  };
};

/** Source: https://docs.snowplow.io/docs/sources/web-trackers/ and the tracker's own: `newSession` changes no id of a visitor. */
const meaning = (method: string, args: readonly Json[]): CallMeaning => {
  switch (method) {
    case 'setUserId':
      return args[0] == null ? { kind: 'other' } : { kind: 'identify', id: args[0], traits: undefined };
    case 'clearUserData':
      return { kind: 'reset' };
    case 'trackPageView':
    case 'trackStructEvent':
    case 'trackSelfDescribingEvent':
      return { kind: 'track', name: method };
    default:
      return { kind: 'other' };
  }
};

/**
 * Snowplow: lines of the tracker protocol. All apps of a pipeline share its users, so that an app id is no project.
 * Requests are not decoded and no events are predicted yet.
 */
export const snowplow: Adapter = {
  vendor: 'snowplow',
  title: 'Snowplow',
  decode: () => null,
  toEvent: (payload, project) => (isTracked(payload) ? snowplowEvent(payload, project) : null),
  meaning,
  predict: () => [],
  recognise: (payload) => (isTracked(payload) && hasId(payload) ? { project: null } : null),
};
