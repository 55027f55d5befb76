import type { Adapter, CallMeaning } from '../core/adapter.ts';
import type { AnalyticsEvent } from '../core/event.ts';
import { idText, isJsonObject, type Json, type JsonObject, member } from '../core/json.ts';
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

/** What gtag commands mean: `config` and `set` with a `user_id` name the user of what follows, `null` nobody. */
const meaning = (method: string, args: readonly Json[]): CallMeaning => {
  if (method === 'event') return { kind: 'track', name: typeof args[0] === 'string' ? args[0] : '' };
  const parameters = method === 'config' ? args[1] : args[0];
  const id = member(parameters, 'user_id');
  if ((method !== 'config' && method !== 'set') || id === undefined) return { kind: 'other' };
  return id === null ? { kind: 'reset' } : { kind: 'identify', id, traits: undefined };
};

/**
 * Google Analytics 4: lines with the parameters of a hit. Requests are not decoded and no events are predicted yet,
 * because no recording of the library's wire was available.
 */
export const ga4: Adapter = {
  vendor: 'ga4',
  title: 'Google Analytics 4',
  decode: () => null,
  toEvent: (payload, project) => (isHit(payload) ? ga4Event(payload, project) : null),
  meaning,
  predict: () => [],
  recognise: (payload) => (isHit(payload) ? { project: textMember(payload, 'tid') } : null),
};
