import type { Json } from './json.ts';
import type { Ids } from './observation.ts';

/** What a Mixpanel payload claims about identity. Absent members are null. */
export type MixpanelClaims = {
  readonly shape: 'mixpanel';
  readonly userId: string | null;
  readonly deviceId: string | null;
  readonly distinctId: string | null;
  readonly identifiedId: string | null;
  readonly anonId: string | null;
  readonly alias: string | null;
  readonly mergeIds: readonly string[] | null;
};

/** What a Segment or RudderStack payload claims about identity. */
export type SegmentClaims = {
  readonly shape: 'segment';
  readonly type: string;
  readonly anonymousId: string | null;
  readonly userId: string | null;
  readonly previousId: string | null;
  readonly email: string | null;
  readonly externalIds: readonly { readonly type: string; readonly value: string }[];
};

/** The vendor-shaped identity part of an event: what a merge model reads. One member a payload shape. */
export type Claims = MixpanelClaims | SegmentClaims;

export type Touch = { readonly url?: string; readonly referrer?: string; readonly utm?: Readonly<Record<string, string>> };

/** One thing a vendor ingests, decoded from its wire payload or predicted from a call. */
export type AnalyticsEvent = {
  readonly vendor: string;
  readonly project: string;
  /** The vendor's insert or message id, by which re-sends are joined. */
  readonly id: string | null;
  /** The event's name; for Segment's untitled types the type itself: `identify`, `page`, `alias`. */
  readonly name: string;
  /** Client time, epoch ms. */
  readonly at: number | null;
  /** What the event itself carried (contracts, section 4). */
  readonly ids: Ids;
  readonly claims: Claims;
  readonly touch: Touch | null;
  /** The vendor-native payload; null for a prediction. */
  readonly payload: Json | null;
};
