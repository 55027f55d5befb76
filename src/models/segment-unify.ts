import type { AnalyticsEvent } from '../core/event.ts';
import type { Because, Ground, Ingested, MergeModel, ModelRun, ProfileLimit } from '../core/model.ts';
import { identifyLink } from './link-before.ts';
import { createUnifyGraph, type Identifier, type UnifyGraph } from './unify-graph.ts';
import { hasPropertyEmail, holdsNumber, identifiersOf } from './unify-identifiers.ts';
import { isSuggestedBlocked, parseUnifySettings, type UnifyRules, unifySettings } from './unify-settings.ts';

const onboarding = 'https://segment.com/docs/unify/identity-resolution/identity-resolution-onboarding/';
const resolution = 'https://segment.com/docs/unify/identity-resolution/identity-resolution-settings/';
const productLimits = 'https://segment.com/docs/unify/product-limits/';
const faqs = 'https://segment.com/docs/unify/faqs/';

const grounds = {
  own: { rule: 'An event belongs to the profile that holds its identifiers.', cite: onboarding },
  created: { rule: 'When no profile holds any of the identifiers of an event, a new one is made.', cite: onboarding },
  joined: { rule: 'Identifiers that come in one event belong to one profile; the profiles that hold them are merged.', cite: onboarding },
  demoted: { rule: "When a limit would be broken, the incoming event's identifier of lowest priority is left out.", cite: resolution },
  exhausted: {
    rule: 'A profile takes no further merges or identifiers beyond the product limits; events still resolve.',
    cite: productLimits,
  },
  blocked: { rule: 'Blocked values never identify.', cite: resolution },
  alias: { rule: 'Alias calls do not merge profiles.', cite: faqs },
  empty: { rule: 'An event without identifiers has no profile.', cite: onboarding },
  foreign: { rule: 'This is not a Segment payload.', cite: onboarding },
} as const satisfies Record<string, Ground>;

const nothing: readonly string[] = [];
const nameOf = ({ type, value }: Identifier): string => `${type}=${value}`;

const outside = (reason: string, ground: Ground): Ingested => ({
  slot: null,
  merge: 'ignored',
  reason,
  link: nothing,
  ground,
  assumptions: nothing,
});
const foreign = outside('foreign-payload', grounds.foreign);
const alias = outside('alias-does-not-merge', grounds.alias);
const empty = outside('no-id', grounds.empty);

const run = (rules: UnifyRules, graph: UnifyGraph, latest = 0): ModelRun => {
  /** The latest time seen; it stands in where an event has none. */
  let clock = latest;

  const rootsOf = (identifiers: readonly Identifier[]): readonly number[] => {
    const roots: number[] = [];
    for (const identifier of identifiers) {
      const node = graph.find(identifier);
      if (node === null) continue;
      const root = graph.rootOf(node);
      if (!roots.includes(root)) roots.push(root);
    }
    return roots;
  };

  /** How many values of a type count against its limit at `now`. */
  const counted = (root: number, type: string, now: number): number => {
    const { window } = rules.limitOf(type);
    return window === null ? graph.countOf(root, type) : graph.countSince(root, type, now - window);
  };

  const fits = (identifiers: readonly Identifier[], now: number): boolean => {
    const roots = rootsOf(identifiers);
    const totals = new Map<string, number>();
    const add = (type: string, count: number): void => {
      totals.set(type, (totals.get(type) ?? 0) + count);
    };
    for (const root of roots) for (const type of graph.countsOf(root).keys()) add(type, counted(root, type, now));
    const fresh = identifiers.filter((identifier) => graph.find(identifier) === null);
    for (const { type } of fresh) add(type, 1);
    const types = roots.length < 2 ? new Set(fresh.map(({ type }) => type)) : totals.keys();
    for (const type of types) if ((totals.get(type) ?? 0) > rules.limitOf(type).count) return false;
    return true;
  };

  /** Whether a window decides: without it the profiles of these identifiers would hold too many values of some type. */
  const restsOnWindow = (identifiers: readonly Identifier[]): boolean => {
    const windowed = identifiers.filter(({ type }) => rules.limitOf(type).window !== null);
    if (windowed.length === 0) return false;
    const roots = rootsOf(identifiers);
    return windowed.some(({ type }) => {
      const fresh = windowed.filter((identifier) => identifier.type === type && graph.find(identifier) === null).length;
      return roots.reduce((sum, root) => sum + graph.countOf(root, type), fresh) > rules.limitOf(type).count;
    });
  };

  const lowest = (identifiers: readonly Identifier[]): { readonly at: number; readonly tied: boolean } => {
    const last = identifiers.length - 1;
    const type = identifiers[last]?.type;
    const first = identifiers.findIndex((identifier) => identifier.type === type);
    return { at: rules.dropsFirst ? first : last, tied: first !== last };
  };

  /** Keeps to the product limits: what would be one merge or one identifier too many stays out. */
  const withinLimits = (identifiers: readonly Identifier[], left: Identifier[], reasons: string[]): readonly Identifier[] => {
    let kept = identifiers;
    const roots = rootsOf(kept);
    const main = roots[0];
    if (main !== undefined && roots.length > 1) {
      const before = roots.reduce((sum, root) => sum + graph.merges(root), 0);
      if (before + roots.length - 1 > rules.maxMerges) {
        reasons.push('limit:merges');
        const away = (identifier: Identifier): boolean => {
          const node = graph.find(identifier);
          return node !== null && graph.rootOf(node) !== main;
        };
        left.push(...kept.filter(away));
        kept = kept.filter((identifier) => !away(identifier));
      }
    }
    let room = rules.maxMappings - rootsOf(kept).reduce((sum, root) => sum + graph.mappings(root), 0);
    const over = kept.filter((identifier) => {
      if (graph.find(identifier) !== null) return false;
      room -= 1;
      return room < 0;
    });
    if (over.length === 0) return kept;
    reasons.push('limit:mappings');
    left.push(...over);
    return kept.filter((identifier) => !over.includes(identifier));
  };

  /** Puts what was kept into one profile. Returns the first one's number and whether two ids met that were apart. */
  const apply = (kept: readonly Identifier[], index: number, now: number): { readonly slot: number | null; readonly met: boolean } => {
    const roots = rootsOf(kept);
    let slot: number | null = null;
    let met = false;
    for (const identifier of kept) {
      const node = graph.find(identifier) ?? graph.add(identifier, rules.limitOf(identifier.type).window === null ? null : now);
      slot ??= node;
      if (graph.rootOf(node) === graph.rootOf(slot)) continue;
      graph.join(slot, node, index);
      met = true;
    }
    if (slot !== null && roots.length > 1) graph.noteMerges(graph.rootOf(slot), roots.length - 1);
    return { slot, met };
  };

  /** The first identifier's number when all of them are one profile's already, so that nothing can change; else null. */
  const settled = (identifiers: readonly Identifier[]): number | null => {
    let slot: number | null = null;
    let root = -1;
    for (const identifier of identifiers) {
      const node = graph.find(identifier);
      if (node === null) return null;
      const at = graph.rootOf(node);
      if (slot !== null && at !== root) return null;
      slot ??= node;
      root = at;
    }
    return slot;
  };

  const ingest = (event: AnalyticsEvent, index: number): Ingested => {
    const claims = event.claims;
    if (claims.shape !== 'segment') return foreign;
    if (claims.type === 'alias') return alias;
    if (event.at !== null && event.at > clock) clock = event.at;
    const now = event.at ?? clock;
    const claimed = identifiersOf(event, claims, rules);
    const elsewhere = hasPropertyEmail(event, claims);
    if (claimed.length === 0) return elsewhere ? { ...empty, assumptions: [unifySettings.email.name] } : empty;

    const assumptions: string[] = [];
    if (claimed.some(({ value }) => isSuggestedBlocked(value))) assumptions.push(unifySettings.blocked.name);
    if (holdsNumber(event, claimed)) assumptions.push(unifySettings.numbers.name);
    if (elsewhere) assumptions.push(unifySettings.email.name);
    if (rules.hasWindows && restsOnWindow(claimed)) assumptions.push(unifySettings.windows.name);

    const reasons: string[] = [];
    const left = claimed.filter(({ value }) => rules.isBlocked(value));
    let kept: readonly Identifier[] = left.length === 0 ? claimed : claimed.filter((identifier) => !left.includes(identifier));
    if (left.length === 0) {
      const slot = settled(claimed);
      if (slot !== null) return { slot, merge: 'none', reason: null, link: nothing, ground: grounds.own, assumptions };
    }
    if (left.length > 0) reasons.push(`blocked:${left.map(({ type }) => type).join(',')}`);
    if (kept.length === 0)
      return { slot: null, merge: 'ignored', reason: reasons.join(';'), link: nothing, ground: grounds.blocked, assumptions };

    const dropped: string[] = [];
    while (kept.length > 0 && !fits(kept, now)) {
      const { at, tied } = lowest(kept);
      if (tied && !assumptions.includes(unifySettings.tieBreak.name)) assumptions.push(unifySettings.tieBreak.name);
      const out = kept[at];
      if (out !== undefined) {
        dropped.push(out.type);
        left.push(out);
      }
      kept = kept.toSpliced(at, 1);
    }
    if (dropped.length > 0) reasons.push(`dropped:${dropped.join(',')}`);
    const limited = reasons.length;
    kept = withinLimits(kept, left, reasons);

    const fresh = kept.length > 0 && rootsOf(kept).length === 0;
    const { slot, met } = apply(kept, index, now);
    const names = kept.map(nameOf);
    if (reasons.length > 0) {
      const ground = reasons.length > limited ? grounds.exhausted : dropped.length > 0 ? grounds.demoted : grounds.blocked;
      const apart = [...names.slice(0, 1), ...left.map(nameOf)];
      return {
        slot,
        merge: 'refused',
        reason: reasons.join(';'),
        link: apart,
        ...(met ? { joined: names, joinedBy: grounds.joined } : {}),
        ground,
        assumptions,
      };
    }
    if (met) return { slot, merge: 'merged', reason: null, link: names, ground: grounds.joined, assumptions };
    return { slot, merge: 'none', reason: null, link: nothing, ground: fresh ? grounds.created : grounds.own, assumptions };
  };

  const because = (slot: number): Because => {
    const id = graph.nameOf(slot);
    const label = graph.labelNode(graph.rootOf(slot));
    if (graph.isUser(slot)) return { kind: 'own-id', id, ground: grounds.own };
    const event = graph.isUser(label) ? graph.connectedBy(slot, label) : null;
    if (event === null) return { kind: 'unlinked', id, ground: grounds.created };
    return { kind: 'linked', id, to: graph.nameOf(label), event, ground: grounds.joined };
  };

  /** Types of which a profile may hold one only are always at their limit, and say nothing by it. */
  const limitsOf = (profile: number): readonly ProfileLimit[] => [
    { name: 'merges', value: graph.merges(profile), limit: rules.maxMerges, cite: productLimits },
    { name: 'mappings', value: graph.mappings(profile), limit: rules.maxMappings, cite: productLimits },
    ...[...graph.countsOf(profile).keys()]
      .map((type) => ({ name: type, value: counted(profile, type, clock), limit: rules.limitOf(type).count, cite: resolution }))
      .filter(({ limit }) => limit > 1),
  ];

  return {
    ingest,
    because,
    limitsOf,
    profileOf: graph.rootOf,
    idsOf: (profile) => graph.members(profile).map(graph.nameOf),
    labelOf: (profile) => graph.nameOf(graph.labelNode(profile)),
    isKnown: (profile) => graph.isUser(graph.labelNode(profile)),
    fork: () => run(rules, graph.fork(), clock),
  };
};

/**
 * Segment Unify: identifiers that come together belong together, unless a limit would be broken; then the
 * incoming event loses its least important identifiers. A slot is the most important identifier an event kept.
 */
export const segmentUnify: MergeModel = {
  id: 'segment-unify',
  vendor: 'segment',
  title: 'Segment Unify, identity graph with default rules',
  default: true,
  verified: true,
  shape: 'segment',
  settings: Object.values(unifySettings),
  cite: resolution,
  start: (settings) => run(parseUnifySettings(settings), createUnifyGraph()),
  linkBefore: identifyLink,
};
