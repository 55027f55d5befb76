import type { Adapter, CallContext, DecodedRequest, RawRequest } from '../core/adapter.ts';
import type { AnalyticsEvent } from '../core/event.ts';
import { isJsonObject, type Json, type JsonObject, member } from '../core/json.ts';
import type { FactOf } from '../core/observation.ts';
import { segmentPredict } from './segment-calls.ts';
import { segmentEvent, segmentType } from './segment-event.ts';
import { segmentMeaning } from './segment-meaning.ts';
import { hostProject, jsonOf, objectMember, textMember } from './wire-body.ts';

const libraryOf = (payload: Json): string => {
  const library = objectMember(objectMember(payload, 'context') ?? undefined, 'library');
  return textMember(library ?? undefined, 'name') ?? '';
};

const isMessage = (payload: Json): payload is JsonObject =>
  isJsonObject(payload) && segmentType(payload) !== null && /jitsu/i.test(libraryOf(payload));

/** Messages name their key as `<id>:***`: the whole one travels in a header. */
const withoutKey = (payload: JsonObject): JsonObject => {
  const { writeKey: _masked, ...rest } = payload;
  return rest;
};

/** Recognised by library, on any host: one message a request. Source: @jitsu/js 1.11.0, executed */
const decode = (request: RawRequest): DecodedRequest | null => {
  const json = jsonOf(request);
  if (json === undefined || !isMessage(json)) return null;
  const key = Object.hasOwn(request.headers, 'x-write-key') ? request.headers['x-write-key'] : undefined;
  return { vendor: 'jitsu', project: key || (textMember(json, 'writeKey') ?? hostProject(request.url)), payloads: [json] };
};

const asJitsu = (event: AnalyticsEvent): AnalyticsEvent => ({ ...event, vendor: 'jitsu' });

/** `identify` without an id or traits sends nothing, with nothing, null, '' and 0 alike; everything else is sent as Segment does. */
const predict = (call: FactOf<'call.observed'>, context: CallContext): readonly AnalyticsEvent[] =>
  call.method === 'alias' || (call.method === 'identify' && !call.args[0]) ? [] : segmentPredict(call, context).map(asJitsu);

/** Jitsu: calls of its browser SDK, whose interface is Segment's without alias, and what it sends. */
export const jitsu: Adapter = {
  vendor: 'jitsu',
  title: 'Jitsu',
  decode,
  toEvent: (payload, project) => {
    const type = segmentType(payload);
    return type === null || !isJsonObject(payload)
      ? null
      : asJitsu(segmentEvent(withoutKey(payload), type, { project, at: null, payload }));
  },
  meaning: segmentMeaning,
  predict,
  recognise: (payload) =>
    isMessage(payload) ? { project: member(payload, 'writeKey') === undefined ? null : textMember(payload, 'writeKey') } : null,
  habits: {
    keepsUnsent: 'never',
    replays: 'observed',
    ids: 'not-measured',
    sdk: '@jitsu/js 1.11.0',
    cite: 'https://github.com/jitsucom/jitsu/blob/newjitsu/libs/jitsu-js/src/analytics-plugin.ts',
  },
};
