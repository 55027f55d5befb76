import type { AnalyticsEvent, MixpanelClaims } from '../core/event.ts';
import { type Json, member } from '../core/json.ts';
import type { Because, Ground, Ingested, MergeModel, ModelRun } from '../core/model.ts';
import { createDeviceOwners, type DeviceOwners } from './device-owners.ts';
import { simplifiedLink } from './link-before.ts';
import { isMixpanelPlaceholder } from './mixpanel-placeholders.ts';
import { idKey } from './number-ids.ts';
import { parseSimplifiedSettings, type SimplifiedRules, simplifiedSettings } from './simplified-settings.ts';

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

const ignoredNames: ReadonlySet<string> = new Set(['$identify', '$create_alias', '$merge']);
const devicePrefix = '$device:';
const nothing: readonly string[] = [];
const byFirstWriter: readonly string[] = [simplifiedSettings.firstWriter.name];
const refusal = 'errAnonDistinctIdAssignedAlready';

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

const assumed = (rests: { readonly placeholder: boolean; readonly empty: boolean; readonly number: boolean }): readonly string[] => [
  ...(rests.placeholder ? [simplifiedSettings.placeholders.name] : []),
  ...(rests.empty ? [simplifiedSettings.empty.name] : []),
  ...(rests.number ? [simplifiedSettings.numbers.name] : []),
];

const isPlaceholder = (id: string | null): boolean => id !== null && isMixpanelPlaceholder(id);

type Carried = { readonly user: string | null; readonly device: string | null; readonly userProperty: '$user_id' | 'distinct_id' };

/** The ids an event counts for: `distinct_id` stands in only where neither reserved property does. */
const carriedBy = ({ userId, deviceId, distinctId }: MixpanelClaims): Carried => {
  const user = userId || null;
  const device = deviceId || null;
  if (user !== null || device !== null || !distinctId) return { user, device, userProperty: '$user_id' };
  if (distinctId.startsWith(devicePrefix)) return { user, device: distinctId.slice(devicePrefix.length) || null, userProperty: '$user_id' };
  return { user: distinctId, device, userProperty: 'distinct_id' };
};

const rawOf = (event: AnalyticsEvent, property: string): Json | undefined =>
  event.payload === null ? undefined : member(member(event.payload, 'properties'), property);

const run = (rules: SimplifiedRules, owners: DeviceOwners): ModelRun => {
  const keyOf = (event: AnalyticsEvent, text: string, property: string): string =>
    rules.distinctNumbers ? idKey(text, rawOf(event, property), true) : text;

  const onDevice = (slot: number, assumptions: readonly string[]): Ingested => ({
    slot,
    merge: 'none',
    reason: null,
    link: nothing,
    ground: owners.ownerOf(slot) === null ? grounds.device : grounds.linked,
    assumptions: owners.isContested(slot) ? [...assumptions, simplifiedSettings.firstWriter.name] : assumptions,
  });

  /** An event with both ids: it links the device, finds it linked already, or is refused. */
  const onBoth = (event: AnalyticsEvent, index: number, slot: number, deviceNode: number, assumptions: readonly string[]): Ingested => {
    const owner = owners.ownerOf(deviceNode);
    if (owner === slot) {
      owners.noteTime(deviceNode, event.at);
      return { slot, merge: 'none', reason: null, link: nothing, ground: grounds.own, assumptions };
    }
    const link = [owners.nameOf(slot), owners.nameOf(deviceNode)];
    if (owner === null) {
      owners.own(deviceNode, slot, index, event.at);
      return { slot, merge: 'merged', reason: null, link, ground: grounds.linked, assumptions };
    }
    const contested = event.at !== null && event.at < owners.linkedAt(deviceNode);
    if (contested) owners.contest(deviceNode);
    const resting = contested ? [...assumptions, simplifiedSettings.firstWriter.name] : assumptions;
    if (contested && rules.byEventTime) {
      owners.own(deviceNode, slot, index, event.at);
      return { slot, merge: 'merged', reason: null, link, ground: grounds.repointed, assumptions: resting };
    }
    return { slot, merge: 'refused', reason: refusal, link, ground: grounds.refused, assumptions: resting };
  };

  const ingest = (event: AnalyticsEvent, index: number): Ingested => {
    const { claims } = event;
    if (claims.shape !== 'mixpanel') return foreign;
    if (ignoredNames.has(event.name)) return special;

    const { user, device, userProperty } = carriedBy(claims);
    const placeholder = isPlaceholder(user) || isPlaceholder(device);
    const empty = claims.userId === '' || claims.deviceId === '';
    const number = typeof rawOf(event, userProperty) === 'number' || typeof rawOf(event, '$device_id') === 'number';
    const assumptions = placeholder || empty || number ? assumed({ placeholder, empty, number }) : nothing;
    if (rules.emptyDetaches && empty) return outside('empty-id', grounds.empty, assumptions);
    if (rules.rejects && placeholder) return outside('placeholder-id', grounds.placeholder, assumptions);

    const deviceNode = device === null ? null : owners.device(keyOf(event, device, '$device_id'), device, devicePrefix);
    if (user === null && deviceNode !== null) return onDevice(deviceNode, assumptions);
    if (user === null) return assumptions === nothing ? withoutId : outside('no-id', grounds.empty, assumptions);

    const slot = owners.user(keyOf(event, user, userProperty), user);
    if (deviceNode !== null) return onBoth(event, index, slot, deviceNode, assumptions);
    const ground = userProperty === '$user_id' ? grounds.own : grounds.bare;
    return { slot, merge: 'none', reason: null, link: nothing, ground, assumptions };
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
    restsOn: (slot) => (owners.isContested(slot) ? byFirstWriter : nothing),
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
  settings: Object.values(simplifiedSettings),
  cite: guide,
  start: (settings) => run(parseSimplifiedSettings(settings), createDeviceOwners()),
  linkBefore: simplifiedLink,
};
