import type { AnalyticsEvent, SegmentClaims } from '../core/event.ts';
import { idText, type Json, member } from '../core/json.ts';
import type { Ground, Ingested, MergeModel, ModelRun } from '../core/model.ts';
import { createIdGraph, type IdGraph, type Rank } from './id-graph.ts';
import { assumptionNames, attributed, becauseOf, outside, wasNumber } from './id-reading.ts';
import { identifyLink } from './link-before.ts';
import { idKey } from './number-ids.ts';
import { parseRudderstackSettings, type RudderstackRules, rudderstackSettings } from './rudderstack-settings.ts';

const resolution = 'https://www.rudderstack.com/docs/features/identity-resolution';
const aliasSpec = 'https://www.rudderstack.com/docs/event-spec/standard-events/alias/';

const grounds = {
  own: { rule: 'An event belongs to whoever its ids belong to.', cite: resolution },
  joined: { rule: 'Ids that come in one event belong together, with everything joined to either before.', cite: resolution },
  aliased: { rule: 'An alias joins its userId and its previousId.', cite: aliasSpec },
  empty: { rule: 'An event without an id belongs to nobody.', cite: resolution },
  foreign: { rule: 'This is not a RudderStack payload.', cite: resolution },
} as const satisfies Record<string, Ground>;

const [joinedByBit, numberBit] = [1, 2] as const;
const namesOf = assumptionNames([rudderstackSettings.joinedBy.name, rudderstackSettings.numbers.name]);

const foreign = outside('foreign-payload', grounds.foreign);
const withoutId = outside('no-id', grounds.empty);

const readers: Readonly<Record<'userId' | 'anonymousId' | 'previousId', (payload: Json) => Json | undefined>> = {
  userId: (payload) => member(payload, 'userId'),
  anonymousId: (payload) => member(payload, 'anonymousId'),
  previousId: (payload) => member(payload, 'previousId'),
};

const deviceOf = (payload: Json | null): string | null =>
  payload === null ? null : idText(member(member(member(payload, 'context'), 'device'), 'id'));

const noFurther: readonly (readonly [string, string])[] = [];

/** Identifiers beyond the ids of the SDK that an event carries, by the names the setting has for them. */
const furtherIds = (event: AnalyticsEvent, claims: SegmentClaims): readonly (readonly [string, string])[] => {
  const device = deviceOf(event.payload);
  if (claims.email === null && device === null && claims.externalIds.length === 0) return noFurther;
  const found: (readonly [string, string])[] = [];
  if (claims.email !== null) found.push(['email', claims.email]);
  if (device !== null) found.push(['device_id', device]);
  for (const { type, value } of claims.externalIds) found.push([type, value]);
  return found.filter(([, value]) => value !== '');
};

const run = (rules: RudderstackRules, graph: IdGraph): ModelRun => {
  const nodeOf = (key: string, name: string, rank: Rank): number => {
    const node = graph.find(key);
    if (node === null) return graph.add(key, name, rank);
    if (rank > 0) graph.raise(node, rank);
    return node;
  };

  const keyOf = (event: AnalyticsEvent, text: string, reader: keyof typeof readers): string =>
    rules.distinctNumbers && wasNumber(event, text, readers[reader]) ? idKey(text, Number(text), true) : text;

  /** Joins further nodes to the slot. */
  const settle = (slot: number, nodes: readonly number[], claims: SegmentClaims, index: number, bits: number): Ingested => {
    let met = false;
    for (const node of nodes) if (node !== slot) met = graph.join(slot, node, index) || met;
    if (!met) return attributed(slot, grounds.own, namesOf(bits));
    const ground = claims.previousId ? grounds.aliased : grounds.joined;
    return { slot, merge: 'merged', reason: null, link: nodes.map(graph.nameOf), ground, assumptions: namesOf(bits) };
  };

  const nodesOf = (event: AnalyticsEvent, claims: SegmentClaims, further: readonly (readonly [string, string])[]): readonly number[] => {
    const nodes: number[] = [];
    const { anonymousId, userId, previousId } = claims;
    const anonymous = anonymousId && rules.byAnonymous ? nodeOf(keyOf(event, anonymousId, 'anonymousId'), anonymousId, 0) : null;
    if (userId && rules.byUser) nodes.push(nodeOf(keyOf(event, userId, 'userId'), userId, 2));
    if (anonymous !== null) nodes.push(anonymous);
    if (previousId && rules.byUser) nodes.push(nodeOf(keyOf(event, previousId, 'previousId'), previousId, 0));
    if (!rules.plain)
      for (const [type, value] of further) if (rules.joins.has(type)) nodes.push(nodeOf(value, value, type === 'email' ? 1 : 0));
    return nodes;
  };

  const ingest = (event: AnalyticsEvent, index: number): Ingested => {
    const { claims } = event;
    if (claims.shape !== 'segment') return foreign;
    const further = furtherIds(event, claims);
    const left = further.length > 0 && further.some(([type]) => !rules.joins.has(type));
    const number =
      (claims.userId !== null && wasNumber(event, claims.userId, readers.userId)) ||
      (claims.anonymousId !== null && wasNumber(event, claims.anonymousId, readers.anonymousId));
    const bits = (left ? joinedByBit : 0) | (number ? numberBit : 0);
    const nodes = nodesOf(event, claims, further);
    const [slot] = nodes;
    if (slot === undefined) return bits === 0 ? withoutId : outside('no-id', grounds.empty, namesOf(bits));
    return settle(slot, nodes, claims, index, bits);
  };

  return {
    ingest,
    because: (slot) => becauseOf(graph, slot, { own: grounds.own, joined: grounds.joined, alone: grounds.own }),
    profileOf: graph.rootOf,
    idsOf: (profile) => graph.members(profile).map(graph.nameOf),
    labelOf: (profile) => graph.nameOf(graph.labelOf(profile)),
    isKnown: (profile) => graph.rankOf(graph.labelOf(profile)) > 0,
    fork: () => run(rules, graph.fork()),
  };
};

/**
 * RudderStack's identity graph: whatever ids come together belong together, for ever and without a guard.
 * A slot is the user id an event carried, else its anonymous id.
 */
export const rudderstack: MergeModel = {
  id: 'rudderstack',
  vendor: 'rudderstack',
  title: 'RudderStack, identity graph without guards',
  default: true,
  verified: true,
  shape: 'segment',
  settings: Object.values(rudderstackSettings),
  cite: resolution,
  start: (settings) => run(parseRudderstackSettings(settings), createIdGraph()),
  linkBefore: identifyLink,
};
