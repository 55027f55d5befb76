import type { AnalyticsEvent, SegmentClaims } from '../core/event.ts';
import type { Json, JsonObject } from '../core/json.ts';
import { segmentEvent } from './segment-event.ts';

/** One RudderStack message: Segment's shape, in which an empty `userId` stands for a visitor nobody knows. */
export const rudderstackEvent = (
  payload: JsonObject,
  type: string,
  place: { readonly project: string; readonly at: number | null; readonly payload: Json | null },
): AnalyticsEvent => {
  const event = segmentEvent(payload, type, place);
  const { anonymousId, knownId } = event.ids;
  const claims = event.claims as SegmentClaims;
  return {
    ...event,
    vendor: 'rudderstack',
    ids: { anonymousId: anonymousId || null, knownId: knownId || null },
    claims: { ...claims, anonymousId: claims.anonymousId || null, userId: claims.userId || null, previousId: claims.previousId || null },
  };
};
