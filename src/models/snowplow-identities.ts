import type { AnalyticsEvent, CookieClaims } from '../core/event.ts';
import type { Because, Ground, Ingested, ModelRun } from '../core/model.ts';
import { attributed, outside } from './id-reading.ts';
import { createSnowplowGraph, type SnowplowGraph, shared, unseen, userType } from './snowplow-graph.ts';
import { type SnowplowRules, snowplowSettings } from './snowplow-settings.ts';

const concepts = 'https://docs.snowplow.io/docs/identities/concepts/';
const merges = 'https://docs.snowplow.io/docs/identities/concepts/merges/';
const unique = 'https://docs.snowplow.io/docs/identities/concepts/unique-identifiers/';

const grounds = {
  own: { rule: 'An event belongs to the Snowplow ID that has its identifiers.', cite: concepts },
  created: { rule: 'Identifiers that nobody has get a new Snowplow ID.', cite: concepts },
  joined: {
    rule: 'Identifiers that come in one event get one Snowplow ID; those that had others are merged into the oldest.',
    cite: merges,
  },
  conflict: { rule: 'Two values of a unique identifier are never one user: the event goes to the one it names.', cite: unique },
  nobody: { rule: 'Identifiers of several users that name none of them get an anonymous Snowplow ID, always the same one.', cite: unique },
  empty: { rule: 'An event without a configured identifier has no Snowplow ID.', cite: concepts },
  foreign: { rule: 'This is not a Snowplow payload.', cite: concepts },
} as const satisfies Record<string, Ground>;

const foreign = outside('foreign-payload', grounds.foreign);
const withoutId = outside('no-id', grounds.empty);
const conflictReason = 'unique-identifier-conflict';
const beside: readonly string[] = [snowplowSettings.beside.name];
const nothing: readonly string[] = [];

/** A cookie id that came along from another site stands for a cookie id of its own. */
const typeOf = (type: string): string => (type === 'refr_domain_userid' ? 'domain_userid' : type);

/**
 * Which identifiers events landed by: a slot is a profile together with the identifier that led there. The slot that an
 * identifier led to last is found at once; `numbers` has those of identifiers that led to several.
 */
type Slots = { readonly profile: number[]; readonly node: number[]; readonly latest: number[]; readonly numbers: Map<number, number> };

const slotBase = 2 ** 26;
const none = -1;

/** What the profiles of an event's identifiers allow: those that can be one, those that cannot, and those the event names. */
type Sides = { readonly fitting: readonly number[]; readonly opposed: readonly number[]; readonly named: readonly number[] };

export const startIdentities = (
  rules: SnowplowRules,
  graph: SnowplowGraph = createSnowplowGraph(),
  slots: Slots = { profile: [], node: [], latest: [], numbers: new Map() },
): ModelRun => {
  const slotOf = (profile: number, node: number): number => {
    const latest = slots.latest[node] ?? none;
    if (latest !== none && slots.profile[latest] === profile) return latest;
    const key = profile * slotBase + node;
    const known = latest === none ? undefined : slots.numbers.get(key);
    const slot = known ?? slots.profile.length;
    if (known === undefined) {
      slots.profile.push(profile);
      slots.node.push(node);
    }
    if (latest !== none) {
      slots.numbers.set(key, slot);
      slots.numbers.set((slots.profile[latest] ?? none) * slotBase + node, latest);
    }
    while (slots.latest.length <= node) slots.latest.push(none);
    slots.latest[node] = slot;
    return slot;
  };

  const nodesOf = (claims: CookieClaims): readonly number[] => {
    const nodes: number[] = [];
    const take = (given: string, value: string | null): void => {
      const type = typeOf(given);
      if (value === null || value === '' || !rules.isIdentifier(type)) return;
      const node = graph.identifier({ type, value, unique: rules.isUnique(type) });
      if (!nodes.includes(node)) nodes.push(node);
    };
    take(userType, claims.userId);
    take('domain_userid', claims.cookieId);
    take('network_userid', claims.networkId);
    take('domain_sessionid', claims.sessionId);
    for (const { type, value } of claims.otherIds ?? []) take(type, value);
    return nodes;
  };

  const sidesOf = (nodes: readonly number[], uniques: ReadonlyMap<string, number>): Sides => {
    const named = new Set([...uniques.values()].map(graph.holder).filter((root) => root >= 0));
    const others = new Set(nodes.map(graph.holder).filter((root) => root >= 0 && !named.has(root)));
    const all = new Map(uniques);
    const fitting: number[] = [];
    const opposed: number[] = [];
    for (const root of [...named, ...others]) {
      const own = [...graph.uniquesOf(root)];
      if (own.every(([type, node]) => (all.get(type) ?? node) === node)) {
        for (const [type, node] of own) all.set(type, node);
        fitting.push(root);
      } else opposed.push(root);
    }
    return { fitting, opposed, named: fitting.filter((root) => named.has(root)) };
  };

  /** Makes one profile of `roots`, or a new one, and links `nodes` to it. Says whether ids met that were apart. */
  const gather = (roots: readonly number[], nodes: readonly number[], index: number) => {
    const [first = graph.profile(), ...more] = roots;
    let root = first;
    for (const other of more) root = graph.join(root, other, index);
    const fresh = nodes.filter((node) => !graph.has(root, node));
    for (const node of fresh) graph.link(root, node, index);
    return { profile: root, fresh, met: more.length > 0 || (fresh.length > 0 && (roots.length > 0 || fresh.length > 1)) };
  };

  const names = (nodes: Iterable<number>): readonly string[] => [...nodes].map(graph.nameOf);

  const resolve = (nodes: readonly number[], first: number, index: number): Ingested => {
    const uniques = new Map<string, number>();
    for (const node of nodes)
      if (rules.isUnique(graph.typeOf(node)) && !uniques.has(graph.typeOf(node))) uniques.set(graph.typeOf(node), node);
    const { fitting, opposed, named } = sidesOf(nodes, uniques);
    const torn = nodes.filter((node) => graph.holder(node) === shared);
    if (opposed.length === 0 && torn.length === 0) {
      const { profile, met } = gather(fitting, nodes, index);
      const slot = slotOf(profile, first);
      if (met) return { slot, merge: 'merged', reason: null, link: names(nodes), ground: grounds.joined, assumptions: nothing };
      return attributed(slot, fitting.length === 0 ? grounds.created : grounds.own);
    }

    const usable = [...uniques.values()].filter((node) => graph.holder(node) !== shared);
    const assumptions = fitting.length > named.length ? beside : nothing;
    const chosen = rules.resolvesBeside ? fitting : named;
    if (usable.length === 0 && (opposed.length > 0 || chosen.length === 0)) {
      const lost = nodes.filter((node) => graph.holder(node) !== unseen && (opposed.length > 0 || graph.holder(node) === shared));
      const slot = slotOf(graph.nobody(lost, index), lost[0] ?? first);
      if (nodes.length === 1) return attributed(slot, grounds.nobody, assumptions);
      return { slot, merge: 'refused', reason: conflictReason, link: names(nodes), ground: grounds.nobody, assumptions };
    }

    const left = new Set(fitting.filter((root) => !chosen.includes(root)));
    const kept = nodes.filter((node) => !left.has(graph.holder(node)) && (usable.length > 0 || graph.holder(node) !== shared));
    const opposing = opposed.flatMap((root) => [...graph.uniquesOf(root).values()]);
    const { profile, fresh, met } = gather(chosen, kept, index);
    const slot = slotOf(profile, kept.includes(first) ? first : (kept[0] ?? first));
    const apart = opposing.length > 0 || kept.length < nodes.length || fresh.some((node) => torn.includes(node));
    if (!apart) {
      if (!met) return attributed(slot, grounds.own, assumptions);
      return { slot, merge: 'merged', reason: null, link: names(kept), ground: grounds.joined, assumptions };
    }
    const link = opposing.length > 0 ? names(new Set([...usable, ...opposing])) : names(nodes);
    const joined = met ? { joined: names(kept), joinedBy: grounds.joined } : {};
    return { slot, merge: 'refused', reason: conflictReason, link, ...joined, ground: grounds.conflict, assumptions };
  };

  const ingest = (event: AnalyticsEvent, index: number): Ingested => {
    if (event.claims.shape !== 'cookie') return foreign;
    const nodes = nodesOf(event.claims);
    const first = nodes[0];
    if (first === undefined) return withoutId;
    const root = graph.holder(first);
    if (root >= 0 && nodes.every((node) => graph.holder(node) === root)) return attributed(slotOf(root, first), grounds.own);
    return resolve(nodes, first, index);
  };

  const profileOf = (slot: number): number => graph.rootOf(slots.profile[slot] ?? slot);

  const because = (slot: number): Because => {
    const node = slots.node[slot] ?? slot;
    const id = graph.nameOf(node);
    if (graph.isUser(node)) return { kind: 'own-id', id, ground: grounds.own };
    const root = profileOf(slot);
    const label = graph.labelOf(root);
    const event = graph.isUser(label) ? graph.connectedBy(root, node, label) : null;
    if (event !== null) return { kind: 'linked', id, to: graph.nameOf(label), event, ground: grounds.joined };
    return graph.has(root, node)
      ? { kind: 'unlinked', id, ground: grounds.created }
      : { kind: 'unlinked', id, ground: grounds.nobody, despite: true };
  };

  return {
    ingest,
    because,
    profileOf,
    idsOf: (profile) => names(graph.members(profile)),
    labelOf: (profile) => graph.nameOf(graph.labelOf(profile)),
    isKnown: (profile) => graph.isUser(graph.labelOf(profile)),
    fork: () =>
      startIdentities(rules, graph.fork(), {
        profile: slots.profile.slice(),
        node: slots.node.slice(),
        latest: slots.latest.slice(),
        numbers: new Map(slots.numbers),
      }),
  };
};
