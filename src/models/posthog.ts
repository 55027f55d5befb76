import type { AnalyticsEvent, PosthogClaims } from '../core/event.ts';
import { type Json, member } from '../core/json.ts';
import type { Because, Ground, Ingested, MergeModel, ModelRun } from '../core/model.ts';
import { createIdGraph, type IdGraph, type Rank } from './id-graph.ts';
import { assumptionNames, attributed, becauseOf, outside, wasNumber } from './id-reading.ts';
import { posthogLink } from './link-before.ts';
import { idKey } from './number-ids.ts';
import { isIllegalId } from './posthog-illegal-ids.ts';
import { type PosthogRules, parsePosthogSettings, posthogSettings } from './posthog-settings.ts';

const identifying = 'https://posthog.com/docs/product-analytics/identify';
const resolution = 'https://posthog.com/docs/product-analytics/identity-resolution';
const profiles = 'https://posthog.com/docs/data/anonymous-vs-identified-events';
const warnings = 'https://posthog.com/docs/data/ingestion-warnings';
const mergeSource = 'https://github.com/PostHog/posthog/blob/master/nodejs/src/worker/ingestion/persons/person-merge-service.ts';

const grounds = {
  own: { rule: 'An event belongs to the person who has its distinct_id.', cite: resolution },
  personless: {
    rule: 'An event with $process_person_profile false makes no person; it has one only if its distinct_id does.',
    cite: profiles,
  },
  joined: { rule: 'A merge puts both ids, with all their events, on one person.', cite: identifying },
  added: { rule: 'When only one of the two ids has a person, the other id is added to it, identified or not.', cite: mergeSource },
  dangerous: { rule: '$merge_dangerously merges identified persons too.', cite: resolution },
  identified: { rule: 'A person who was identified is not merged into another one.', cite: warnings },
  illegal: { rule: 'Ids that stand for nobody are not merged; the event itself is kept.', cite: warnings },
  late: { rule: 'An $identify that arrives after later events of its id does not link (a chosen assumption).', cite: mergeSource },
  limit: { rule: 'A merge of more ids than the limit is set aside, with its event.', cite: mergeSource },
  invalid: { rule: 'Events that exist to change a person are dropped when $process_person_profile is false.', cite: warnings },
  empty: { rule: 'An event needs a distinct_id.', cite: resolution },
  foreign: { rule: 'This is not a PostHog payload.', cite: resolution },
} as const satisfies Record<string, Ground>;

const [historyBit, lateBit, limitBit, numberBit] = [1, 2, 4, 8] as const;
const namesOf = assumptionNames([
  posthogSettings.history.name,
  posthogSettings.late.name,
  posthogSettings.limit.name,
  posthogSettings.numbers.name,
]);

/** Of a cluster: it is a person, and one that was identified. */
const isPerson = 1;
const isIdentified = 2;
/** Of an id: it sent events that made no person. */
const sentPersonless = 1;
/** Of an id: an $identify that came late asked for it. */
const askedLate = 2;

const personEvents: ReadonlySet<string> = new Set(['$identify', '$create_alias', '$merge_dangerously', '$groupidentify']);
/** A prefix no distinct_id has in practice: events that stay without a person for ever hang on it. */
const apart = '\u0000personless:';

const nothing: readonly string[] = [];
const foreign = outside('foreign-payload', grounds.foreign);
const withoutId = outside('no-id', grounds.empty);
const invalid = outside('invalid_event_when_process_person_profile_is_false', grounds.invalid);

const readDistinctId = (payload: Json): Json | undefined =>
  member(payload, 'distinct_id') ?? member(member(payload, 'properties'), 'distinct_id');

/** The id that an event asks to be merged with its own; null when it asks for nothing. */
const sourceOf = (name: string, claims: PosthogClaims): string | null => {
  if (name === '$identify') return claims.anonDistinctId;
  return name === '$create_alias' || name === '$merge_dangerously' ? claims.alias : null;
};

type Asked = {
  readonly event: AnalyticsEvent;
  readonly index: number;
  readonly id: string;
  readonly key: string;
  readonly source: string;
  readonly bits: number;
};

const run = (rules: PosthogRules, graph: IdGraph, latest: number[]): ModelRun => {
  const hasPerson = (node: number): boolean => (graph.marks(graph.rootOf(node)) & isPerson) !== 0;
  /** Whether earlier events, without a person so far, wait for this id to have one. */
  const movesHistory = (node: number): boolean => !hasPerson(node) && (graph.notes(node) & sentPersonless) !== 0;
  const idsIn = (node: number): number => graph.size(graph.rootOf(node));

  const nodeOf = (key: string, name: string, rank: Rank): number => {
    const node = graph.find(key);
    if (node !== null) {
      if (rank > 0) graph.raise(node, rank);
      return node;
    }
    latest.push(Number.NEGATIVE_INFINITY);
    return graph.add(key, name, rank);
  };

  const noteTime = (node: number, at: number | null): void => {
    if (at !== null && at > (latest[node] ?? at)) latest[node] = at;
  };

  const personless = (slot: number, name: string, bits: number): Ingested => ({
    slot: rules.linksHistory ? slot : nodeOf(apart + name, name, 0),
    merge: 'none',
    reason: 'personless',
    link: nothing,
    ground: grounds.personless,
    assumptions: namesOf(bits | historyBit),
  });

  const merge = ({ event, index, id, key, source, bits }: Asked): Ingested => {
    const before = graph.find(key);
    const late = before !== null && event.name === '$identify' && event.at !== null && event.at < (latest[before] ?? event.at);
    const there = graph.find(source);
    if (late && there !== null) graph.note(there, askedLate);
    const fromPersonless = (before !== null && movesHistory(before)) || (there !== null && movesHistory(there));
    const resting = bits | (late ? lateBit : 0) | (fromPersonless ? historyBit : 0);
    const bothExist = before !== null && there !== null && hasPerson(before) && hasPerson(there);
    const guarded = bothExist && graph.rootOf(before) !== graph.rootOf(there);
    const refuses = guarded && event.name !== '$merge_dangerously' && (graph.marks(graph.rootOf(there)) & isIdentified) !== 0;
    const link = [id, source];
    if (guarded && !refuses && idsIn(there) > rules.mergeLimit)
      return {
        slot: null,
        merge: 'refused',
        reason: 'LIMIT_EXCEEDED',
        link,
        ground: grounds.limit,
        assumptions: namesOf(resting | limitBit),
      };

    const slot = nodeOf(key, id, event.name === '$identify' ? 2 : event.ids.knownId === null ? 0 : 1);
    const root = graph.rootOf(slot);
    if (late && rules.refusesLate) {
      graph.mark(root, isPerson);
      return { slot, merge: 'refused', reason: 'late-identify', link, ground: grounds.late, assumptions: namesOf(resting) };
    }
    graph.mark(root, isPerson | isIdentified);
    if (refuses)
      return {
        slot,
        merge: 'refused',
        reason: 'cannot_merge_already_identified',
        link,
        ground: grounds.identified,
        assumptions: namesOf(bits),
      };
    const joined = graph.join(slot, nodeOf(source, source, 0), index);
    graph.mark(graph.rootOf(slot), isPerson | isIdentified);
    if (!joined) return attributed(slot, grounds.own, namesOf(bits));
    const ground =
      event.name === '$merge_dangerously'
        ? grounds.dangerous
        : bothExist || (before === null && there === null)
          ? grounds.joined
          : grounds.added;
    return { slot, merge: 'merged', reason: null, link, ground, assumptions: namesOf(resting) };
  };

  const ingest = (event: AnalyticsEvent, index: number): Ingested => {
    const { claims, name, at } = event;
    if (claims.shape !== 'posthog') return foreign;
    const id = claims.distinctId;
    if (!id) return withoutId;
    const number = wasNumber(event, id, readDistinctId);
    const key = number && rules.distinctNumbers ? idKey(id, Number(id), true) : id;
    const bits = number ? numberBit : 0;

    if (claims.processPersonProfile === false) {
      if (personEvents.has(name)) return invalid;
      const node = nodeOf(key, id, event.ids.knownId === null ? 0 : 1);
      noteTime(node, at);
      if (hasPerson(node)) return attributed(node, grounds.own, namesOf(bits));
      graph.note(node, sentPersonless);
      return personless(node, key, bits);
    }

    const source = sourceOf(name, claims);
    if (source === null || source === id) {
      const node = nodeOf(key, id, name === '$identify' ? 2 : event.ids.knownId === null ? 0 : 1);
      noteTime(node, at);
      const history = movesHistory(node) ? historyBit : 0;
      graph.mark(graph.rootOf(node), isPerson);
      return attributed(node, grounds.own, namesOf(bits | history));
    }
    if (isIllegalId(id) || isIllegalId(source)) {
      const slot = nodeOf(key, id, 1);
      graph.mark(graph.rootOf(slot), isPerson);
      return {
        slot,
        merge: 'refused',
        reason: 'cannot_merge_with_illegal_distinct_id',
        link: [id, source],
        ground: grounds.illegal,
        assumptions: namesOf(bits),
      };
    }
    const done = merge({ event, index, id, key, source, bits });
    if (done.slot !== null) noteTime(done.slot, at);
    return done;
  };

  const because = (slot: number): Because =>
    hasPerson(slot)
      ? becauseOf(graph, slot, { own: grounds.own, joined: grounds.joined, alone: grounds.own })
      : { kind: 'none', ground: grounds.personless };

  return {
    ingest,
    because,
    restsOn: (slot) => namesOf((graph.notes(slot) & askedLate) === 0 ? 0 : lateBit),
    profileOf: (slot) => (hasPerson(slot) ? graph.rootOf(slot) : null),
    idsOf: (profile) => graph.members(profile).map(graph.nameOf),
    labelOf: (profile) => graph.nameOf(graph.labelOf(profile)),
    isKnown: (profile) => graph.rankOf(graph.labelOf(profile)) > 0,
    fork: () => run(rules, graph.fork(), latest.slice()),
  };
};

/**
 * PostHog's persons: `$identify` and `$create_alias` merge two ids unless the one merged away was identified before.
 * Without a person profile an event has no profile until its id gets one. A slot is the distinct_id an event carried.
 */
export const posthog: MergeModel = {
  id: 'posthog',
  vendor: 'posthog',
  title: 'PostHog, persons',
  default: true,
  verified: true,
  shape: 'posthog',
  settings: Object.values(posthogSettings),
  cite: resolution,
  start: (settings) => run(parsePosthogSettings(settings), createIdGraph(), []),
  linkBefore: posthogLink,
};
