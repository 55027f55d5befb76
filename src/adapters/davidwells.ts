import type { Adapter } from '../core/adapter.ts';
import { isJsonObject, type Json, type JsonObject, member } from '../core/json.ts';
import { segmentEvent, segmentType } from './segment-event.ts';
import { segmentMeaning } from './segment-meaning.ts';
import { hostProject, jsonOf, objectMember, textMember } from './wire-body.ts';

/** What the library hands to its plugins bears `meta` with an id of its own. */
const isMessage = (payload: Json | undefined): payload is JsonObject =>
  isJsonObject(payload) && segmentType(payload) !== null && textMember(objectMember(payload, 'meta') ?? undefined, 'rid') !== null;

/**
 * The `analytics` library by David Wells. It has no server: plugins send in shapes of their own, so that no event is
 * predicted. Recognised is a plugin that sends what it was handed. Source: analytics 0.8.19, executed
 */
export const davidwells: Adapter = {
  vendor: 'davidwells',
  title: 'Analytics (DavidWells)',
  decode: (request) => {
    const json = jsonOf(request);
    return isMessage(json) ? { vendor: 'davidwells', project: hostProject(request.url), payloads: [json] } : null;
  },
  toEvent: (payload, project) => {
    const type = segmentType(payload);
    if (type === null || !isMessage(payload)) return null;
    const meta = objectMember(payload, 'meta') ?? undefined;
    const ts = member(meta, 'ts');
    const event = segmentEvent(payload, type, { project, at: typeof ts === 'number' ? ts : null, payload });
    return { ...event, vendor: 'davidwells', id: textMember(meta, 'rid') };
  },
  meaning: segmentMeaning,
  predict: () => [],
  recognise: (payload) => (isMessage(payload) ? { project: null } : null),
  wire: 'unseen',
  habits: {
    keepsUnsent: 'never',
    replays: 'observed',
    ids: 'not-measured',
    sdk: 'analytics 0.8.19',
    cite: 'https://github.com/DavidWells/analytics/blob/master/packages/analytics-core/src/modules/queue.js',
  },
};
