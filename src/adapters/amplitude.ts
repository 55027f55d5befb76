import type { Adapter, DecodedRequest, RawRequest } from '../core/adapter.ts';
import { isJsonObject, type Json, type JsonObject, member } from '../core/json.ts';
import { amplitudeMeaning, amplitudePredict } from './amplitude-calls.ts';
import { amplitudeEvent, amplitudeType } from './amplitude-event.ts';
import { formOf, hidesBody, hostProject, jsonOf, textMember } from './wire-body.ts';

/** An event type beside a user or a device; mParticle's events have a type too, beside its own id of the user. */
const isEvent = (payload: Json): payload is JsonObject =>
  isJsonObject(payload) &&
  textMember(payload, 'event_type') !== null &&
  ['device_id', 'user_id', 'api_key', 'insert_id'].some((key) => Object.hasOwn(payload, key)) &&
  !Object.hasOwn(payload, 'mpid');

/** The event with what its request says about the length of ids. */
const withLength = (payload: Json, least: Json | undefined): Json =>
  typeof least === 'number' && isJsonObject(payload) ? { ...payload, options: { min_id_length: least } } : payload;

/** Amplitude's first SDKs send a form: `client=<key>&e=<events>`. */
const formEvents = (request: RawRequest): { readonly key: string; readonly events: Json } | null => {
  const form = formOf(request);
  const key = form?.get('client') ?? null;
  try {
    return key === null ? null : { key, events: JSON.parse(form?.get('e') ?? '') as Json };
  } catch {
    return null;
  }
};

const ownAddress = /^https:\/\/api2?(\.eu)?\.amplitude\.com\/(2\/httpapi|batch)?\/?(\?|$)/;

/** Recognised by shape on any host: an array of events under `events`, with the key. */
const decode = (request: RawRequest): DecodedRequest | null => {
  const json = jsonOf(request);
  const form = json === undefined ? formEvents(request) : null;
  const events = form === null ? member(json, 'events') : form.events;
  if (events === undefined && hidesBody(request, ownAddress)) {
    return { vendor: 'amplitude', project: hostProject(request.url), payloads: [] };
  }
  if (!Array.isArray(events)) return null;
  const key = form?.key ?? textMember(json, 'api_key');
  const payloads = events.filter((payload: Json) => isEvent(payload) && amplitudeType(payload) !== null);
  if (payloads.length === 0 || (key === null && !payloads.some((payload: Json) => member(payload, 'insert_id') !== undefined))) return null;
  const least = member(member(json, 'options'), 'min_id_length');
  return {
    vendor: 'amplitude',
    project: key ?? hostProject(request.url),
    payloads: payloads.map((payload: Json) => withLength(payload, least)),
  };
};

/** Amplitude: calls of its browser SDKs and events of its HTTP API. */
export const amplitude: Adapter = {
  vendor: 'amplitude',
  title: 'Amplitude',
  decode,
  toEvent: (payload, project) => {
    const type = amplitudeType(payload);
    return type === null || !isJsonObject(payload) ? null : amplitudeEvent(payload, type, { project, at: null, payload });
  },
  meaning: amplitudeMeaning,
  predict: amplitudePredict,
  recognise: (payload) => (isEvent(payload) ? { project: textMember(payload, 'api_key') } : null),
  habits: {
    keepsUnsent: 'always',
    replays: 'unobserved',
    ids: 'kept',
    sdk: '@amplitude/analytics-browser 2.48.1',
    cite: 'https://github.com/amplitude/Amplitude-TypeScript/blob/main/packages/analytics-core/src/plugins/destination.ts',
  },
};
