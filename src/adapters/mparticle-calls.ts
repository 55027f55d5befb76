import type { CallMeaning } from '../core/adapter.ts';
import { isJsonObject, type Json, type JsonObject, member } from '../core/json.ts';
import type { FactOf } from '../core/observation.ts';
import { objectMember } from './wire-body.ts';

const nameOf = (args: readonly Json[]): string => {
  const [event] = args;
  const name = isJsonObject(event) ? member(event, 'name') : event;
  return typeof name === 'string' ? name : '';
};

/** Source: https://docs.mparticle.com/developers/sdk/web/idsync/ */
export const mparticleMeaning = (method: string, args: readonly Json[]): CallMeaning => {
  const identities = objectMember(args[0], 'userIdentities') ?? undefined;
  switch (method) {
    case 'Identity.identify':
    case 'Identity.login':
      return { kind: 'identify', id: member(identities, 'customerid') ?? member(identities, 'email'), traits: undefined };
    case 'Identity.logout':
      return { kind: 'reset' };
    case 'logEvent':
    case 'logBaseEvent':
      return { kind: 'track', name: nameOf(args) };
    case 'logPageView':
      return { kind: 'track', name: 'screen_view' };
    case 'setOptOut':
      return { kind: 'capturing', to: args[0] === true ? 'out' : 'in' };
    default:
      return { kind: 'other' };
  }
};

/** Null identities stay away. */
const given = (identities: JsonObject | null): JsonObject =>
  Object.fromEntries(Object.entries(identities ?? {}).filter(([, value]) => value !== null));

/**
 * What the SDK is expected to send for this call: an identity request for each call of `Identity`, an event for each that logs one.
 * The profile is missing: only the server's answer names it. Source: @mparticle/web-sdk 2.68.0, executed
 */
export const mparticlePredict = (call: FactOf<'call.observed'>): readonly JsonObject[] => {
  const { method, args } = call;
  const ids = call.after ?? call.before;
  const device: JsonObject = ids?.anonymousId == null ? {} : { device_application_stamp: ids.anonymousId };
  const identities = given(objectMember(args[0], 'userIdentities'));
  const [, request] = /^Identity\.(identify|login|logout|modify)$/.exec(method) ?? [];
  if (request !== undefined) return [{ request, known_identities: { ...identities, ...(request === 'modify' ? {} : device) } }];
  const meaning = mparticleMeaning(method, args);
  if (meaning.kind !== 'track' || meaning.name === '') return [];
  const known: JsonObject = ids?.knownId == null ? {} : { user_identities: { customer_id: ids.knownId } };
  return [{ event_type: meaning.name, ...(ids?.anonymousId == null ? {} : { mp_deviceid: ids.anonymousId }), ...known }];
};
