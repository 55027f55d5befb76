import type { AnalyticsEvent, SegmentClaims, Touch } from '../core/event.ts';
import type { Json, JsonObject } from '../core/json.ts';
import { segmentEvent } from './segment-event.ts';

/** The SDK writes `$direct` for a visit that came from nowhere. */
const cameFrom = (touch: Touch | null): Touch | null => {
  if (touch?.referrer !== '$direct') return touch;
  const { referrer: _direct, ...rest } = touch;
  return Object.keys(rest).length === 0 ? null : rest;
};

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
    touch: cameFrom(event.touch),
    // Other vendors' events that carry an empty id carried one. Here the SDK writes it into every event of a visitor it does not
    // know, so that it says the same as none.
    ids: { anonymousId: anonymousId || null, knownId: knownId || null },
    claims: { ...claims, anonymousId: claims.anonymousId || null, userId: claims.userId || null, previousId: claims.previousId || null },
  };
};
