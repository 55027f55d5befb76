import type { Adapter, DecodedRequest, RawRequest } from '../core/adapter.ts';
import { isJsonObject, type Json, type JsonObject, member } from '../core/json.ts';
import { segmentPredict } from './segment-calls.ts';
import { segmentEvent, segmentType, typedByPath } from './segment-event.ts';
import { segmentMeaning } from './segment-meaning.ts';
import { basicUser, hidesBody, hostProject, jsonOf, objectMember, pathOf, textMember } from './wire-body.ts';

/** Libraries that speak Segment's dialect to servers of their own. */
const otherLibraries = /rudder|jitsu|posthog/i;

const libraryOf = (payload: Json): string => {
  const library = objectMember(objectMember(payload, 'context') ?? undefined, 'library');
  return textMember(library ?? undefined, 'name') ?? '';
};

const isMessage = (payload: Json): boolean =>
  segmentType(payload) !== null &&
  ['anonymousId', 'userId', 'previousId'].some((key) => member(payload, key) != null) &&
  !otherLibraries.test(libraryOf(payload));

/** RudderStack marks its messages with a channel, which Segment's browser library does not. */
const isRudder = (payload: Json): boolean => member(payload, 'channel') === 'web' && member(payload, 'originalTimestamp') !== undefined;

const ingesting = /\/v1\/(t|i|p|s|g|a|b|batch|track|identify|page|screen|group|alias)\/?$/;

const rudderAddress = /^https:\/\/[a-z0-9.-]+\.rudderstack\.com\//;

const ownAddress =
  /^https:\/\/(api|events\.eu1)\.segment(\.io|apis\.com)\/v1\/(t|i|p|s|g|a|b|batch|track|identify|page|screen|group|alias)\b/;

/** One message of the HTTP API, with its key in the message or in the header; on another host than Segment's it could be anybody's without. */
const httpApi = (message: JsonObject, { headers, url }: RawRequest): DecodedRequest | null => {
  const key = textMember(message, 'writeKey') ?? basicUser(headers);
  if (!isMessage(message) || isRudder(message) || rudderAddress.test(url) || (key === null && !ownAddress.test(url))) return null;
  return { vendor: 'segment', project: key ?? hostProject(url), payloads: [message] };
};

/**
 * Recognised by shape on any host: a message or a `batch` of messages. A type and an id alone could be anybody's,
 * so a message id and one of write key, `Basic` header, library name or Segment's own path must be there too.
 * `/v1/m` is telemetry. A body that could not be read, on Segment's own ingestion address, gives no payloads.
 */
const decode = (request: RawRequest): DecodedRequest | null => {
  const json = jsonOf(request);
  if (json === undefined && hidesBody(request, ownAddress)) {
    return { vendor: 'segment', project: basicUser(request.headers) ?? hostProject(request.url), payloads: [] };
  }
  if (!isJsonObject(json) || /\/v1\/m\/?$/.test(pathOf(request.url))) return null;
  const batch = member(json, 'batch');
  const single = typedByPath(json, pathOf(request.url));
  if (single !== null) return httpApi(single, request);
  const payloads = (Array.isArray(batch) ? batch : [json]).filter(
    (payload: Json) => isMessage(payload) && !isRudder(payload) && textMember(payload, 'messageId') !== null,
  );
  const first = payloads[0];
  if (first === undefined || otherLibraries.test(libraryOf(json))) return null;
  const key = textMember(json, 'writeKey') ?? textMember(first, 'writeKey') ?? basicUser(request.headers);
  if (key === null && libraryOf(first) === '' && !ingesting.test(pathOf(request.url))) return null;
  return { vendor: 'segment', project: key ?? hostProject(request.url), payloads };
};

/** Segment: analytics.js calls and tracking API messages. */
export const segment: Adapter = {
  vendor: 'segment',
  title: 'Segment',
  decode,
  toEvent: (payload, project) => {
    const type = segmentType(payload);
    return type === null || !isJsonObject(payload) ? null : segmentEvent(payload, type, { project, at: null, payload });
  },
  meaning: segmentMeaning,
  predict: segmentPredict,
  recognise: (payload) => (isMessage(payload) && !isRudder(payload) ? { project: textMember(payload, 'writeKey') } : null),
  habits: {
    keepsUnsent: 'when-stored',
    replays: 'observed',
    ids: 'read-until-emptied',
    sdk: '@segment/analytics-next 1.84.3',
    cite: 'https://github.com/segmentio/analytics-next/blob/master/packages/browser/src/lib/priority-queue/persisted.ts',
  },
};
