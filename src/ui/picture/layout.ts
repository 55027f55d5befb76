import type { Cluster, Graph, PictureEdge, PictureNode, RefusedEdge } from './graph.ts';
import { pack } from './pack.ts';

// All sizes in CSS pixels.
const margin = 10;
const hullGap = 12;
const padding = 10;
/** The part of a hull that says whose it is. */
export const headHeight = 40;
export const nodeHeight = 22;
const nodeGap = 6;
/** Rows of hulls stand further apart where refused links run between them. */
const refusedGap = 30;
/** Least width of a column of hulls; a hull with both sides takes two. */
const unitWide = 208;
const unitNarrow = 166;
const wideFrom = 700;
/** Wider than this an edge says no more. */
const unitMost = 280;

export type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
export type Point = { readonly x: number; readonly y: number };
/** A cubic curve; the label stands at `label`. */
export type Curve = { readonly from: Point; readonly to: Point; readonly bend: readonly [Point, Point]; readonly label: Point };

export type PlacedNode = { readonly node: PictureNode; readonly box: Box };
export type PlacedEdge = { readonly edge: PictureEdge; readonly curve: Curve; readonly room: number };
export type Hull = {
  readonly cluster: Cluster;
  readonly box: Box;
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
};
export type PlacedRefusal = { readonly edge: RefusedEdge; readonly curve: Curve };
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

const middle = ({ y, height }: Box): number => y + height / 2;

const pointOn = ({ from, to, bend: [a, b] }: Omit<Curve, 'label'>, t: number): Point => {
  const s = 1 - t;
  const along = (axis: 'x' | 'y'): number =>
    s * s * s * from[axis] + 3 * s * s * t * a[axis] + 3 * s * t * t * b[axis] + t * t * t * to[axis];
  return { x: along('x'), y: along('y') };
};

const labelled = (curve: Omit<Curve, 'label'>, t: number): Curve => ({ ...curve, label: pointOn(curve, t) });

/** From side to side of two boxes: across where one stands beside the other, in a bow where they stand below each other. */
const join = (a: Box, b: Box, labelAt: number, bow: number): Curve => {
  const across = (left: Box, right: Box): Omit<Curve, 'label'> => {
    const from = { x: left.x + left.width, y: middle(left) };
    const to = { x: right.x, y: middle(right) };
    const reach = Math.max(18, (to.x - from.x) / 2);
    return {
      from,
      to,
      bend: [
        { x: from.x + reach, y: from.y },
        { x: to.x - reach, y: to.y },
      ],
    };
  };
  if (b.x >= a.x + a.width) return labelled(across(a, b), labelAt);
  if (a.x >= b.x + b.width) return labelled(across(b, a), 1 - labelAt);
  const edgeOf = (box: Box): number => (bow > 0 ? box.x + box.width : box.x);
  const reach = bow > 0 ? Math.max(edgeOf(a), edgeOf(b)) + bow : Math.min(edgeOf(a), edgeOf(b)) + bow;
  const from = { x: edgeOf(a), y: middle(a) };
  const to = { x: edgeOf(b), y: middle(b) };
  return labelled(
    {
      from,
      to,
      bend: [
        { x: reach, y: from.y },
        { x: reach, y: to.y },
      ],
    },
    0.5,
  );
};

/** A refused link between hulls that stand beside each other runs below them, its reason near the end. */
const under = (a: Box, b: Box): Curve => {
  const from = { x: a.x + Math.min(24, a.width / 2), y: a.y + a.height };
  const to = { x: b.x + Math.min(24, b.width / 2), y: b.y + b.height };
  const deep = Math.max(from.y, to.y) + refusedGap;
  return labelled(
    {
      from,
      to,
      bend: [
        { x: from.x + (to.x - from.x) * 0.2, y: deep },
        { x: from.x + (to.x - from.x) * 0.8, y: deep },
      ],
    },
    0.66,
  );
};

const isBeside = (a: Box, b: Box): boolean => Math.abs(a.y - b.y) < nodeHeight && Math.abs(a.x - b.x) > a.width;

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
  const boxOf = new Map(hulls.flatMap(({ nodes }) => nodes.map(({ node, box }) => [node.key, box] as const)));
  const placed = refused.flatMap((edge): readonly PlacedRefusal[] => {
    const from = boxOf.get(edge.from);
    const to = boxOf.get(edge.to);
    return from === undefined || to === undefined ? [] : [{ edge, curve: isBeside(from, to) ? under(from, to) : join(from, to, 0.5, 44) }];
  });
  const right = Math.max(0, ...hulls.map(({ box }) => box.x + box.width), ...placed.flatMap(({ curve }) => curve.bend.map(({ x }) => x)));
  const below = refused.length === 0 ? margin : refusedGap;
  return { width: right + margin, height: height + margin + below, hulls, refused: placed };
};
