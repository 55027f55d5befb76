import { type Box, middle, type Point } from './curves.ts';

/** Horizontal and vertical pieces from corner to corner; the first and the last point are at ids. */
export type Detour = readonly Point[];

/** Half of what is between two columns of hulls. */
const aside = 6;
/** A corner costs as much as so many pixels: few corners are easier to follow than a short way. */
const cornerPx = 60;
/** The first passage stands so far from the edge of the picture. */
const edge = 4;

const crosses = (a: Point, b: Point, { x, y, width, height }: Box): boolean =>
  Math.max(a.x, b.x) > x && Math.min(a.x, b.x) < x + width && Math.max(a.y, b.y) > y && Math.min(a.y, b.y) < y + height;

const sorted = (values: Iterable<number>): readonly number[] => [...new Set(values)].sort((a, b) => a - b);

/** An end of a link: the id's own box, and the hull that it may leave and enter on its way. */
export type DetourEnd = { readonly node: Box; readonly hull: Box };

/** Where a link leaves a hull: beside it, as high as its id, on the side where nothing else of the hull stands before it. */
const doors = ({ node, hull }: DetourEnd): readonly { readonly at: Point; readonly id: Point }[] => {
  const y = middle(node);
  const left = { at: { x: hull.x - aside, y }, id: { x: node.x, y } };
  const right = { at: { x: hull.x + hull.width + aside, y }, id: { x: node.x + node.width, y } };
  const [before, behind] = [left.id.x - left.at.x, right.at.x - right.id.x];
  return before === behind ? [left, right] : [before < behind ? left : right];
};

/** Corners alone: what lies between two in line is left out. */
const cornersOf = (points: readonly Point[]): Detour =>
  points.filter((point, place) => {
    const before = points[place - 1];
    const after = points[place + 1];
    if (before === undefined || after === undefined) return true;
    return !((before.x === point.x && point.x === after.x) || (before.y === point.y && point.y === after.y));
  });

/**
 * The way from id to id between all hulls, along the passages that they leave, with few corners; null when there is none.
 * `rowGap` is what is between two hulls that stand below each other.
 */
export const detourBetween = (from: DetourEnd, to: DetourEnd, hulls: readonly Box[], rowGap: number): Detour | null => {
  const starts = doors(from);
  const ends = doors(to);
  const xs = sorted(hulls.flatMap(({ x, width }) => [x - aside, x + width + aside]));
  const passages = hulls.flatMap(({ y, height }) => [Math.max(edge, y - rowGap / 2), y + height + rowGap / 2]);
  const ys = sorted([...passages, ...[...starts, ...ends].map(({ at }) => at.y)]);
  const pointAt = (place: number): Point => ({ x: xs[place % xs.length] ?? 0, y: ys[Math.floor(place / xs.length)] ?? 0 });
  const placeOf = ({ x, y }: Point): number => ys.indexOf(y) * xs.length + xs.indexOf(x);
  const isFree = (a: Point, b: Point): boolean => !hulls.some((hull) => crosses(a, b, hull));

  // A place is stood at having come along (even states) or down or up (odd ones); ends come in along.
  const least = new Map<number, number>();
  const cameFrom = new Map<number, number>();
  const waiting: number[] = [];
  const reach = (state: number, cost: number, by: number | null): void => {
    if (cost >= (least.get(state) ?? Number.POSITIVE_INFINITY)) return;
    least.set(state, cost);
    if (by !== null) cameFrom.set(state, by);
    waiting.push(state);
  };
  for (const { at, id } of starts) reach(placeOf(at) * 2, Math.abs(at.x - id.x), null);
  for (let next = 0; next < waiting.length; next++) {
    const state = waiting[next] ?? 0;
    const place = state >> 1;
    const here = pointAt(place);
    const cost = least.get(state) ?? 0;
    const column = place % xs.length;
    const steps = [column > 0 ? -1 : 0, column < xs.length - 1 ? 1 : 0, -xs.length, xs.length];
    steps.forEach((by, way) => {
      const there = place + by;
      if (by === 0 || there < 0 || there >= xs.length * ys.length) return;
      const point = pointAt(there);
      if (!isFree(here, point)) return;
      const upright = way < 2 ? 0 : 1;
      const turned = upright === (state & 1) ? 0 : cornerPx;
      reach(there * 2 + upright, cost + Math.abs(point.x - here.x) + Math.abs(point.y - here.y) + turned, state);
    });
  }

  const arrivals = ends.flatMap(({ at, id }) =>
    [0, 1].map((upright) => {
      const state = placeOf(at) * 2 + upright;
      return { state, id, cost: (least.get(state) ?? Number.POSITIVE_INFINITY) + Math.abs(at.x - id.x) + upright * cornerPx };
    }),
  );
  const best = arrivals.reduce((a, b) => (b.cost < a.cost ? b : a));
  if (best.cost === Number.POSITIVE_INFINITY) return null;
  const back: Point[] = [];
  let first = best.state;
  for (let state: number | undefined = best.state; state !== undefined; state = cameFrom.get(state)) {
    back.push(pointAt(state >> 1));
    first = state;
  }
  const start = starts.find(({ at }) => placeOf(at) === first >> 1);
  return start === undefined ? null : cornersOf([start.id, ...back.reverse(), best.id]);
};
