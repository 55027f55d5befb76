import type { AnalyticsEvent, MixpanelClaims, SegmentClaims } from '../../../src/core/event.ts';
import type { FoldEvent } from '../../../src/core/fold.ts';

type MixpanelParts = {
  readonly n?: string;
  readonly d?: string | null;
  readonly u?: string | null;
  readonly x?: string;
  readonly at?: number | null;
};

const noMixpanel: MixpanelClaims = {
  shape: 'mixpanel',
  userId: null,
  deviceId: null,
  distinctId: null,
  identifiedId: null,
  anonId: null,
  alias: null,
  mergeIds: null,
};

/** A Mixpanel event: `d` device id, `u` user id, `x` an explicit distinct_id, `n` name. */
export const mixpanelEvent = ({ n = 'track', d = null, u = null, x, at = null }: MixpanelParts): AnalyticsEvent => ({
  vendor: 'mixpanel',
  project: 'T',
  id: null,
  name: n,
  at,
  ids: { anonymousId: d, knownId: u },
  claims: { ...noMixpanel, userId: u, deviceId: d, distinctId: x ?? null },
  touch: null,
  payload: null,
});

/** A Segment event with Unify identifiers by type; unknown types become external ids. */
export const segmentEvent = (
  ids: Readonly<Record<string, string | readonly string[] | undefined>>,
  { type = 'track', at = null }: { readonly type?: string; readonly at?: number | null } = {},
): AnalyticsEvent => {
  const { user_id, anonymous_id, email, ...others } = ids;
  const one = (value: string | readonly string[] | undefined): string | null => (typeof value === 'string' ? value : null);
  const claims: SegmentClaims = {
    shape: 'segment',
    type,
    userId: one(user_id),
    anonymousId: one(anonymous_id),
    previousId: null,
    email: one(email),
    externalIds: Object.entries(others).flatMap(([kind, values]) => [values ?? []].flat().map((value) => ({ type: kind, value }))),
  };
  return {
    vendor: 'segment',
    project: 'W',
    id: null,
    name: type,
    at,
    ids: { anonymousId: claims.anonymousId, knownId: claims.userId },
    claims,
    touch: null,
    payload: null,
  };
};

export const listed = (events: readonly AnalyticsEvent[]): readonly FoldEvent[] =>
  events.map((event, index) => ({ key: `line:${index}`, event, included: true }));

/** Sets of sets compare as sorted text. */
export const asPartition = (clusters: readonly (readonly string[])[]): readonly string[] =>
  clusters.map((ids) => [...ids].sort().join(' ')).sort();
