import { type Box, type Curve, join, type Point, pointOn, under } from './curves.ts';
import { type Detour, type DetourEnd, detourBetween } from './detour.ts';
import type { RefusedEdge } from './graph.ts';

export type PlacedRefusal = {
  readonly edge: RefusedEdge;
  /** The reason stands at its `label`, wherever the line is. */
  readonly curve: Curve;
  /** Where the curve would cross another hull, the way around it. */
  readonly detour: Detour | null;
  /** Pixels that the reason may take. */
  readonly room: number;
};

/** Rows of hulls stand further apart where refused links run between them. */
export const refusedGap = 30;
/** The room that a reason takes on a line, at most. */
const reasonRoom = 150;
/** The room of its sign alone. */
const signRoom = 22;
const reasonHeight = 16;
/** So many that less than the margin of a hull can lie between two points of a curve. */
const curveSteps = 240;
/** Pixels that a curve keeps away from another hull. */
const clear = 1;
/** How close together places for a reason are looked for. */
const stepPx = 8;
const bowPx = 44;

const isAt = ({ x, y }: Point, box: Box): boolean =>
  x > box.x - clear && x < box.x + box.width + clear && y > box.y - clear && y < box.y + box.height + clear;

/** Whether a curve runs through one of the boxes. */
const runsThrough = (curve: Curve, boxes: readonly Box[]): boolean =>
  Array.from({ length: curveSteps + 1 }, (_, step) => pointOn(curve, step / curveSteps)).some((point) =>
    boxes.some((box) => isAt(point, box)),
  );

const reasonBox = ({ x, y }: Point, room: number): Box => ({ x: x - room / 2, y: y - reasonHeight / 2, width: room, height: reasonHeight });

const overlap = (a: Box, b: Box): boolean => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/** Where a reason has room on a detour: in no hull and on no other reason, as near to the end as can be, since many begin together. */
const reasonOn = (detour: Detour, taken: readonly Box[], width: number, room: number): Point | null => {
  const corners = detour.toReversed();
  for (const [place, a] of corners.entries()) {
    const b = corners[place + 1] ?? a;
    const steps = Math.max(1, Math.floor((Math.abs(b.x - a.x) + Math.abs(b.y - a.y)) / stepPx));
    for (let step = 0; step < steps; step++) {
      const x = a.x + ((b.x - a.x) * step) / steps;
      const point = {
        x: Math.max(room / 2, Math.min(x, width - room / 2)),
        y: a.y + ((b.y - a.y) * step) / steps,
      };
      if (!taken.some((box) => overlap(reasonBox(point, room), box))) return point;
    }
  }
  return null;
};

const isBeside = (a: Box, b: Box): boolean => Math.abs(a.y - b.y) < a.height && Math.abs(a.x - b.x) > a.width;

const refusalBetween = (edge: RefusedEdge, from: DetourEnd, to: DetourEnd, hulls: readonly Box[]): PlacedRefusal => {
  const [a, b] = [from.node, to.node];
  const curve = isBeside(a, b) ? under(a, b, refusedGap) : join(a, b, 0.5, bowPx);
  const others = hulls.filter((box) => box !== from.hull && box !== to.hull);
  const detour = runsThrough(curve, others) ? detourBetween(from, to, hulls, refusedGap) : null;
  return { edge, curve, detour, room: reasonRoom };
};

/** The refused links of a picture `width` pixels wide, each by a short way that crosses nobody else; an id that `endOf` knows nothing of has none. */
export const placeRefusals = (
  refused: readonly RefusedEdge[],
  endOf: (node: string) => DetourEnd | undefined,
  hulls: readonly Box[],
  width: number,
): readonly PlacedRefusal[] => {
  const placed = refused.flatMap((edge): readonly PlacedRefusal[] => {
    const from = endOf(edge.from);
    const to = endOf(edge.to);
    return from === undefined || to === undefined ? [] : [refusalBetween(edge, from, to, hulls)];
  });
  const taken = [...hulls, ...placed.filter(({ detour }) => detour === null).map(({ curve, room }) => reasonBox(curve.label, room))];
  return placed.map((refusal) => {
    if (refusal.detour === null) return refusal;
    const { detour, curve } = refusal;
    const whole = reasonOn(detour, taken, width, reasonRoom);
    const room = whole === null ? signRoom : reasonRoom;
    const label = whole ?? reasonOn(detour, taken, width, signRoom) ?? detour[1] ?? curve.label;
    taken.push(reasonBox(label, room));
    return { ...refusal, curve: { ...curve, label }, room };
  });
};
