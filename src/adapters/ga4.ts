import type { Adapter, DecodedRequest, RawRequest } from '../core/adapter.ts';
import type { AnalyticsEvent } from '../core/event.ts';
import { idText, isJsonObject, type Json, type JsonObject, member } from '../core/json.ts';
import { bodyLines, formObject, queryObject } from './form-lines.ts';
import { ga4Meaning, ga4Predict, ga4Project } from './ga4-calls.ts';
import { touchOf } from './touch.ts';
import { textMember } from './wire-body.ts';

/** A hit names its event in `en` and its device in `cid`; user ids elsewhere (`up.user_id`, `ep.user_id`) are not user ids. */
const isHit = (payload: Json): payload is JsonObject =>
  isJsonObject(payload) && textMember(payload, 'en') !== null && (member(payload, 'cid') != null || member(payload, 'uid') != null);

const timeOf = (payload: JsonObject): number | null => {
  const micros = Number(idText(member(payload, 'timestamp_micros')) ?? Number.NaN);
  return Number.isFinite(micros) ? Math.floor(micros / 1000) : null;
};

const ga4Event = (payload: JsonObject, project: string): AnalyticsEvent => {
  const cookieId = idText(member(payload, 'cid'));
  const userId = idText(member(payload, 'uid'));
  return {
    vendor: 'ga4',
    project: textMember(payload, 'tid') ?? project,
    id: null,
    name: textMember(payload, 'en') ?? '',
    at: timeOf(payload),
    ids: { anonymousId: cookieId, knownId: userId },
    claims: { shape: 'cookie', cookieId, userId, networkId: null, sessionId: idText(member(payload, 'sid')) },
    touch: touchOf(textMember(payload, 'dl'), textMember(payload, 'dr'), null),
    payload,
  };
};

/**
 * `/g/collect` on any host: what the hits share stands in the address, one hit a line in the body, a single one in the
 * address too. Source: https://developers.google.com/analytics/devguides/collection/protocol/ga4 and the wire as it is widely described
 */
const decode = (request: RawRequest): DecodedRequest | null => {
  if (!/\/collect\b/.test(request.url)) return null;
  const shared = queryObject(request.url);
  const project = textMember(shared, 'tid');
  if (project === null || member(shared, 'v') !== '2') return null;
  const lines = bodyLines(request);
  const payloads = (lines.length === 0 ? [shared] : lines.map((line) => ({ ...shared, ...formObject(line) }))).filter(isHit);
  return payloads.length === 0 ? null : { vendor: 'ga4', project, payloads };
};

/** Google Analytics 4: gtag commands, what tag managers are told of the user, and hits. The user id is held by the page alone. */
export const ga4: Adapter = {
  vendor: 'ga4',
  title: 'Google Analytics 4',
  decode,
  toEvent: (payload, project) => (isHit(payload) ? ga4Event(payload, project) : null),
  meaning: ga4Meaning,
  predict: (call, context) =>
    ga4Predict(call, context).map((payload) => ({ ...ga4Event(payload, context.project), at: context.at, payload: null })),
  recognise: (payload) => (isHit(payload) ? { project: textMember(payload, 'tid') } : null),
  remembers: 'page',
  projectOf: ga4Project,
  unverified: 'gtag.js is closed: the calls were run, what it sends was not',
};
