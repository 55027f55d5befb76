import type { DecodedRequest, RawRequest } from '../core/adapter.ts';
import { isJsonObject, type Json, type JsonObject, member } from '../core/json.ts';
import { hidesBody, hostProject, jsonOf, objectMember, pathOf, textMember } from './wire-body.ts';

/** What an identity request asks, and of which profile: `/v1/login`, `/v1/<mpid>/modify`. */
const identityPath = /\/v\d+\/(?:(-?\d+)\/)?(identify|login|logout|modify)\/?$/;
const eventAddress = /\/v\d+\/JS\/[^/]+\/events/i;
const keyInPath = /\/v\d+\/JS\/([^/]+)\/events/i;

/** An identity request is one payload: what was asked beside what was sent. */
const identityPayload = (json: JsonObject, url: string): JsonObject | null => {
  const path = identityPath.exec(pathOf(url));
  const request = path?.[2];
  if (request === undefined) return null;
  if (objectMember(json, 'known_identities') === null && !Array.isArray(member(json, 'identity_changes'))) return null;
  return { ...json, request, ...(path?.[1] === undefined ? {} : { mpid: path[1] }) };
};

/** A batch of events speaks of one user: each event gets what the batch says of it. */
const eventPayloads = (json: JsonObject): readonly Json[] => {
  const { mpid, mp_deviceid, user_identities } = json;
  if (mpid === undefined || mp_deviceid === undefined) return [];
  const events = member(json, 'events');
  return (Array.isArray(events) ? events : [])
    .filter(isJsonObject)
    .map((event) => ({ ...event, mpid, mp_deviceid, ...(isJsonObject(user_identities) ? { user_identities } : {}) }));
};

/** Recognised by shape on any host. Source: @mparticle/web-sdk 2.68.0, executed */
export const mparticleRequest = (request: RawRequest): DecodedRequest | null => {
  const json = jsonOf(request);
  if (json === undefined && hidesBody(request, eventAddress)) {
    return { vendor: 'mparticle', project: keyInPath.exec(pathOf(request.url))?.[1] ?? hostProject(request.url), payloads: [] };
  }
  if (!isJsonObject(json)) return null;
  const identity = identityPayload(json, request.url);
  const payloads = identity === null ? eventPayloads(json) : [identity];
  if (payloads.length === 0) return null;
  const header = Object.hasOwn(request.headers, 'x-mp-key') ? request.headers['x-mp-key'] : undefined;
  const key = header ?? keyInPath.exec(pathOf(request.url))?.[1] ?? textMember(json, 'api_key');
  return { vendor: 'mparticle', project: key ?? hostProject(request.url), payloads };
};
