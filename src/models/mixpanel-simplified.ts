import type { AnalyticsEvent } from '../core/event.ts';
import { member } from '../core/json.ts';
import type { Because, Ground, Ingested, MergeModel, ModelRun, Settings } from '../core/model.ts';
import { createDeviceOwners, type DeviceOwners } from './device-owners.ts';
import { mixpanelPlaceholders } from './mixpanel-placeholders.ts';
import { idKey, numberIds } from './number-ids.ts';
import { chosen } from './settings.ts';

const guide = 'https://docs.mixpanel.com/docs/tracking-methods/id-management/identifying-users-simplified';
const migration = 'https://docs.mixpanel.com/docs/tracking-methods/id-management/migrating-to-simplified-id-merge-system';
const reserved = 'https://docs.mixpanel.com/docs/data-structure/property-reference/reserved-properties';
const importApi = 'https://docs.mixpanel.com/reference/import-events';
const withoutUser = 'https://docs.mixpanel.com/troubleshooting/errors/server-side-events-without-a-user';

const grounds = {
  own: { rule: 'An event belongs to its $user_id, whatever distinct_id was sent.', cite: migration },
  bare: { rule: 'A distinct_id without the $device: prefix, sent alone, counts as the $user_id.', cite: migration },
  device: { rule: 'An event without $user_id belongs to its device until the device is linked to a user.', cite: guide },
  linked: {
    rule: 'The first event that carries both $device_id and $user_id links the device, with all its past and future events.',
    cite: guide,
  },
  refused: { rule: 'A device stays with the first user it was linked to; another $user_id then takes the event alone.', cite: reserved },
  repointed: { rule: 'The link with the earliest event time counts (a chosen assumption).', cite: guide },
  special: {
    rule: 'Simplified ID Merge ignores $identify, $create_alias and $merge; an ordinary event must carry both ids.',
    cite: migration,
  },
  empty: { rule: 'An event without an id is kept out of user-based analysis.', cite: withoutUser },
  placeholder: { rule: 'The import API rejects placeholder ids.', cite: importApi },
  foreign: { rule: 'This is not a Mixpanel payload.', cite: guide },
} as const satisfies Record<string, Ground>;

const settings = {
  numbers: numberIds(importApi),
  placeholders: {
    name: 'placeholder-rejection',
    title: 'Whether events with placeholder ids such as "null" are rejected; documented for the import API only',
    default: 'off',
    values: ['off', 'on'],
    cite: importApi,
    assumption: true,
  },
  firstWriter: {
    name: 'first-writer',
    title: 'Which of two events that link one device came first: the one ingested first, or the one with the earlier time',
    default: 'ingestion',
    values: ['ingestion', 'event-time'],
    cite: guide,
    assumption: true,
  },
  empty: {
    name: 'empty-ids',
    title: 'What an empty $user_id or $device_id does: counts as absent, or keeps the event out of user-based analysis',
    default: 'absent',
    values: ['absent', 'detached'],
    cite: withoutUser,
    assumption: true,
  },
} as const;

const ignoredNames: ReadonlySet<string> = new Set(['$identify', '$create_alias', '$merge']);
const devicePrefix = '$device:';
const nothing: readonly string[] = [];

type Rules = {
  readonly distinctNumbers: boolean;
  readonly rejects: boolean;
  readonly byEventTime: boolean;
  readonly emptyDetaches: boolean;
};

const outside = (reason: string, ground: Ground, assumptions: readonly string[] = nothing): Ingested => ({
  slot: null,
  merge: 'ignored',
  reason,
  link: nothing,
  ground,
  assumptions,
});

const foreign = outside('foreign-payload', grounds.foreign);
const special = outside('ignored-in-simplified', grounds.special);
const withoutId = outside('no-id', grounds.empty);

const isPlaceholder = (id: string | null): boolean => id !== null && mixpanelPlaceholders.has(id);

const isNumber = (event: AnalyticsEvent, property: string): boolean =>
  event.payload !== null && typeof member(member(event.payload, 'properties'), property) === 'number';

const run = (rules: Rules, owners: DeviceOwners): ModelRun => {
  const keyOf = (event: AnalyticsEvent, text: string, property: string): string =>
    rules.distinctNumbers && event.payload !== null ? idKey(text, member(member(event.payload, 'properties'), property), true) : text;

  const onDevice = (slot: number, assumptions: readonly string[]): Ingested => ({
    slot,
    merge: 'none',
    reason: null,
    link: nothing,
    ground: owners.ownerOf(slot) === null ? grounds.device : grounds.linked,
    assumptions: owners.isContested(slot) ? [...assumptions, settings.firstWriter.name] : assumptions,
  });

  const ingest = (event: AnalyticsEvent, index: number): Ingested => {
    const claims = event.claims;
    if (claims.shape !== 'mixpanel') return foreign;
    if (ignoredNames.has(event.name)) return special;

    let user = claims.userId || null;
    let device = claims.deviceId || null;
    let userProperty = '$user_id';
    if (user === null && device === null && claims.distinctId) {
      if (claims.distinctId.startsWith(devicePrefix)) device = claims.distinctId.slice(devicePrefix.length) || null;
      else {
        user = claims.distinctId;
        userProperty = 'distinct_id';
      }
    }
    const placeholder = isPlaceholder(user) || isPlaceholder(device);
    const hasEmpty = claims.userId === '' || claims.deviceId === '';
    const number = user !== null && isNumber(event, userProperty);
    const assumptions =
      placeholder || hasEmpty || number
        ? [
            ...(placeholder ? [settings.placeholders.name] : []),
            ...(hasEmpty ? [settings.empty.name] : []),
            ...(number ? [settings.numbers.name] : []),
          ]
        : nothing;
    if (rules.emptyDetaches && hasEmpty) return outside('empty-id', grounds.empty, assumptions);
    if (rules.rejects && placeholder) return outside('placeholder-id', grounds.placeholder, assumptions);

    const deviceNode = device === null ? null : owners.device(keyOf(event, device, '$device_id'), devicePrefix + device);
    if (user === null)
      return deviceNode === null
        ? assumptions.length === 0
          ? withoutId
          : outside('no-id', grounds.empty, assumptions)
        : onDevice(deviceNode, assumptions);

    const slot = owners.user(keyOf(event, user, userProperty), user);
    const plain = { slot, reason: null, link: nothing, ground: userProperty === '$user_id' ? grounds.own : grounds.bare, assumptions };
    if (deviceNode === null) return { merge: 'none', ...plain };

    const owner = owners.ownerOf(deviceNode);
    if (owner === slot) {
      owners.noteTime(deviceNode, event.at);
      return { merge: 'none', ...plain };
    }
    const link = [user, devicePrefix + device];
    if (owner === null) {
      owners.own(deviceNode, slot, index, event.at);
      return { slot, merge: 'merged', reason: null, link, ground: grounds.linked, assumptions };
    }
    const earlier = event.at !== null && event.at < owners.linkedAt(deviceNode);
    if (!earlier) return { slot, merge: 'refused', reason: 'errAnonDistinctIdAssignedAlready', link, ground: grounds.refused, assumptions };
    owners.contest(deviceNode);
    const resting = [...assumptions, settings.firstWriter.name];
    if (!rules.byEventTime)
      return { slot, merge: 'refused', reason: 'errAnonDistinctIdAssignedAlready', link, ground: grounds.refused, assumptions: resting };
    owners.own(deviceNode, slot, index, event.at);
    return { slot, merge: 'merged', reason: null, link, ground: grounds.repointed, assumptions: resting };
  };

  const because = (slot: number): Because => {
    const id = owners.nameOf(slot);
    if (owners.isUser(slot)) return { kind: 'own-id', id, ground: grounds.own };
    const owner = owners.ownerOf(slot);
    if (owner === null) return { kind: 'unlinked', id, ground: grounds.device };
    return { kind: 'linked', id, to: owners.nameOf(owner), event: owners.linkedBy(slot), ground: grounds.linked };
  };

  return {
    ingest,
    because,
    profileOf: (slot) => owners.ownerOf(slot) ?? slot,
    idsOf: owners.idsOf,
    labelOf: owners.nameOf,
    isKnown: owners.isUser,
    fork: () => run(rules, owners.fork()),
  };
};

/**
 * Mixpanel's Simplified ID Merge: one user id a person, any number of devices, and a device belongs for ever
 * to the first user an ordinary event links it to. A slot is the user, or the device, an event carried.
 */
export const mixpanelSimplified: MergeModel = {
  id: 'mixpanel-simplified',
  vendor: 'mixpanel',
  title: 'Mixpanel, Simplified ID Merge',
  default: true,
  verified: true,
  shape: 'mixpanel',
  settings: Object.values(settings),
  cite: guide,
  start: (chosenSettings: Settings) =>
    run(
      {
        distinctNumbers: chosen(settings.numbers, chosenSettings) === 'distinct',
        rejects: chosen(settings.placeholders, chosenSettings) === 'on',
        byEventTime: chosen(settings.firstWriter, chosenSettings) === 'event-time',
        emptyDetaches: chosen(settings.empty, chosenSettings) === 'detached',
      },
      createDeviceOwners(),
    ),
};
