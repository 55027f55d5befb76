import { pagePath, shortId } from '../format.ts';
import { hueClass, personOf } from '../palette.ts';
import { pictureWords as words } from '../words/picture.ts';
import type { PictureNode } from './graph.ts';
import { type IdKind, typeOfId } from './id-kind.ts';
import {
  type Box,
  type Hull,
  headHeight,
  type Layout,
  type PlacedEdge,
  type PlacedNode,
  type PlacedRefusal,
  type Point,
} from './layout.ts';
import { detourPath, pathOf, round } from './paths.ts';

/** A colour by its role; `ink` and `tint` are those of the group's person. */
export type Paint = 'ground' | 'raised' | 'line' | 'line-strong' | 'text' | 'muted' | 'error' | 'ink' | 'tint' | 'none';

export type Shape =
  | {
      readonly tag: 'rect';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly rx: number;
      readonly fill: Paint;
      readonly stroke: Paint;
      readonly dashed?: true;
    }
  | {
      readonly tag: 'path';
      readonly d: string;
      readonly fill: Paint;
      readonly stroke: Paint;
      readonly width: number;
      readonly dashed?: true;
    }
  | { readonly tag: 'circle'; readonly cx: number; readonly cy: number; readonly r: number; readonly fill: Paint; readonly stroke: Paint }
  | {
      readonly tag: 'text';
      readonly x: number;
      readonly y: number;
      readonly text: string;
      readonly fill: Paint;
      readonly size: number;
      readonly mono: boolean;
      readonly bold?: true;
      readonly anchor?: 'middle' | 'end';
    };

/** What a click on a group leads to. */
export type Leads =
  | { readonly to: 'search'; readonly text: string }
  | { readonly to: 'row'; readonly key: string }
  | { readonly to: 'list'; readonly node: PictureNode; readonly label: string }
  | null;

/** Shapes that belong together, in drawing order. */
export type Group = {
  readonly key: string;
  readonly kind: 'hull' | 'node' | 'edge' | 'refused' | 'line';
  readonly hue: string;
  readonly title: string;
  /** Where a pointer finds it, and from whose middle arrow keys go. */
  readonly hit: Box;
  readonly leads: Leads;
  readonly shapes: readonly Shape[];
};

export type Picture = { readonly width: number; readonly height: number; readonly groups: readonly Group[] };

/** Widths of a character, measured generously, so that text ends before its box does. */
const monoWidth = 0.61;
const sansWidth = 0.6;

const cut = (text: string, room: number, size: number, mono: boolean): string => {
  const fits = Math.max(1, Math.floor(room / (size * (mono ? monoWidth : sansWidth))));
  return text.length <= fits ? text : `${text.slice(0, fits - 1)}…`;
};

/** The mark of a kind: a full circle is known, a hollow one anonymous, a diamond something else. */
const markOf = (kind: IdKind, x: number, y: number): Shape => {
  if (kind === 'other')
    return { tag: 'path', d: `M${x} ${y - 4.5}l4.5 4.500l-4.500 4.500l-4.500 -4.500z`, fill: 'ink', stroke: 'ink', width: 1 };
  return { tag: 'circle', cx: x, cy: y, r: 3.5, fill: kind === 'known' ? 'ink' : 'ground', stroke: 'ink' };
};

const corner: Readonly<Record<IdKind, number>> = { known: 5, anonymous: 11, other: 0 };

const nodeText = ({ ids, kind, folded }: PictureNode): string => {
  const [id = ''] = ids;
  if (folded) return words.folded(ids.length, kind);
  const bare = personOf(id);
  const type = bare === id ? typeOfId(id) : null;
  return type === null ? shortId(bare) : `${type} ${shortId(id.slice(type.length + 1))}`;
};

const nodeGroup = ({ node, box }: PlacedNode, hue: string, owner: string): Group => {
  const { x, y, width, height } = box;
  const rx = corner[node.kind];
  const dashed = node.kind === 'anonymous' ? ({ dashed: true } as const) : {};
  const body = (shift: number): Shape => ({
    tag: 'rect',
    x: x + shift,
    y: y + shift,
    width: width - (node.folded ? 3 : 0),
    height: height - (node.folded ? 3 : 0),
    rx,
    fill: node.kind === 'anonymous' ? 'ground' : 'tint',
    stroke: 'ink',
    ...dashed,
  });
  const middle = y + height / 2;
  return {
    key: node.key,
    kind: 'node',
    hue,
    title: node.folded ? words.foldTitle(node.ids.length, node.kind) : words.idTitle(node.kind, node.ids[0] ?? ''),
    hit: box,
    leads: node.folded ? { to: 'list', node, label: owner } : { to: 'search', text: personOf(node.ids[0] ?? '') },
    shapes: [
      ...(node.folded ? [body(3)] : []),
      body(0),
      markOf(node.kind, x + 12, middle - (node.folded ? 1.5 : 0)),
      {
        tag: 'text',
        x: x + 22,
        y: middle + (node.folded ? 2.5 : 4),
        text: cut(nodeText(node), width - 28, 11.5, !node.folded),
        fill: 'ink',
        size: 11.5,
        mono: !node.folded,
        ...(node.kind === 'known' ? { bold: true as const } : {}),
      },
    ],
  };
};

const labelSize = 11;

const labelBox = ({ x, y }: Point, text: string): Box => {
  const width = text.length * labelSize * sansWidth + 8;
  return { x: round(x - width / 2), y: round(y - 8), width: round(width), height: 16 };
};

/** A word on a line: the ground behind it keeps it readable. */
const labelShapes = (point: Point, text: string, fill: Paint, behind: Paint): readonly Shape[] => [
  { tag: 'rect', ...labelBox(point, text), rx: 8, fill: behind, stroke: 'none' },
  { tag: 'text', x: round(point.x), y: round(point.y + 3.5), text, fill, size: labelSize, mono: false, anchor: 'middle' },
];

const nameIn = (nodes: ReadonlyMap<string, PictureNode>, key: string): string => {
  const node = nodes.get(key);
  return node === undefined ? '' : nodeText(node);
};

const edgeTitle = ({ edge }: PlacedEdge, nodes: ReadonlyMap<string, PictureNode>): string =>
  words.edgeTitle(edge.event, edge.times, nameIn(nodes, edge.from), nameIn(nodes, edge.to), edge.rule);

/** Lines go below the labels of all: they run together at the known id. */
const edgeLine = (placed: PlacedEdge, hue: string, nodes: ReadonlyMap<string, PictureNode>): Group => ({
  key: `${placed.edge.key} line`,
  kind: 'line',
  hue,
  title: edgeTitle(placed, nodes),
  hit: labelBox(placed.curve.label, ''),
  leads: null,
  shapes: [{ tag: 'path', d: pathOf(placed.curve), fill: 'none', stroke: 'ink', width: 1.5 }],
});

const edgeGroup = (placed: PlacedEdge, hue: string, nodes: ReadonlyMap<string, PictureNode>): Group => {
  const { edge, curve, room } = placed;
  const text = cut(words.event(edge.event, edge.times), room - 14, labelSize, false);
  return {
    key: edge.key,
    kind: 'edge',
    hue,
    title: edgeTitle(placed, nodes),
    hit: labelBox(curve.label, text),
    leads: edge.row === null ? null : { to: 'row', key: edge.row },
    shapes: labelShapes(curve.label, text, 'text', 'raised'),
  };
};

const refusedTitle = ({ edge }: PlacedRefusal, nodes: ReadonlyMap<string, PictureNode>): string =>
  words.refusedTitle(edge.event, edge.times, nameIn(nodes, edge.from), nameIn(nodes, edge.to), edge.reason);

/** Below the labels for the same reason: lines run together at a device that several asked for. */
const refusedLine = (refusal: PlacedRefusal, nodes: ReadonlyMap<string, PictureNode>): Group => ({
  key: `${refusal.edge.key} line`,
  kind: 'line',
  hue: 'hue-none',
  title: refusedTitle(refusal, nodes),
  hit: labelBox(refusal.curve.label, ''),
  leads: null,
  shapes: [
    {
      tag: 'path',
      d: refusal.detour === null ? pathOf(refusal.curve) : detourPath(refusal.detour),
      fill: 'none',
      stroke: 'error',
      width: 1.5,
      dashed: true,
    },
  ],
});

const refusedGroup = (refusal: PlacedRefusal, nodes: ReadonlyMap<string, PictureNode>): Group => {
  const { edge, curve, room } = refusal;
  const text = cut(words.refused(edge.reason), room, labelSize, false);
  return {
    key: edge.key,
    kind: 'refused',
    hue: 'hue-none',
    title: refusedTitle(refusal, nodes),
    hit: labelBox(curve.label, text),
    leads: edge.row === null ? null : { to: 'row', key: edge.row },
    shapes: labelShapes(curve.label, text, 'error', 'ground'),
  };
};

const touchOf = ({ cluster: { profile } }: Hull): string => {
  const touch = profile?.firstTouch ?? null;
  if (touch === null) return '';
  const source = touch.utm?.utm_source ?? touch.utm?.utm_campaign ?? touch.referrer ?? '';
  const parts = [touch.name, touch.url === undefined ? '' : pagePath(touch.url), source];
  return `${words.first}: ${parts.filter((part) => part !== '').join(' · ')}`;
};

const hullGroup = (hull: Hull, hue: string): Group => {
  const { box, cluster } = hull;
  const { profile } = cluster;
  const label = profile === null ? words.nobody : personOf(profile.label);
  const events = profile === null ? '' : words.events(profile.events);
  const room = box.width - 20;
  return {
    key: `hull ${cluster.key}`,
    kind: 'hull',
    hue,
    title: profile === null ? words.nobody : words.hullTitle(label, profile.events),
    hit: { x: box.x, y: box.y, width: box.width, height: headHeight },
    leads: profile === null ? null : { to: 'search', text: profile.label },
    shapes: [
      { tag: 'rect', ...box, rx: 8, fill: 'raised', stroke: profile === null ? 'line' : 'ink' },
      {
        tag: 'text',
        x: box.x + 10,
        y: box.y + 17,
        text: cut(shortId(label), room - events.length * 6.2 - 10, 12, true),
        fill: profile === null ? 'muted' : 'ink',
        size: 12,
        mono: true,
        bold: true,
      },
      { tag: 'text', x: box.x + box.width - 10, y: box.y + 17, text: events, fill: 'muted', size: 11, mono: false, anchor: 'end' },
      { tag: 'text', x: box.x + 10, y: box.y + 32, text: cut(touchOf(hull), room, 11, false), fill: 'muted', size: 11, mono: false },
    ],
  };
};

/** The picture as shapes, back to front: hulls, links, ids, and above all of them the links that were refused. */
export const pictureOf = (layout: Layout, hues: ReadonlyMap<string, number>): Picture => {
  const nodes = new Map(layout.hulls.flatMap((hull) => hull.nodes.map(({ node }) => [node.key, node] as const)));
  const ofHulls = layout.hulls.flatMap((hull): readonly Group[] => {
    const label = hull.cluster.profile?.label ?? null;
    const hue = hueClass(hues, label);
    return [
      hullGroup(hull, hue),
      ...hull.edges.map((edge) => edgeLine(edge, hue, nodes)),
      ...hull.edges.map((edge) => edgeGroup(edge, hue, nodes)),
      ...hull.nodes.map((node) => nodeGroup(node, hue, label === null ? words.nobody : personOf(label))),
    ];
  });
  return {
    width: layout.width,
    height: layout.height,
    groups: [
      ...ofHulls,
      ...layout.refused.map((edge) => refusedLine(edge, nodes)),
      ...layout.refused.map((edge) => refusedGroup(edge, nodes)),
    ],
  };
};
