import type { MixpanelClaims } from '../core/event.ts';
import type { LinkEvent, MergeModel } from '../core/model.ts';

type LinkBefore = NonNullable<MergeModel['linkBefore']>;

/** A name that no vendor gives a meaning. */
const ordinary = 'stored before recording';

const noMixpanelIds: Omit<MixpanelClaims, 'shape'> = {
  userId: null,
  deviceId: null,
  distinctId: null,
  identifiedId: null,
  anonId: null,
  alias: null,
  mergeIds: null,
};

const mixpanel = (name: string, ids: Partial<MixpanelClaims>): LinkEvent => ({
  name,
  claims: { ...noMixpanelIds, ...ids, shape: 'mixpanel' },
});

/** Simplified ID Merge links by any event that carries both. */
export const simplifiedLink: LinkBefore = (deviceId, userId) => mixpanel(ordinary, { deviceId, userId, distinctId: userId });

/** The SDK's own ids stand behind `$device:` wherever it sends them bare. */
export const originalLink: LinkBefore = (anonymousId, knownId) =>
  mixpanel('$identify', { distinctId: knownId, identifiedId: knownId, anonId: `$device:${anonymousId}` });

export const legacyLink: LinkBefore = (anonymousId, knownId) =>
  mixpanel('$create_alias', { distinctId: `$device:${anonymousId}`, alias: knownId });

/** Segment and RudderStack. */
export const identifyLink: LinkBefore = (anonymousId, userId) => ({
  name: 'identify',
  claims: { shape: 'segment', type: 'identify', anonymousId, userId, previousId: null, email: null, externalIds: [] },
});

export const posthogLink: LinkBefore = (anonymousId, knownId) => ({
  name: '$identify',
  claims: {
    shape: 'posthog',
    distinctId: knownId,
    deviceId: anonymousId,
    anonDistinctId: anonymousId,
    alias: null,
    processPersonProfile: true,
  },
});

export const amplitudeLink: LinkBefore = (deviceId, userId) => ({
  name: '$identify',
  claims: { shape: 'amplitude', userId, deviceId, minIdLength: null },
});
