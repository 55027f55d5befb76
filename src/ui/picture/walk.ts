import type { Point } from './curves.ts';

export type Direction = 'ArrowUp' | 'ArrowDown' | 'ArrowLeft' | 'ArrowRight';
export const directions: readonly Direction[] = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'];
export const isDirection = (key: string): key is Direction => (directions as readonly string[]).includes(key);

const steps: Readonly<Record<Direction, Point>> = {
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
};

/** What stands aside counts this much more than what stands ahead; what is more aside than ahead comes last. */
const asideWeight = 2.5;
const awry = 10;

/** Index of the stop that an arrow key leads to from stop `from`: the nearest ahead; `from` itself where nothing is. */
export const nextStop = (stops: readonly Point[], from: number, direction: Direction): number => {
  const here = stops[from];
  if (here === undefined) return from;
  const { x: dx, y: dy } = steps[direction];
  let best = from;
  let least = Number.POSITIVE_INFINITY;
  for (const [index, stop] of stops.entries()) {
    const ahead = (stop.x - here.x) * dx + (stop.y - here.y) * dy;
    if (index === from || ahead <= 0.5) continue;
    const aside = Math.abs((stop.x - here.x) * dy + (stop.y - here.y) * dx);
    const cost = (ahead + asideWeight * aside) * (aside > ahead ? awry : 1);
    if (cost < least) {
      best = index;
      least = cost;
    }
  }
  return best;
};
