import type { AnalyticsEvent, MixpanelClaims } from '../core/event.ts';
import type { Ground, Ingested, MergeModel, ModelRun } from '../core/model.ts';
import { createIdGraph, type IdGraph, type Rank } from './id-graph.ts';
import { assumptionNames, attributed, becauseOf, outside } from './id-reading.ts';
import { originalLink } from './link-before.ts';
import { isDevice, isGuid, isOlderSdkId, isUuidV4, type MixpanelId, mixpanelId } from './mixpanel-ids.ts';
import { type OriginalRules, originalSettings, parseOriginalSettings } from './original-settings.ts';

const guide = 'https://docs.mixpanel.com/docs/tracking-methods/id-management/identifying-users-original';
const createIdentity = 'https://docs.mixpanel.com/reference/create-identity';
const createAlias = 'https://docs.mixpanel.com/reference/identity-create-alias';
const mergeApi = 'https://docs.mixpanel.com/reference/identity-merge';
const importApi = 'https://docs.mixpanel.com/reference/import-events';
const withoutUser = 'https://docs.mixpanel.com/troubleshooting/errors/server-side-events-without-a-user';

const grounds = {
  own: { rule: 'An event belongs to the cluster of its distinct_id; $user_id and $device_id do nothing.', cite: guide },
  identified: {
    rule: '$identify joins the anonymous id and the identified id, with all their past and future events.',
    cite: createIdentity,
  },
  bareIdentify: { rule: 'An $identify without an anonymous id asks for no link.', cite: createIdentity },
  same: { rule: '$identify needs two different ids.', cite: createIdentity },
  form: { rule: 'The anonymous id of $identify must be a UUID.', cite: createIdentity },
  assigned: { rule: 'An anonymous id that was merged with an identified id takes no other one.', cite: createIdentity },
  aliased: { rule: '$create_alias joins the alias and the distinct_id.', cite: createAlias },
  aliasTaken: { rule: 'An alias never points to two ids.', cite: createAlias },
  merged: { rule: '$merge joins two ids, whatever they were before, and cannot be undone.', cite: mergeApi },
  needsTwo: { rule: '$merge takes exactly two ids.', cite: mergeApi },
  many: { rule: 'A cluster holds no more than 500 ids.', cite: guide },
  empty: { rule: 'An event without an id is kept out of user-based analysis.', cite: withoutUser },
  placeholder: { rule: 'The import API rejects placeholder ids.', cite: importApi },
  foreign: { rule: 'This is not a Mixpanel payload.', cite: guide },
} as const satisfies Record<string, Ground>;

const [prefixBit, formBit, edgeBit, numberBit, placeholderBit] = [1, 2, 4, 8, 16] as const;
const namesOf = assumptionNames([
  originalSettings.prefix.name,
  originalSettings.form.name,
  originalSettings.edge.name,
  originalSettings.numbers.name,
  originalSettings.placeholders.name,
]);

/** Of a cluster: one of its ids served as the identified side of an `$identify`. */
const hasIdentified = 1;
/** Of a cluster: whether it holds more ids was decided at the very limit. */
const atEdge = 2;
/** Of an id, above the bits of assumptions: it was used as an alias. */
const usedAsAlias = 1 << 8;
const assumptionBits = usedAsAlias - 1;

const foreign = outside('foreign-payload', grounds.foreign);
const withoutId = outside('no-id', grounds.empty);

const bitsOf = ({ number, placeholder }: MixpanelId): number => (number ? numberBit : 0) | (placeholder ? placeholderBit : 0);

type Pair = { readonly slot: number; readonly other: MixpanelId; readonly ground: Ground; readonly bits: number };

const run = (rules: OriginalRules, graph: IdGraph): ModelRun => {
  const nodeOf = (id: MixpanelId, rank: Rank): number => {
    const node = graph.find(id.key);
    if (node === null) return graph.add(id.key, id.name, rank);
    graph.raise(node, rank);
    return node;
  };

  const guess = (id: MixpanelId, claims: MixpanelClaims): Rank => {
    if (id.name === claims.userId) return 2;
    return isDevice(id, claims) || isUuidV4(id.name) ? 0 : 1;
  };

  const rejected = (bits: number): Ingested | null =>
    rules.rejects && (bits & placeholderBit) !== 0 ? outside('placeholder-id', grounds.placeholder, namesOf(bits)) : null;

  const refused = (slot: number, reason: string, link: readonly string[], ground: Ground, bits: number): Ingested => ({
    slot,
    merge: 'refused',
    reason,
    link,
    ground,
    assumptions: namesOf(bits),
  });

  /** Joins the cluster of `slot` with the one of `other` unless they are too many. */
  const join = ({ slot, other, ground, bits }: Pair, rank: Rank, index: number): Ingested => {
    const there = graph.find(other.key);
    const root = graph.rootOf(slot);
    const otherRoot = there === null ? null : graph.rootOf(there);
    if (otherRoot === root) {
      if (there !== null) graph.raise(there, rank);
      return attributed(slot, ground, namesOf(bits));
    }
    const total = graph.size(root) + (otherRoot === null ? 1 : graph.size(otherRoot));
    const resting = total === rules.maxIds ? bits | edgeBit : bits;
    if (resting !== bits) for (const one of [root, otherRoot ?? root]) graph.mark(one, atEdge);
    const link = [graph.nameOf(slot), other.name];
    if (total > rules.maxIds || (total === rules.maxIds && rules.edgeFails))
      return refused(slot, 'errManyIDs', link, grounds.many, resting);
    const node = nodeOf(other, rank);
    graph.join(slot, node, index);
    return { slot, merge: 'merged', reason: null, link, ground, assumptions: namesOf(resting) };
  };

  const identify = (event: AnalyticsEvent, claims: MixpanelClaims, index: number): Ingested => {
    const id = mixpanelId(
      event,
      claims.identifiedId ?? claims.distinctId,
      claims.identifiedId === null ? 'distinct_id' : '$identified_id',
      rules,
    );
    if (id === null) return withoutId;
    const anon = mixpanelId(event, claims.anonId, '$anon_id', rules);
    const bits = bitsOf(id) | (anon === null ? 0 : bitsOf(anon) | (anon.prefixed ? prefixBit : 0));
    const away = rejected(bits);
    if (away !== null) return away;
    if (anon === null) return attributed(nodeOf(id, 2), grounds.bareIdentify, namesOf(bits));
    const slot = nodeOf(id, anon.key === id.key ? guess(id, claims) : 2);
    if (anon.key === id.key) return refused(slot, 'errSameIDs', [id.name], grounds.same, bits);

    const link = [id.name, anon.name];
    const uuid = isUuidV4(anon.name);
    const resting = !uuid && isGuid(anon.name) ? bits | formBit : bits;
    const there = graph.find(anon.key);
    if (there !== null) graph.note(there, resting & (prefixBit | formBit));
    if (!uuid && !(rules.anyGuid ? isGuid(anon.name) : isOlderSdkId(anon.name)))
      return refused(slot, 'errAnonDistinctIdNonGUIDForm', link, grounds.form, resting);
    if (there !== null && (graph.marks(graph.rootOf(there)) & hasIdentified) !== 0)
      return refused(slot, 'errAnonDistinctIdAssignedAlready', link, grounds.assigned, resting);
    const done = join({ slot, other: anon, ground: grounds.identified, bits: resting }, 0, index);
    if (done.merge === 'refused') return done;
    graph.mark(graph.rootOf(slot), hasIdentified);
    const node = graph.find(anon.key);
    if (node !== null) graph.note(node, resting & (prefixBit | formBit));
    return done;
  };

  const alias = (event: AnalyticsEvent, claims: MixpanelClaims, index: number): Ingested => {
    const id = mixpanelId(event, claims.distinctId, 'distinct_id', rules);
    if (id === null) return withoutId;
    const other = mixpanelId(event, claims.alias, 'alias', rules);
    const bits = bitsOf(id) | (other === null ? 0 : bitsOf(other));
    const away = rejected(bits);
    if (away !== null) return away;
    const slot = nodeOf(id, guess(id, claims));
    if (other === null || other.key === id.key) return attributed(slot, grounds.own, namesOf(bits));
    const there = graph.find(other.key);
    if (there !== null && (graph.notes(there) & usedAsAlias) !== 0)
      return refused(slot, 'errAliasAlreadyExists', [id.name, other.name], grounds.aliasTaken, bits);
    const done = join({ slot, other, ground: grounds.aliased, bits }, isUuidV4(other.name) ? 0 : 1, index);
    const node = graph.find(other.key);
    if (done.merge !== 'refused' && node !== null) graph.note(node, usedAsAlias);
    return done;
  };

  const merge = (event: AnalyticsEvent, claims: MixpanelClaims, index: number): Ingested => {
    const [first, second, ...more] = claims.mergeIds ?? [];
    const id = mixpanelId(event, first ?? null, '$distinct_ids', rules);
    const other = mixpanelId(event, second ?? null, '$distinct_ids', rules);
    if (id === null || other === null || more.length > 0) return outside('needs-two-ids', grounds.needsTwo);
    const bits = bitsOf(id) | bitsOf(other);
    const away = rejected(bits);
    if (away !== null) return away;
    const slot = nodeOf(id, guess(id, claims));
    if (other.key === id.key) return attributed(slot, grounds.own, namesOf(bits));
    return join({ slot, other, ground: grounds.merged, bits }, guess(other, claims), index);
  };

  const ingest = (event: AnalyticsEvent, index: number): Ingested => {
    const { claims, name } = event;
    if (claims.shape !== 'mixpanel') return foreign;
    if (name === '$identify') return identify(event, claims, index);
    if (name === '$create_alias') return alias(event, claims, index);
    if (name === '$merge') return merge(event, claims, index);
    const id = mixpanelId(event, claims.distinctId, 'distinct_id', rules);
    if (id === null) return withoutId;
    const bits = bitsOf(id);
    const away = rejected(bits);
    if (away !== null) return away;
    const known = graph.find(id.key);
    const slot = known ?? graph.add(id.key, id.name, guess(id, claims));
    if (known !== null && id.name === claims.userId) graph.raise(known, 2);
    return attributed(slot, grounds.own, namesOf(bits | (graph.notes(slot) & assumptionBits)));
  };

  const restsOn = (slot: number): readonly string[] =>
    namesOf((graph.notes(slot) & assumptionBits) | ((graph.marks(graph.rootOf(slot)) & atEdge) === 0 ? 0 : edgeBit));

  return {
    ingest,
    restsOn,
    because: (slot) => becauseOf(graph, slot, { own: grounds.own, joined: grounds.identified, alone: grounds.own }, 'distinct_id'),
    profileOf: graph.rootOf,
    idsOf: (profile) => graph.members(profile).map(graph.nameOf),
    labelOf: (profile) => graph.nameOf(graph.labelOf(profile)),
    isKnown: (profile) => graph.rankOf(graph.labelOf(profile)) > 0,
    limitsOf: (profile) => [{ name: 'ids', value: graph.size(profile), limit: rules.maxIds, cite: guide }],
    fork: () => run(rules, graph.fork()),
  };
};

/**
 * Mixpanel's Original ID Merge: `$identify`, `$create_alias` and `$merge` join ids into clusters of up to 500;
 * ordinary events count for their `distinct_id` alone. A slot is the id an event counted for.
 */
export const mixpanelOriginal: MergeModel = {
  id: 'mixpanel-original',
  vendor: 'mixpanel',
  title: 'Mixpanel, Original ID Merge',
  default: false,
  verified: true,
  shape: 'mixpanel',
  settings: Object.values(originalSettings),
  cite: guide,
  start: (settings) => run(parseOriginalSettings(settings), createIdGraph()),
  linkBefore: originalLink,
};
