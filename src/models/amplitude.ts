import type { AmplitudeClaims, AnalyticsEvent } from '../core/event.ts';
import { type Json, member } from '../core/json.ts';
import type { Because, Ground, Ingested, MergeModel, ModelRun } from '../core/model.ts';
import { type AmplitudeAccounts, createAmplitudeAccounts } from './amplitude-accounts.ts';
import {
  type AmplitudeRules,
  amplitudeSettings,
  documentedMinLength,
  isAmplitudePlaceholder,
  parseAmplitudeSettings,
} from './amplitude-settings.ts';
import { assumptionNames, attributed, outside, wasNumber } from './id-reading.ts';
import { amplitudeLink } from './link-before.ts';
import { idKey } from './number-ids.ts';

const tracking = 'https://amplitude.com/docs/data/sources/instrument-track-unique-users';
const httpApi = 'https://amplitude.com/docs/apis/analytics/http-v2';

const grounds = {
  own: { rule: 'A known user id always has its own Amplitude id, on any device.', cite: tracking },
  device: { rule: 'An event without a user id, on a device that no user was on, belongs to the device.', cite: tracking },
  last: { rule: 'An event without a user id belongs to the last user of its device.', cite: tracking },
  taken: { rule: 'A new user id on a device with anonymous events only takes over their Amplitude id.', cite: tracking },
  merged: { rule: "A known user's id on a device with anonymous events only merges these into the user.", cite: tracking },
  first: { rule: 'The user of an event is the first one on its device.', cite: tracking },
  another: { rule: 'Another user on a used device has an Amplitude id apart; earlier events stay where they are.', cite: tracking },
  again: { rule: 'Anonymous events that were merged move to the known user who came later (a chosen assumption).', cite: tracking },
  earlier: { rule: 'An event from before the last user of its device does not change who that is (a chosen assumption).', cite: tracking },
  short: { rule: 'Ids that are too short do not count.', cite: httpApi },
  placeholder: { rule: 'The API rejects ids that stand for nobody.', cite: httpApi },
  empty: { rule: 'An event needs a device id or a user id.', cite: httpApi },
  foreign: { rule: 'This is not an Amplitude payload.', cite: tracking },
} as const satisfies Record<string, Ground>;

const [lastBit, againBit, minBit, shortBit, placeholderBit, numberBit] = [1, 2, 4, 8, 16, 32] as const;
const namesOf = assumptionNames([
  amplitudeSettings.lastUser.name,
  amplitudeSettings.again.name,
  amplitudeSettings.minLength.name,
  amplitudeSettings.short.name,
  amplitudeSettings.placeholders.name,
  amplitudeSettings.numbers.name,
]);

const foreign = outside('foreign-payload', grounds.foreign);
const withoutId = outside('events_with_missing_fields', grounds.empty);

const readUser = (payload: Json): Json | undefined => member(payload, 'user_id');
const readDevice = (payload: Json): Json | undefined => member(payload, 'device_id');

/** What a user's event on a device does to the accounts of both. */
type Meeting = {
  readonly event: AnalyticsEvent;
  readonly index: number;
  readonly user: string;
  readonly device: number;
  readonly bits: number;
};

/** `movable`: Amplitude ids of devices whose merged events another known user could have taken over. */
const run = (rules: AmplitudeRules, accounts: AmplitudeAccounts, movable: Set<number>): ModelRun => {
  const bitsOf = (id: string | null, claims: AmplitudeClaims): number => {
    if (id === null || id === '') return 0;
    const least = claims.minIdLength ?? rules.minLength;
    const short = id.length < least ? shortBit : 0;
    const guessed = claims.minIdLength === null && id.length < Math.max(documentedMinLength, rules.minLength) ? minBit : 0;
    return short | guessed | (isAmplitudePlaceholder(id) ? placeholderBit : 0);
  };

  const keyOf = (event: AnalyticsEvent, id: string, read: (payload: Json) => Json | undefined): string =>
    rules.distinctNumbers && wasNumber(event, id, read) ? idKey(id, Number(id), true) : id;

  const withoutUser = (device: number, bits: number): Ingested => {
    const last = accounts.lastUser(device);
    if (last === null) return attributed(accounts.ofDevice(device) ?? accounts.addAnonymous(device), grounds.device, namesOf(bits));
    return attributed(last, grounds.last, namesOf(accounts.isContested(device) ? bits | lastBit : bits));
  };

  /** The first user on a device: takes over what the device did before, or has it merged. */
  const onNewDevice = ({ event, index, user, device, bits }: Meeting): Ingested => {
    const key = keyOf(event, user, readUser);
    const known = accounts.ofUser(key);
    const anonymous = accounts.ofDevice(device);
    const link = [user, accounts.deviceName(device)];
    const done = (slot: number, ground: Ground): Ingested => {
      accounts.list(slot, device);
      accounts.setLastUser(device, slot, event.at);
      return { slot, merge: 'merged', reason: null, link, ground, assumptions: namesOf(bits) };
    };
    if (anonymous === null) return done(known ?? accounts.addUser(key, user), grounds.first);
    if (known !== null) {
      accounts.merge(anonymous, known, index);
      return done(known, grounds.merged);
    }
    accounts.takeOver(anonymous, key, user, index);
    return done(anonymous, grounds.taken);
  };

  /** A user on a device that another user was on. */
  const onUsedDevice = ({ event, index, user, device, bits }: Meeting): Ingested => {
    const key = keyOf(event, user, readUser);
    const known = accounts.ofUser(key);
    const slot = known ?? accounts.addUser(key, user);
    const fresh = accounts.list(slot, device);
    const earlier = event.at !== null && event.at < accounts.lastUserAt(device);
    if (earlier) accounts.contest(device);
    const repoints = !(earlier && rules.byEventTime);
    if (repoints) accounts.setLastUser(device, slot, event.at);

    const anonymous = accounts.ofDevice(device);
    const holder = anonymous === null ? null : accounts.countedAs(anonymous);
    const claimed = anonymous !== null && known !== null && holder !== anonymous && holder !== slot;
    if (claimed) movable.add(anonymous);
    const moves = claimed && rules.mergesAgain;
    if (moves) accounts.merge(anonymous, slot, index);

    const assumptions = namesOf(bits | (earlier ? lastBit : 0) | (claimed ? againBit : 0));
    if (!fresh && !repoints && !moves) return attributed(slot, grounds.earlier, assumptions);
    const ground = moves ? grounds.again : repoints ? grounds.another : grounds.earlier;
    return { slot, merge: 'merged', reason: null, link: [user, accounts.deviceName(device)], ground, assumptions };
  };

  const ingest = (event: AnalyticsEvent, index: number): Ingested => {
    const { claims } = event;
    if (claims.shape !== 'amplitude') return foreign;
    const { userId, deviceId } = claims;
    const number =
      (userId !== null && wasNumber(event, userId, readUser)) || (deviceId !== null && wasNumber(event, deviceId, readDevice))
        ? numberBit
        : 0;
    const userBits = bitsOf(userId, claims);
    const deviceBits = bitsOf(deviceId, claims);
    const bits = userBits | deviceBits | number;
    if (rules.rejects && (userId === '' || deviceId === '' || (bits & placeholderBit) !== 0))
      return outside('events_with_invalid_fields', grounds.placeholder, namesOf(bits | placeholderBit));
    const short = (bits & shortBit) !== 0;
    if (short && rules.rejectsShort) return outside('events_with_invalid_id_lengths', grounds.short, namesOf(bits));
    const user = (userBits & shortBit) === 0 ? userId || null : null;
    const deviceText = (deviceBits & shortBit) === 0 ? deviceId || null : null;
    if (user === null && deviceText === null)
      return short ? outside('events_with_invalid_id_lengths', grounds.short, namesOf(bits)) : withoutId;

    const device = deviceText === null ? null : accounts.device(keyOf(event, deviceText, readDevice), deviceText);
    if (user === null) return device === null ? withoutId : withoutUser(device, bits);
    const key = keyOf(event, user, readUser);
    if (device === null) return attributed(accounts.ofUser(key) ?? accounts.addUser(key, user), grounds.own, namesOf(bits));
    const last = accounts.lastUser(device);
    if (last === null) return onNewDevice({ event, index, user, device, bits });
    if (last !== accounts.ofUser(key)) return onUsedDevice({ event, index, user, device, bits });
    accounts.noteTime(device, event.at);
    return attributed(last, grounds.own, namesOf(bits));
  };

  const labelOf = (profile: number): string => accounts.userOf(profile) ?? accounts.firstDevice(profile) ?? '';

  const because = (slot: number): Because => {
    const account = accounts.countedAs(slot);
    const user = accounts.userOf(account);
    const device = accounts.firstDevice(slot) ?? '';
    if (user === null) return { kind: 'unlinked', id: device, ground: grounds.device };
    const event = accounts.linkedBy(slot);
    if (event === null) return { kind: 'own-id', id: user, ground: grounds.own };
    return { kind: 'linked', id: device, to: user, event, ground: account === slot ? grounds.taken : grounds.merged };
  };

  return {
    ingest,
    because,
    restsOn: (slot) => namesOf(movable.has(slot) ? againBit : 0),
    labelOf,
    profileOf: accounts.countedAs,
    idsOf: (profile) => {
      const user = accounts.userOf(profile);
      return user === null ? accounts.devicesOf(profile) : [user, ...accounts.devicesOf(profile)];
    },
    isKnown: (profile) => accounts.userOf(profile) !== null,
    fork: () => run(rules, accounts.fork(), new Set(movable)),
  };
};

/**
 * Amplitude's ids: a user has one Amplitude id for ever; a device has one until its first user takes it over or has it merged.
 * A slot is the Amplitude id that an event is stored under, before merges are applied.
 */
export const amplitude: MergeModel = {
  id: 'amplitude',
  vendor: 'amplitude',
  title: 'Amplitude, user and device ids',
  default: true,
  verified: true,
  shape: 'amplitude',
  settings: Object.values(amplitudeSettings),
  cite: tracking,
  start: (settings) => run(parseAmplitudeSettings(settings), createAmplitudeAccounts(), new Set()),
  linkBefore: amplitudeLink,
};
