import type { Adapter } from '../core/adapter.ts';
import type { AnalyticsEvent, MparticleClaims } from '../core/event.ts';
import { idText, isJsonObject, type Json, type JsonObject, member } from '../core/json.ts';
import { mparticleMeaning, mparticlePredict } from './mparticle-calls.ts';
import { mparticleRequest } from './mparticle-wire.ts';
import { objectMember, textMember } from './wire-body.ts';

const requests = ['identify', 'login', 'logout', 'modify'] as const;

const requestOf = (payload: JsonObject): MparticleClaims['request'] => requests.find((one) => one === member(payload, 'request')) ?? null;

const pairsOf = (identities: JsonObject | null): MparticleClaims['knownIdentities'] =>
  Object.entries(identities ?? {}).flatMap(([type, raw]) => {
    const value = idText(raw);
    return value === null || value === '' ? [] : [{ type, value }];
  });

/** A modify request of the web SDK lists changes instead of identities. */
const changesOf = (payload: JsonObject): MparticleClaims['knownIdentities'] => {
  const changes = member(payload, 'identity_changes');
  if (!Array.isArray(changes)) return [];
  return changes.flatMap((change: Json) => {
    const type = textMember(change, 'identity_type');
    const value = idText(member(change, 'new_value'));
    return type === null || value === null || value === '' ? [] : [{ type, value }];
  });
};

const identitiesOf = (payload: JsonObject): MparticleClaims['knownIdentities'] => {
  const device = idText(member(payload, 'mp_deviceid'));
  return [
    ...pairsOf(objectMember(payload, 'known_identities')),
    ...changesOf(payload),
    ...pairsOf(objectMember(payload, 'user_identities')),
    ...(device === null || device === '' ? [] : [{ type: 'device_application_stamp', value: device }]),
  ];
};

const isRequest = (payload: JsonObject): boolean =>
  requestOf(payload) !== null &&
  (objectMember(payload, 'known_identities') !== null ||
    Array.isArray(member(payload, 'identity_changes')) ||
    member(payload, 'mpid') != null);

const isTracked = (payload: JsonObject): boolean => textMember(payload, 'event_type') !== null;

const timeOf = (payload: JsonObject): number | null => {
  const data = objectMember(payload, 'data') ?? undefined;
  const at = member(data, 'timestamp_unixtime_ms') ?? member(payload, 'timestamp_unixtime_ms') ?? member(payload, 'request_timestamp_ms');
  return typeof at === 'number' ? at : null;
};

const mparticleEvent = (payload: JsonObject, project: string): AnalyticsEvent => {
  const data = objectMember(payload, 'data') ?? undefined;
  const request = requestOf(payload);
  const knownIdentities = identitiesOf(payload);
  const mpid = idText(member(payload, 'mpid'));
  const firstOf = (...types: readonly string[]): string | null => knownIdentities.find(({ type }) => types.includes(type))?.value ?? null;
  return {
    vendor: 'mparticle',
    project: textMember(payload, 'api_key') ?? project,
    id: textMember(payload, 'request_id') ?? textMember(data, 'source_message_id') ?? textMember(payload, 'source_message_id'),
    name: request ?? textMember(data, 'event_name') ?? textMember(payload, 'event_name') ?? textMember(payload, 'event_type') ?? '',
    at: timeOf(payload),
    ids: {
      anonymousId: firstOf('device_application_stamp', 'ios_idfv', 'idfv', 'android_uuid', 'roku_aid', 'roku') ?? mpid,
      // A modify request names what changes: an address that somebody is given is not who they are.
      knownId: firstOf('customerid', 'customer_id') ?? (request === 'modify' ? null : firstOf('email')),
    },
    claims: { shape: 'mparticle', request, knownIdentities, mpid },
    touch: null,
    payload,
  };
};

/**
 * mParticle: calls of its web SDK, identity requests and events. The profile is the server's answer to an identity
 * request, which no call shows: the events that follow carry it.
 */
export const mparticle: Adapter = {
  vendor: 'mparticle',
  title: 'mParticle',
  decode: mparticleRequest,
  toEvent: (payload, project) =>
    isJsonObject(payload) && (isRequest(payload) || isTracked(payload)) ? mparticleEvent(payload, project) : null,
  meaning: mparticleMeaning,
  predict: (call, context) =>
    mparticlePredict(call).map((payload) => ({ ...mparticleEvent(payload, context.project), at: context.at, payload: null })),
  recognise: (payload) => {
    if (!isJsonObject(payload)) return null;
    const mine = isRequest(payload) || (isTracked(payload) && member(payload, 'mpid') != null);
    return mine ? { project: textMember(payload, 'api_key') } : null;
  },
  habits: {
    keepsUnsent: 'never',
    replays: 'observed',
    ids: 'not-measured',
    sdk: '@mparticle/web-sdk 2.68.0',
    cite: 'https://github.com/mParticle/mparticle-web-sdk/blob/master/src/batchUploader.ts',
  },
};
