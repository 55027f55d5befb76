import type { AnalyticsEvent, NamedClaims } from '../core/event.ts';
import type { Ground, Ingested, MergeModel, ModelRun, Settings } from '../core/model.ts';
import { createIdGraph, type IdGraph, type Rank } from './id-graph.ts';
import { assumptionNames, attributed, becauseOf, outside } from './id-reading.ts';
import { aliasOf, anonymousIdOf, identityOf, longIds, type NamedId, type NamedReading, namedId } from './named-ids.ts';
import { numberIds } from './number-ids.ts';
import { chosen } from './settings.ts';

const identities = 'https://support.kissmetrics.io/docs/identities';
const identifyCall = 'https://support.kissmetrics.io/reference/identify-main';

const settings = { numbers: numberIds(identities), long: longIds(255, identities) };
const namesOf = assumptionNames([settings.numbers.name, settings.long.name]);

const grounds = {
  own: { rule: 'An event belongs to the person of the identity it carries.', cite: identities },
  alone: { rule: 'Until a visitor is identified, events belong to the anonymous id.', cite: identities },
  identified: { rule: 'Identifying an anonymous visitor aliases the anonymous id to the identity.', cite: identifyCall },
  switched: { rule: 'Identifying somebody who is identified already only switches the identity; the two stay apart.', cite: identifyCall },
  aliased: { rule: 'An alias joins both ids in one person, for ever.', cite: identities },
  long: { rule: 'Ids have at most 255 characters.', cite: identities },
  empty: { rule: 'An event without an id has no person.', cite: identities },
  foreign: { rule: 'This is not a Kissmetrics payload.', cite: identities },
} as const satisfies Record<string, Ground>;

/** Of an anonymous id: an identity took it. */
const taken = 1;

const foreign = outside('foreign-payload', grounds.foreign);
const withoutId = outside('no-id', grounds.empty);

const run = (reading: NamedReading, graph: IdGraph): ModelRun => {
  const nodeOf = ({ key, name }: NamedId, rank: Rank): number => {
    const node = graph.find(key);
    if (node === null) return graph.add(key, name, rank);
    graph.raise(node, rank);
    return node;
  };

  const refused = (slot: number | null, ids: readonly NamedId[], bits: number): Ingested => ({
    slot,
    merge: 'refused',
    reason: 'id-too-long',
    link: ids.map(({ name }) => name),
    ground: grounds.long,
    assumptions: namesOf(bits),
  });

  const join = (slot: number, other: number, ground: Ground, index: number, bits: number): Ingested => {
    if (!graph.join(slot, other, index)) return attributed(slot, ground, namesOf(bits));
    return { slot, merge: 'merged', reason: null, link: [graph.nameOf(slot), graph.nameOf(other)], ground, assumptions: namesOf(bits) };
  };

  const alias = (event: AnalyticsEvent, [one, two]: readonly [string, string], index: number): Ingested => {
    const first = namedId(event, one, aliasOf(0), reading);
    const second = namedId(event, two, aliasOf(1), reading);
    if (first === null || second === null) return withoutId;
    const bits = first.bits | second.bits;
    if (first.dropped || second.dropped) return refused(first.dropped ? null : nodeOf(first, 1), [first, second], bits);
    return join(nodeOf(first, 1), nodeOf(second, 1), grounds.aliased, index, bits);
  };

  const carried = (event: AnalyticsEvent, claims: NamedClaims, index: number): Ingested => {
    const identity = namedId(event, claims.identity, identityOf, reading);
    const anonymous = namedId(event, claims.anonymousId, anonymousIdOf, reading);
    const bits = (identity?.bits ?? 0) | (anonymous?.bits ?? 0);
    const known = identity === null || identity.dropped ? null : nodeOf(identity, 2);
    const visitor = anonymous === null || anonymous.dropped ? null : nodeOf(anonymous, 0);
    if (identity !== null && anonymous !== null && (known === null || visitor === null))
      return refused(known ?? visitor, [identity, anonymous], bits);
    if (known !== null && visitor !== null && known !== visitor) {
      const first = (graph.notes(visitor) & taken) === 0;
      if (!first) {
        const together = graph.rootOf(known) === graph.rootOf(visitor);
        return attributed(known, together ? grounds.own : grounds.switched, namesOf(bits));
      }
      graph.note(visitor, taken);
      return join(known, visitor, grounds.identified, index, bits);
    }
    const slot = known ?? visitor;
    if (slot === null) return bits === 0 ? withoutId : outside('id-too-long', grounds.long, namesOf(bits));
    return attributed(slot, known === null ? grounds.alone : grounds.own, namesOf(bits));
  };

  return {
    ingest: (event, index) => {
      const { claims } = event;
      if (claims.shape !== 'named') return foreign;
      return claims.alias === null ? carried(event, claims, index) : alias(event, claims.alias, index);
    },
    because: (slot) => becauseOf(graph, slot, { own: grounds.own, joined: grounds.identified, alone: grounds.alone }),
    profileOf: graph.rootOf,
    idsOf: (profile) => graph.members(profile).map(graph.nameOf),
    labelOf: (profile) => graph.nameOf(graph.labelOf(profile)),
    isKnown: (profile) => graph.rankOf(graph.labelOf(profile)) > 0,
    fork: () => run(reading, graph.fork()),
  };
};

const parse = (given: Settings): NamedReading => ({
  distinctNumbers: chosen(settings.numbers, given) === 'distinct',
  keepsLong: chosen(settings.long, given) === 'kept',
  longest: 255,
});

/**
 * Kissmetrics: an anonymous id belongs to the first identity that takes it, and an alias joins two persons for ever.
 * All ids are of one kind. A slot is the id an event counted for.
 */
export const kissmetrics: MergeModel = {
  id: 'kissmetrics',
  vendor: 'kissmetrics',
  title: 'Kissmetrics, identities and aliases',
  default: true,
  verified: false,
  shape: 'named',
  settings: Object.values(settings),
  cite: identities,
  start: (given) => run(parse(given), createIdGraph()),
};
