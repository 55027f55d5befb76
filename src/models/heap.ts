import type { AnalyticsEvent, NamedClaims } from '../core/event.ts';
import type { Because, Ground, Ingested, MergeModel, ModelRun } from '../core/model.ts';
import { createDeviceOwners, type DeviceOwners } from './device-owners.ts';
import { type HeapRules, heapSettings, parseHeapSettings } from './heap-settings.ts';
import { assumptionNames, attributed, outside } from './id-reading.ts';
import { anonymousIdOf, identityOf, type NamedId, namedId } from './named-ids.ts';

const identify = 'https://developers.heap.io/reference/identify';
const identifyApi = 'https://developers.heap.io/reference/identify-1';
const guide = 'https://docs.heap.io/docs/using-identify';

const grounds = {
  own: { rule: 'An event belongs to the user with the identity it carries.', cite: guide },
  alone: { rule: 'Until a visitor is identified, events belong to the anonymous user id.', cite: guide },
  linked: { rule: 'Identify gives the user id, with its past and future sessions, to the user with that identity.', cite: identify },
  second: { rule: 'A user id takes one identity; a later different one is dropped.', cite: identifyApi },
  many: { rule: 'An identity takes 10 user ids in a month; further ones are ignored.', cite: identifyApi },
  long: { rule: 'An identity has fewer than 255 characters.', cite: identify },
  alias: { rule: 'Heap has no alias.', cite: guide },
  empty: { rule: 'An event without an id has no user.', cite: guide },
  foreign: { rule: 'This is not a Heap payload.', cite: guide },
} as const satisfies Record<string, Ground>;

const [secondBit, countBit, monthBit] = [4, 8, 16] as const;
const namesOf = assumptionNames([
  heapSettings.numbers.name,
  heapSettings.long.name,
  heapSettings.second.name,
  heapSettings.count.name,
  heapSettings.month.name,
]);

const foreign = outside('foreign-payload', grounds.foreign);
const alias = outside('no-alias-in-heap', grounds.alias);
const withoutId = outside('no-id', grounds.empty);
const none: readonly number[] = [];

type State = {
  readonly owners: DeviceOwners;
  /** When an identity took its latest user ids, ms. The lists are never changed in place, so copies share them. */
  readonly taken: Map<number, readonly number[]>;
  /** The latest time seen; it stands in where an event has none. */
  readonly clock: number;
};

const run = (rules: HeapRules, state: State): ModelRun => {
  const { owners, taken } = state;
  let { clock } = state;

  const recent = (user: number, now: number): number => (taken.get(user) ?? none).filter((at) => at > now - rules.month).length;

  const both = (event: AnalyticsEvent, ids: readonly [NamedId, NamedId], index: number, now: number): Ingested => {
    const [identity, visitor] = ids;
    const bits = identity.bits | visitor.bits;
    const user = identity.dropped ? null : owners.user(identity.key, identity.name);
    const device = visitor.dropped ? null : owners.device(visitor.key, visitor.name);
    const refused = (slot: number | null, reason: string, ground: Ground, more = 0): Ingested => ({
      slot,
      merge: 'refused',
      reason,
      link: [identity.name, visitor.name],
      ground,
      assumptions: namesOf(bits | more),
    });
    if (user === null || device === null) return refused(user ?? device, 'id-too-long', grounds.long);
    const owner = owners.ownerOf(device);
    if (owner === user) return attributed(user, grounds.own, namesOf(bits));
    if (owner !== null) return refused(rules.switches ? user : device, 'identity-already-set', grounds.second, secondBit);
    if (recent(user, now) >= rules.maxUserIds) return refused(device, 'too-many-user-ids', grounds.many, countBit | monthBit);
    owners.own(device, user, index, event.at);
    taken.set(user, [...(taken.get(user) ?? none), now].slice(-rules.maxUserIds));
    return {
      slot: user,
      merge: 'merged',
      reason: null,
      link: [identity.name, visitor.name],
      ground: grounds.linked,
      assumptions: namesOf(bits),
    };
  };

  const single = (id: NamedId, node: (key: string, name: string) => number, ground: Ground): Ingested =>
    id.dropped ? outside('id-too-long', grounds.long, namesOf(id.bits)) : attributed(node(id.key, id.name), ground, namesOf(id.bits));

  const carried = (event: AnalyticsEvent, claims: NamedClaims, index: number): Ingested => {
    if (event.at !== null && event.at > clock) clock = event.at;
    const identity = namedId(event, claims.identity, identityOf, rules);
    const visitor = namedId(event, claims.anonymousId, anonymousIdOf, rules);
    if (identity !== null && visitor !== null) return both(event, [identity, visitor], index, event.at ?? clock);
    if (identity !== null) return single(identity, owners.user, grounds.own);
    return visitor === null ? withoutId : single(visitor, owners.device, grounds.alone);
  };

  const because = (slot: number): Because => {
    const id = owners.nameOf(slot);
    if (owners.isUser(slot)) return { kind: 'own-id', id, ground: grounds.own };
    const owner = owners.ownerOf(slot);
    if (owner === null) return { kind: 'unlinked', id, ground: grounds.alone };
    return { kind: 'linked', id, to: owners.nameOf(owner), event: owners.linkedBy(slot), ground: grounds.linked };
  };

  return {
    ingest: (event, index) => {
      const { claims } = event;
      if (claims.shape !== 'named') return foreign;
      return claims.alias === null ? carried(event, claims, index) : alias;
    },
    because,
    profileOf: (slot) => owners.ownerOf(slot) ?? slot,
    idsOf: owners.idsOf,
    labelOf: owners.nameOf,
    isKnown: owners.isUser,
    limitsOf: (profile) =>
      owners.isUser(profile)
        ? [{ name: 'user ids a month', value: recent(profile, clock), limit: rules.maxUserIds, cite: identifyApi }]
        : [],
    fork: () => run(rules, { owners: owners.fork(), taken: new Map(taken), clock }),
  };
};

/**
 * Heap: a user id belongs for ever to the first identity it is given, with all its sessions. A slot is the identity,
 * or the user id, an event counted for.
 */
export const heap: MergeModel = {
  id: 'heap',
  vendor: 'heap',
  title: 'Heap, identities',
  default: true,
  verified: false,
  shape: 'named',
  settings: Object.values(heapSettings),
  cite: guide,
  start: (settings) => run(parseHeapSettings(settings), { owners: createDeviceOwners(), taken: new Map(), clock: 0 }),
};
