import type { Curve, Point } from './curves.ts';
import type { Detour } from './detour.ts';

/** A tenth of a pixel is as much as anybody sees. */
export const round = (value: number): number => Math.round(value * 10) / 10;
const at = ({ x, y }: Point): string => `${round(x)} ${round(y)}`;
/** A curve as the `d` of an SVG path. */
export const pathOf = ({ from, to, bend: [a, b] }: Curve): string => `M${at(from)}C${at(a)} ${at(b)} ${at(to)}`;

const cornerRadius = 6;

/** A point on the way from a corner to the next, where the corner's bend ends. */
const beyond = (corner: Point, next: Point): Point => {
  const length = Math.hypot(next.x - corner.x, next.y - corner.y);
  const part = length === 0 ? 0 : Math.min(cornerRadius, length / 2) / length;
  return { x: corner.x + (next.x - corner.x) * part, y: corner.y + (next.y - corner.y) * part };
};

/** Likewise a detour, its corners rounded. */
export const detourPath = (detour: Detour): string =>
  detour
    .map((point, place) => {
      const [before, after] = [detour[place - 1], detour[place + 1]];
      if (before === undefined) return `M${at(point)}`;
      return after === undefined ? `L${at(point)}` : `L${at(beyond(point, before))}Q${at(point)} ${at(beyond(point, after))}`;
    })
    .join('');
