import type { Adapter, DecodedRequest, RawRequest } from '../core/adapter.ts';
import type { AnalyticsEvent } from '../core/event.ts';
import { idText, isJsonObject, type Json, type JsonObject, member } from '../core/json.ts';
import { queryObject } from './form-lines.ts';
import { snowplowMeaning, snowplowPredict, snowplowProject } from './snowplow-calls.ts';
import { snowplowOtherIds } from './snowplow-ids.ts';
import { touchOf } from './touch.ts';
import { hidesBody, hostProject, jsonOf, textMember } from './wire-body.ts';

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

const postAddress = /\/com\.snowplowanalytics\.snowplow\/tp2\/?(\?|$)/;

/**
 * A body of `payload_data`, or the parameters of a GET with a tracker version, on any host. Projects are collectors:
 * all apps of a pipeline share its users, so that an app id is no project. Source: @snowplow/browser-tracker 4.10.1, executed
 */
const decode = (request: RawRequest): DecodedRequest | null => {
  const json = request.body === null ? undefined : jsonOf(request);
  const sent = textMember(json, 'schema')?.includes('/payload_data/') ? member(json, 'data') : undefined;
  const query = json === undefined && /[?&]e=/.test(request.url) ? queryObject(request.url) : null;
  const payloads = Array.isArray(sent)
    ? sent.filter(isTracked)
    : query !== null && member(query, 'tv') !== undefined
      ? [query].filter(isTracked)
      : [];
  return payloads.length === 0 && !hidesBody(request, postAddress)
    ? null
    : { vendor: 'snowplow', project: hostProject(request.url), payloads };
};

/** Snowplow: calls of its tag, and the tracker protocol. The user id is held by the page alone, so that each load must set it again. */
export const snowplow: Adapter = {
  vendor: 'snowplow',
  title: 'Snowplow',
  decode,
  toEvent: (payload, project) => (isTracked(payload) ? snowplowEvent(payload, project) : null),
  meaning: snowplowMeaning,
  predict: (call, context) =>
    snowplowPredict(call, context).map((payload) => ({ ...snowplowEvent(payload, context.project), at: context.at, payload: null })),
  recognise: (payload) => (isTracked(payload) && hasId(payload) ? { project: null } : null),
  remembers: 'page',
  projectOf: snowplowProject,
  habits: {
    keepsUnsent: 'always',
    replays: 'observed',
    ids: 'not-measured',
    sdk: '@snowplow/browser-tracker 4.10.1',
    cite: 'https://docs.snowplow.io/docs/sources/trackers/javascript-trackers/web-tracker/cookies-and-local-storage/',
  },
};
