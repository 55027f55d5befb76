import { type Box, type Curve, join } from './curves.ts';
import type { Cluster, Graph, PictureEdge, PictureNode } from './graph.ts';
import { pack } from './pack.ts';
import { type PlacedRefusal, placeRefusals, refusedGap } from './refusals.ts';

export type { Box, Curve, Point } from './curves.ts';
export type { PlacedRefusal } from './refusals.ts';

// All sizes in CSS pixels.
const margin = 10;
const hullGap = 12;
const padding = 10;
/** The part of a hull that says whose it is. */
export const headHeight = 40;
export const nodeHeight = 22;
const nodeGap = 6;
/** Least width of a column of hulls; a hull with both sides takes two. */
const unitWide = 208;
const unitNarrow = 166;
const wideFrom = 700;
/** Wider than this an edge says no more. */
const unitMost = 280;

export type PlacedNode = { readonly node: PictureNode; readonly box: Box };
export type PlacedEdge = { readonly edge: PictureEdge; readonly curve: Curve; readonly room: number };
export type Hull = {
  readonly cluster: Cluster;
  readonly box: Box;
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
};
export type Layout = {
  readonly width: number;
  readonly height: number;
  readonly hulls: readonly Hull[];
  readonly refused: readonly PlacedRefusal[];
};

const isCompact = ({ left, right, edges }: Cluster): boolean => edges.length === 0 && (left.length === 0 || right.length === 0);

const heightOf = ({ left, right }: Cluster): number => {
  const rows = Math.max(1, left.length, right.length);
  return headHeight + rows * (nodeHeight + nodeGap) - nodeGap + padding;
};

const sideHeight = (nodes: readonly PictureNode[]): number => Math.max(0, nodes.length * (nodeHeight + nodeGap) - nodeGap);

/** One side's nodes below each other; the shorter side stands in the middle of the longer one. */
const column = (nodes: readonly PictureNode[], x: number, width: number, body: Box): readonly PlacedNode[] => {
  const top = body.y + (body.height - sideHeight(nodes)) / 2;
  return nodes.map((node, row) => ({ node, box: { x, y: top + row * (nodeHeight + nodeGap), width, height: nodeHeight } }));
};

const placeCluster = (cluster: Cluster, box: Box): Hull => {
  const body = { x: box.x + padding, y: box.y + headHeight, width: box.width - 2 * padding, height: box.height - headHeight - padding };
  if (isCompact(cluster)) return { cluster, box, nodes: column([...cluster.left, ...cluster.right], body.x, body.width, body), edges: [] };
  // What is left between the sides holds the labels of the edges.
  const nodeWidth = Math.round(body.width * 0.37);
  const room = body.width - 2 * nodeWidth;
  const left = column(cluster.left, body.x, nodeWidth, body);
  const right = column(cluster.right, body.x + body.width - nodeWidth, nodeWidth, body);
  const boxOf = new Map([...left, ...right].map((placed) => [placed.node.key, placed] as const));
  const atRight = new Set(cluster.right.map(({ key }) => key));
  // Edges run together at the known id, and those between two ids of the right stand in a bow before them: labels stand where they are still apart.
  const labelAt = cluster.edges.some(({ from, to }) => atRight.has(from) && atRight.has(to)) ? 0.2 : 0.36;
  const edges = cluster.edges.flatMap((edge): readonly PlacedEdge[] => {
    const from = boxOf.get(edge.from);
    const to = boxOf.get(edge.to);
    if (from === undefined || to === undefined) return [];
    const bow = (from.node.kind === 'anonymous' ? 1 : -1) * room * 0.4;
    return [{ edge, curve: join(from.box, to.box, from.box.x < to.box.x ? labelAt : 1 - labelAt, bow), room }];
  });
  return { cluster, box, nodes: [...left, ...right], edges };
};

/** Where everything stands in a picture `width` pixels wide, or as wide as one cluster needs. Deterministic; nothing overlaps. */
export const layoutOf = ({ clusters, refused }: Graph, width: number): Layout => {
  const least = width >= wideFrom ? unitWide : unitNarrow;
  const room = width - 2 * margin + hullGap;
  const columns = Math.max(2, Math.floor(room / (least + hullGap)));
  const unit = Math.min(unitMost, Math.max(least, Math.floor(room / columns) - hullGap));
  const gap = refused.length === 0 ? hullGap : refusedGap;
  const spanOf = (cluster: Cluster): number => (isCompact(cluster) ? 1 : 2);
  const { spots, height } = pack(
    clusters.map((cluster) => ({ span: spanOf(cluster), height: heightOf(cluster) })),
    columns,
    gap,
  );
  const hulls = clusters.map((cluster, place): Hull => {
    const { column: at, y } = spots[place] ?? { column: 0, y: 0 };
    const span = spanOf(cluster);
    return placeCluster(cluster, {
      x: margin + at * (unit + hullGap),
      y: margin + y,
      width: span * unit + (span - 1) * hullGap,
      height: heightOf(cluster),
    });
  });
  const boxes = hulls.map(({ box }) => box);
  const placeOf = new Map(hulls.flatMap(({ nodes, box: hull }) => nodes.map(({ node, box }) => [node.key, { node: box, hull }] as const)));
  const placed = placeRefusals(refused, (node) => placeOf.get(node), boxes, width);
  const reached = placed.flatMap(({ curve, detour }) => (detour ?? curve.bend).map(({ x }) => x));
  const right = Math.max(0, ...boxes.map(({ x, width: own }) => x + own), ...reached);
  const below = refused.length === 0 ? margin : refusedGap;
  return { width: right + margin, height: height + margin + below, hulls, refused: placed };
};
