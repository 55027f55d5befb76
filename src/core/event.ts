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

/** What a PostHog payload claims about identity. */
export type PosthogClaims = {
  readonly shape: 'posthog';
  readonly distinctId: string | null;
  readonly deviceId: string | null;
  /** `$anon_distinct_id` of an `$identify`. */
  readonly anonDistinctId: string | null;
  /** `alias` of a `$create_alias` or `$merge_dangerously`. */
  readonly alias: string | null;
  /** `$process_person_profile`; null when the payload does not say. */
  readonly processPersonProfile: boolean | null;
};

/** What an Amplitude payload claims about identity. */
export type AmplitudeClaims = {
  readonly shape: 'amplitude';
  readonly userId: string | null;
  readonly deviceId: string | null;
  /** The request's own `options.min_id_length`, null when it has none. */
  readonly minIdLength: number | null;
};

/** What an mParticle identity request or event claims. */
export type MparticleClaims = {
  readonly shape: 'mparticle';
  /** Null for an event. */
  readonly request: 'identify' | 'login' | 'logout' | 'modify' | null;
  readonly knownIdentities: readonly { readonly type: string; readonly value: string }[];
  /** The vendor's own answer, where one was seen: it beats simulation. */
  readonly mpid: string | null;
};

/** What a Snowplow or GA4 payload claims about identity. */
export type CookieClaims = {
  readonly shape: 'cookie';
  /** Snowplow `duid`, GA4 `cid`. */
  readonly cookieId: string | null;
  /** Snowplow `uid`, GA4 `uid`. */
  readonly userId: string | null;
  /** Snowplow `nuid`, the collector's cookie. */
  readonly networkId: string | null;
  /** Snowplow `sid`. */
  readonly sessionId: string | null;
  /** Further Snowplow identifiers under the vendor's names: `refr_domain_userid`, `apple_idfv` and the like. */
  readonly otherIds?: readonly { readonly type: string; readonly value: string }[];
};

/** What a Kissmetrics or Heap line claims about identity. */
export type NamedClaims = {
  readonly shape: 'named';
  readonly identity: string | null;
  readonly anonymousId: string | null;
  /** The two ids of an alias call. */
  readonly alias: readonly [string, string] | null;
};

/** The vendor-shaped identity part of an event: what a merge model reads. One member a payload shape. */
export type Claims = MixpanelClaims | SegmentClaims | PosthogClaims | AmplitudeClaims | MparticleClaims | CookieClaims | NamedClaims;

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
