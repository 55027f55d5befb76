import type { AnalyticsEvent, CookieClaims } from '../core/event.ts';
import type { Because, Ground, Ingested, MergeModel, ModelRun } from '../core/model.ts';
import { createDeviceOwners, type DeviceOwners } from './device-owners.ts';
import { type Ga4Rules, ga4Settings, longestUserId, parseGa4Settings } from './ga4-settings.ts';
import { assumptionNames, attributed, outside } from './id-reading.ts';

const userIds = 'https://developers.google.com/analytics/devguides/collection/ga4/user-id';
const unify = 'https://support.google.com/analytics/answer/9213390';
const reporting = 'https://support.google.com/analytics/answer/10976610';

const grounds = {
  own: { rule: 'Each user id is a user of its own; an event that carries one counts for it.', cite: userIds },
  device: { rule: 'An event without a user id counts for its device.', cite: reporting },
  deviceOnly: { rule: 'By device, user ids do not count.', cite: reporting },
  linked: { rule: "Events without a user id count for the device's user (an assumption: the documentation does not say so).", cite: unify },
  long: { rule: 'A user id has fewer than 256 characters.', cite: userIds },
  empty: { rule: 'An event without an id has no user.', cite: userIds },
  foreign: { rule: 'This is not a Google Analytics payload.', cite: userIds },
} as const satisfies Record<string, Ground>;

const [anonymousBit, emptyBit, longBit] = [1, 2, 4] as const;
const namesOf = assumptionNames([ga4Settings.anonymous.name, ga4Settings.empty.name, ga4Settings.long.name]);

const foreign = outside('foreign-payload', grounds.foreign);
const withoutId = outside('no-id', grounds.empty);
const withoutDevice = outside('no-device-id', grounds.deviceOnly);

const run = (rules: Ga4Rules, owners: DeviceOwners): ModelRun => {
  /** An event of a device with a user id. The device is marked as one that had a user, whoever its events count for. */
  const onBoth = (event: AnalyticsEvent, index: number, slot: number, device: number, bits: number): Ingested => {
    const first = !owners.isContested(device);
    const owner = owners.ownerOf(device);
    owners.contest(device);
    if (owner === slot) return attributed(slot, grounds.own, namesOf(bits));
    const resting = namesOf(bits | anonymousBit);
    if (rules.owner === 'device' || (!first && rules.owner === 'first-user')) return attributed(slot, grounds.own, resting);
    owners.own(device, slot, index, event.at);
    const link = [owners.nameOf(slot), owners.nameOf(device)];
    return { slot, merge: 'merged', reason: null, link, ground: grounds.linked, assumptions: resting };
  };

  const carried = (event: AnalyticsEvent, { cookieId, userId }: CookieClaims, index: number): Ingested => {
    const device = cookieId === null || cookieId === '' ? null : owners.device(cookieId, cookieId);
    if (rules.byDevice) return device === null ? withoutDevice : attributed(device, grounds.deviceOnly);
    const long = userId !== null && userId.length > longestUserId;
    const bits = (userId === '' ? emptyBit : 0) | (long ? longBit : 0);
    const dropped = long && !rules.keepsLong;
    const user = userId === null || dropped || (userId === '' && !rules.emptyCounts) ? null : owners.user(userId, userId);
    if (user !== null) return device === null ? attributed(user, grounds.own, namesOf(bits)) : onBoth(event, index, user, device, bits);
    if (device === null) {
      if (bits === 0) return withoutId;
      return outside(dropped ? 'id-too-long' : 'no-id', dropped ? grounds.long : grounds.empty, namesOf(bits));
    }
    // Also before a user comes: whose the event is then rests on the same assumption.
    return attributed(device, owners.ownerOf(device) === null ? grounds.device : grounds.linked, namesOf(bits | anonymousBit));
  };

  const because = (slot: number): Because => {
    const id = owners.nameOf(slot);
    if (owners.isUser(slot)) return { kind: 'own-id', id, ground: grounds.own };
    const owner = owners.ownerOf(slot);
    if (owner === null)
      return rules.byDevice
        ? { kind: 'unlinked', id, ground: grounds.deviceOnly, despite: true }
        : { kind: 'unlinked', id, ground: grounds.device };
    return { kind: 'linked', id, to: owners.nameOf(owner), event: owners.linkedBy(slot), ground: grounds.linked };
  };

  return {
    ingest: (event, index) => (event.claims.shape === 'cookie' ? carried(event, event.claims, index) : foreign),
    because,
    profileOf: (slot) => owners.ownerOf(slot) ?? slot,
    idsOf: owners.idsOf,
    labelOf: owners.nameOf,
    isKnown: owners.isUser,
    fork: () => run(rules, owners.fork()),
  };
};

/**
 * Google Analytics 4: a reporting identity chooses between user id and device; it changes reports, not data.
 * A slot is the user id, or the device, an event counted for.
 */
export const ga4: MergeModel = {
  id: 'ga4',
  vendor: 'ga4',
  title: 'Google Analytics 4, reporting identity',
  default: true,
  verified: false,
  shape: 'cookie',
  settings: Object.values(ga4Settings),
  cite: reporting,
  start: (settings) => run(parseGa4Settings(settings), createDeviceOwners()),
};
