import type { AnalyticsEvent, CookieClaims } from '../core/event.ts';
import type { Because, Ground, Ingested, ModelRun } from '../core/model.ts';
import { createDeviceOwners, type DeviceOwners } from './device-owners.ts';
import { attributed, outside } from './id-reading.ts';

const identifiers = 'https://docs.snowplow.io/docs/events/identifiers/';

const grounds = {
  stitched: { rule: 'The latest user_id of a domain_userid is applied to all its sessions.', cite: identifiers },
  alone: { rule: 'Until a user_id was seen with it, a domain_userid stands for itself.', cite: identifiers },
  own: { rule: 'An event without domain_userid counts for its user_id.', cite: identifiers },
  empty: { rule: 'An event without domain_userid and user_id has no user.', cite: identifiers },
  foreign: { rule: 'This is not a Snowplow payload.', cite: identifiers },
} as const satisfies Record<string, Ground>;

const foreign = outside('foreign-payload', grounds.foreign);
const withoutId = outside('no-id', grounds.empty);

/**
 * Stitching as the dbt packages do it, ordered by arrival at the collector. A slot is the device an event came from,
 * whatever user id it carried; only events without a device count for their user id.
 */
export const startStitching = (owners: DeviceOwners = createDeviceOwners()): ModelRun => {
  const carried = (event: AnalyticsEvent, { cookieId, userId }: CookieClaims, index: number): Ingested => {
    const user = userId === null || userId === '' ? null : owners.user(userId, userId);
    if (cookieId === null || cookieId === '') return user === null ? withoutId : attributed(user, grounds.own);
    const device = owners.device(cookieId, cookieId);
    const owner = owners.ownerOf(device);
    if (user === null || user === owner) return attributed(device, owner === null ? grounds.alone : grounds.stitched);
    owners.own(device, user, index, event.at);
    const link = [owners.nameOf(user), owners.nameOf(device)];
    return { slot: device, merge: 'merged', reason: null, link, ground: grounds.stitched, assumptions: [] };
  };

  const because = (slot: number): Because => {
    const id = owners.nameOf(slot);
    if (owners.isUser(slot)) return { kind: 'own-id', id, ground: grounds.own };
    const owner = owners.ownerOf(slot);
    if (owner === null) return { kind: 'unlinked', id, ground: grounds.alone };
    return { kind: 'linked', id, to: owners.nameOf(owner), event: owners.linkedBy(slot), ground: grounds.stitched };
  };

  return {
    ingest: (event, index) => (event.claims.shape === 'cookie' ? carried(event, event.claims, index) : foreign),
    because,
    profileOf: (slot) => owners.ownerOf(slot) ?? slot,
    idsOf: owners.idsOf,
    labelOf: owners.nameOf,
    isKnown: owners.isUser,
    fork: () => startStitching(owners.fork()),
  };
};
