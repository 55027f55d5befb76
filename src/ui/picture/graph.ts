import type { ViewProfile, ViewProject } from '../../messages/view.ts';
import { type CarriedIds, type IdKind, idKind } from './id-kind.ts';

/** More ids of one kind than this are folded into one node. */
export const foldAbove = 30;
/** Of those that are folded, so many stay to be seen. */
export const keptOfFold = 5;

/** An id, or the ids of one kind that are folded away. */
export type PictureNode = {
  readonly key: string;
  readonly kind: IdKind;
  /** One id, as its vendor writes it; of a fold all that it holds. */
  readonly ids: readonly string[];
  readonly folded: boolean;
};

/** An event that put two ids together. Ids that several events put together have one edge, with the first of them. */
export type PictureEdge = {
  readonly key: string;
  readonly from: string;
  readonly to: string;
  readonly event: number;
  readonly row: string | null;
  /** Events behind it. */
  readonly times: number;
  readonly rule: string;
};

/** One profile as a cluster: what the hull holds. `profile` is null for ids that belong to nobody. */
export type Cluster = {
  readonly key: string;
  readonly profile: ViewProfile | null;
  readonly left: readonly PictureNode[];
  readonly right: readonly PictureNode[];
  readonly edges: readonly PictureEdge[];
};

/** A link that was refused, between nodes of any clusters. */
export type RefusedEdge = {
  readonly key: string;
  readonly from: string;
  readonly to: string;
  readonly event: number;
  readonly row: string | null;
  readonly times: number;
  readonly reason: string;
};

export type Graph = { readonly clusters: readonly Cluster[]; readonly refused: readonly RefusedEdge[] };

const kinds: readonly IdKind[] = ['anonymous', 'known', 'other'];

const nodesOf = (profile: ViewProfile, carried: CarriedIds): readonly PictureNode[] => {
  const byKind = new Map<IdKind, string[]>(kinds.map((kind) => [kind, []]));
  for (const id of profile.ids) byKind.get(idKind(id, profile, carried))?.push(id);
  return kinds.flatMap((kind): readonly PictureNode[] => {
    const ids = byKind.get(kind) ?? [];
    const single = (id: string): PictureNode => ({ key: `${profile.id} ${id}`, kind, ids: [id], folded: false });
    if (ids.length <= foldAbove) return ids.map(single);
    const fold: PictureNode = { key: `${profile.id} folded ${kind}`, kind, ids: ids.slice(keptOfFold), folded: true };
    return [...ids.slice(0, keptOfFold).map(single), fold];
  });
};

/** The ids of a link as pairs: each other one with the first known id, or with the first. */
const pairsOf = (ids: readonly string[], isKnown: (id: string) => boolean): readonly (readonly [string, string])[] => {
  const centre = ids.find(isKnown) ?? ids[0];
  return centre === undefined ? [] : ids.filter((id) => id !== centre).map((id) => [id, centre] as const);
};

const edgesOf = (profile: ViewProfile, nodes: readonly PictureNode[]): readonly PictureEdge[] => {
  const nodeOf = new Map(nodes.flatMap((node) => node.ids.map((id) => [id, node] as const)));
  const edges = new Map<string, PictureEdge>();
  for (const note of profile.mergedBy) {
    for (const [one, other] of pairsOf(note.ids, (id) => nodeOf.get(id)?.kind === 'known')) {
      const from = nodeOf.get(one)?.key;
      const to = nodeOf.get(other)?.key;
      if (from === undefined || to === undefined || from === to) continue;
      const key = `${from} – ${to}`;
      const earlier = edges.get(key);
      if (earlier !== undefined) edges.set(key, { ...earlier, times: earlier.times + 1 });
      else edges.set(key, { key, from, to, event: note.event, row: note.key, times: 1, rule: note.rule });
    }
  }
  return [...edges.values()];
};

/** Places of the neighbours on the other side, averaged; who has none keeps its own place. */
const centreOf = (node: PictureNode, edges: readonly PictureEdge[], placeOf: ReadonlyMap<string, number>, own: number): number => {
  const places = edges.flatMap(({ from, to }) => {
    const other = from === node.key ? to : to === node.key ? from : null;
    const place = other === null ? undefined : placeOf.get(other);
    return place === undefined ? [] : [place];
  });
  return places.length === 0 ? own : places.reduce((sum, place) => sum + place, 0) / places.length;
};

const placesOf = (nodes: readonly PictureNode[]): ReadonlyMap<string, number> =>
  new Map(nodes.map((node, place) => [node.key, place / Math.max(1, nodes.length)]));

const byCentre = (nodes: readonly PictureNode[], edges: readonly PictureEdge[], others: readonly PictureNode[]): readonly PictureNode[] => {
  const placeOf = placesOf(others);
  const own = placesOf(nodes);
  const centres = new Map(nodes.map((node) => [node, centreOf(node, edges, placeOf, own.get(node.key) ?? 0)]));
  // The sort is stable, so that equal centres keep the order in which the ids joined. A fold stands last.
  return [...nodes].sort((a, b) => Number(a.folded) - Number(b.folded) || (centres.get(a) ?? 0) - (centres.get(b) ?? 0));
};

const clusterOf = (profile: ViewProfile, carried: CarriedIds): Cluster => {
  const nodes = nodesOf(profile, carried);
  const edges = edgesOf(profile, nodes);
  const left = nodes.filter(({ kind }) => kind === 'anonymous');
  const right = nodes.filter(({ kind }) => kind !== 'anonymous');
  const sorted = byCentre(left, edges, right);
  return { key: profile.id, profile, left: sorted, right: byCentre(right, edges, sorted), edges };
};

/** Puts the partners of a refused link next to each other; everybody else stays in order of their first event. */
const neighboured = (clusters: readonly Cluster[], refused: readonly RefusedEdge[]): readonly Cluster[] => {
  const clusterOfNode = new Map(clusters.flatMap((each) => [...each.left, ...each.right].map((node) => [node.key, each] as const)));
  const partners = new Map<Cluster, Cluster[]>();
  for (const { from, to } of refused) {
    const [one, other] = [clusterOfNode.get(from), clusterOfNode.get(to)];
    if (one === undefined || other === undefined || one === other) continue;
    partners.set(one, [...(partners.get(one) ?? []), other]);
    partners.set(other, [...(partners.get(other) ?? []), one]);
  }
  const placed = new Set<Cluster>();
  for (const cluster of clusters) {
    placed.add(cluster);
    for (const partner of partners.get(cluster) ?? []) placed.add(partner);
  }
  return [...placed];
};

/**
 * What the picture shows of `profiles`, which are some or all of the project's: their ids as nodes, the events that merged
 * them, the links that were refused. A refused id that no profile holds stands alone; one of a profile that is not shown
 * is left out, with its link.
 */
export const graphOf = (project: ViewProject, profiles: readonly ViewProfile[], carried: CarriedIds): Graph => {
  const clusters = profiles.map((profile) => clusterOf(profile, carried));
  const nodeOf = new Map<string, PictureNode>();
  for (const { left, right } of clusters) {
    for (const node of [...left, ...right]) for (const id of node.ids) if (!nodeOf.has(id)) nodeOf.set(id, node);
  }
  const elsewhere = new Set(project.profiles.length === profiles.length ? [] : project.profiles.flatMap(({ ids }) => ids));
  const alone: Cluster[] = [];
  const nodeFor = (id: string): PictureNode | null => {
    const found = nodeOf.get(id);
    if (found !== undefined) return found;
    if (elsewhere.has(id)) return null;
    const node: PictureNode = { key: `nobody ${id}`, kind: idKind(id, null, carried), ids: [id], folded: false };
    const isLeft = node.kind === 'anonymous';
    alone.push({ key: node.key, profile: null, left: isLeft ? [node] : [], right: isLeft ? [] : [node], edges: [] });
    nodeOf.set(id, node);
    return node;
  };
  const refused = new Map<string, RefusedEdge>();
  for (const refusal of project.refusals ?? []) {
    // Ids of people on other pages bring nobody here.
    if (!refusal.ids.some((id) => nodeOf.has(id))) continue;
    for (const [one, other] of pairsOf(refusal.ids, (id) => idKind(id, null, carried) === 'known')) {
      const from = nodeFor(one)?.key;
      const to = nodeFor(other)?.key;
      if (from === undefined || to === undefined || from === to) continue;
      const key = `${from} – ${to} refused`;
      const earlier = refused.get(key);
      if (earlier !== undefined) refused.set(key, { ...earlier, times: earlier.times + refusal.times });
      else refused.set(key, { key, from, to, event: refusal.event, row: refusal.key, times: refusal.times, reason: refusal.reason });
    }
  }
  const edges = [...refused.values()];
  return { clusters: neighboured([...clusters, ...alone], edges), refused: edges };
};
