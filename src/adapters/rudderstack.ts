import type { Adapter, DecodedRequest, RawRequest } from '../core/adapter.ts';
import { isJsonObject, type Json, member } from '../core/json.ts';
import { rudderstackPredict } from './rudderstack-calls.ts';
import { rudderstackEvent } from './rudderstack-event.ts';
import { segmentType, typedByPath } from './segment-event.ts';
import { segmentMeaning } from './segment-meaning.ts';
import { basicUser, hidesBody, hostProject, jsonOf, objectMember, pathOf, textMember } from './wire-body.ts';

const libraryOf = (payload: Json): string => {
  const library = objectMember(objectMember(payload, 'context') ?? undefined, 'library');
  return textMember(library ?? undefined, 'name') ?? '';
};

const isMessage = (payload: Json): boolean =>
  segmentType(payload) !== null && ['anonymousId', 'userId', 'previousId'].some((key) => member(payload, key) != null);

/** The library says so, or the channel that RudderStack's SDKs write and Segment's do not. */
const isOwn = (payload: Json): boolean => {
  const library = libraryOf(payload);
  return library === '' ? textMember(payload, 'channel') !== null : /rudder/i.test(library);
};

/** Beacons name the key in their address. */
const keyOfAddress = (url: string): string | null => /[?&]writeKey=([^&#]+)/.exec(url)?.[1] ?? null;

/** Its beacon is its own on any host; other paths are Segment's, too. */
const ownAddress = /\/beacon\/v1\/batch\?|^https:\/\/[a-z0-9.-]+\.rudderstack\.com\/v1\/(batch|track|identify|page|screen|group|alias)\b/;

/** Recognised by library or channel, on any host: a message or a `batch` of messages. */
const decode = (request: RawRequest): DecodedRequest | null => {
  const json = jsonOf(request);
  if (json === undefined && hidesBody(request, ownAddress)) {
    const named = basicUser(request.headers) ?? keyOfAddress(request.url);
    return { vendor: 'rudderstack', project: named ?? hostProject(request.url), payloads: [] };
  }
  if (!isJsonObject(json)) return null;
  const single = ownAddress.test(request.url) ? typedByPath(json, pathOf(request.url)) : null;
  if (single !== null && isMessage(single)) {
    const key = basicUser(request.headers) ?? textMember(single, 'writeKey');
    return { vendor: 'rudderstack', project: key ?? hostProject(request.url), payloads: [single] };
  }
  const batch = member(json, 'batch');
  const payloads = (Array.isArray(batch) ? batch : [json]).filter((payload: Json) => isMessage(payload) && isOwn(payload));
  const first = payloads[0];
  if (first === undefined) return null;
  const key = basicUser(request.headers) ?? textMember(json, 'writeKey') ?? textMember(first, 'writeKey') ?? keyOfAddress(request.url);
  return { vendor: 'rudderstack', project: key ?? hostProject(request.url), payloads };
};

/** RudderStack: calls of its browser SDK and messages of its data plane. A message that names no library fits, too. */
export const rudderstack: Adapter = {
  vendor: 'rudderstack',
  title: 'RudderStack',
  decode,
  toEvent: (payload, project) => {
    const type = segmentType(payload);
    return type === null || !isJsonObject(payload) ? null : rudderstackEvent(payload, type, { project, at: null, payload });
  },
  meaning: segmentMeaning,
  predict: rudderstackPredict,
  recognise: (payload) =>
    isMessage(payload) && (isOwn(payload) || libraryOf(payload) === '') ? { project: textMember(payload, 'writeKey') } : null,
  habits: {
    keepsUnsent: 'handed-on',
    replays: 'unobserved',
    ids: 'kept',
    storesApart: true,
    sdk: '@rudderstack/analytics-js 3.34.1',
    cite: 'https://github.com/rudderlabs/rudder-sdk-js/blob/main/packages/analytics-js-plugins/src/xhrQueue/index.ts',
  },
};
