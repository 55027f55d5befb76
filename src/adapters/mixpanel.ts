import type { Adapter, DecodedRequest, RawRequest } from '../core/adapter.ts';
import { isJsonObject, type Json, type JsonObject, member } from '../core/json.ts';
import { mixpanelMeaning, mixpanelPredict } from './mixpanel-calls.ts';
import { mixpanelEvent, mixpanelParts } from './mixpanel-event.ts';
import { isPosthogKey } from './posthog-event.ts';
import { basicUser, hidesBody, hostProject, jsonOf, textMember } from './wire-body.ts';

const marks = ['mp_lib', '$insert_id', '$device_id', '$user_id', 'distinct_id', '$distinct_ids', '$identified_id', 'time'] as const;

/**
 * PostHog's events look alike but name their library `$lib`, speak of person profiles, bear a key of its form, or carry
 * key, person or uuid beside the properties.
 */
const isPosthog = (payload: JsonObject, properties: JsonObject): boolean =>
  isPosthogKey(textMember(properties, 'token')) ||
  Object.hasOwn(properties, '$process_person_profile') ||
  (Object.hasOwn(properties, '$lib') && !Object.hasOwn(properties, 'mp_lib')) ||
  ['api_key', 'distinct_id', 'uuid'].some((key) => Object.hasOwn(payload, key));

const isEvent = (payload: Json): payload is JsonObject => {
  const parts = mixpanelParts(payload);
  return parts !== null && isJsonObject(payload) && !isPosthog(payload, parts.properties);
};

const isWireEvent = (payload: Json, keyless: boolean): boolean => {
  if (!isEvent(payload)) return false;
  const properties = member(payload, 'properties');
  return (textMember(properties, 'token') !== null || keyless) && marks.some((mark) => member(properties, mark) !== undefined);
};

/** Profile and group updates: `$token` beside `$distinct_id` or `$group_key`. */
const isUpdate = (payload: Json): boolean =>
  member(payload, '$token') !== undefined && (member(payload, '$distinct_id') !== undefined || member(payload, '$group_key') !== undefined);

/** What a page sends to `/engage`: no event, but whoever's profile it writes is part of the story. */
const isProfileUpdate = (payload: Json): boolean =>
  isUpdate(payload) && textMember(payload, '$token') !== null && textMember(payload, '$distinct_id') !== null;

const ownAddress = /^https:\/\/[a-z0-9-]+\.mixpanel\.com\/(track|import)\/?(\?|$)/;

/**
 * Recognised by shape on any host, since first-party proxies are common: one event or an array of events, each with its token.
 * Without tokens (`/import` takes them from a header) path and host must be Mixpanel's own.
 * Profile updates are handed over as well; group updates, session recordings, flags and settings carry no such shape and give null.
 * A body that could not be read, on Mixpanel's own ingestion address, gives no payloads.
 */
const decode = (request: RawRequest): DecodedRequest | null => {
  const json = jsonOf(request);
  const ingesting = ownAddress.test(request.url);
  const key = basicUser(request.headers) ?? hostProject(request.url);
  if (json === undefined) return hidesBody(request, ownAddress) ? { vendor: 'mixpanel', project: key, payloads: [] } : null;
  const payloads: readonly Json[] = Array.isArray(json) ? json : [json];
  const carried = payloads.filter((payload) => isWireEvent(payload, ingesting) || isProfileUpdate(payload));
  const first = carried[0];
  if (first === undefined) return null;
  const project = textMember(member(first, 'properties'), 'token') ?? textMember(first, '$token') ?? key;
  return { vendor: 'mixpanel', project, payloads: carried };
};

/** Mixpanel: mixpanel-browser calls, `/track` and `/import` payloads. */
export const mixpanel: Adapter = {
  vendor: 'mixpanel',
  title: 'Mixpanel',
  decode,
  toEvent: (payload, project) => {
    const parts = isEvent(payload) ? mixpanelParts(payload) : null;
    return parts === null ? null : mixpanelEvent(parts.name, parts.properties, { project, at: null, payload });
  },
  profileWrite: (payload) => {
    const id = isUpdate(payload) ? textMember(payload, '$distinct_id') : null;
    return id === null ? null : { project: textMember(payload, '$token'), id };
  },
  meaning: mixpanelMeaning,
  predict: mixpanelPredict,
  recognise: (payload) => {
    if (isUpdate(payload)) return { project: textMember(payload, '$token') };
    return isEvent(payload) ? { project: textMember(member(payload, 'properties'), 'token') } : null;
  },
  habits: {
    keepsUnsent: 'always',
    replays: 'observed',
    ids: 'read-again',
    // `gdpr-utils.js`: `hasOptedOut` reads its key for each call.
    consent: 'read-again',
    // `identify` and `alias` end in `this.track(…)`, or send nothing.
    sendsByTracking: true,
    // `opt_out_tracking` ends in `stop_batch_senders`, which clears the queues, unless it was asked to leave persistence alone.
    optOutEmpties: ([options]) => member(options, 'clear_persistence') === undefined || Boolean(member(options, 'clear_persistence')),
    sdk: 'mixpanel-browser 2.83.0',
    cite: 'https://github.com/mixpanel/mixpanel-js/blob/master/src/request-batcher.js',
  },
};
