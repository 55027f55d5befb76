/** Chance that can be had again: the same seed gives the same numbers. */
export type Random = {
  /** Whole, from 0 to `below` - 1. */
  below(below: number): number;
  chance(of: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** One of the values, each as likely as its weight. */
  weighed<T>(list: readonly (readonly [weight: number, value: T])[]): T;
};

/** Mulberry32: 32 bits of state, even enough for choosing. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    below,
    chance: (of) => next() < of,
    pick: (list) => list[below(list.length)] as (typeof list)[number],
    weighed: (list) => {
      let left = next() * list.reduce((sum, [weight]) => sum + weight, 0);
      for (const [weight, value] of list) {
        left -= weight;
        if (left < 0) return value;
      }
      return (list.at(-1) as (typeof list)[number])[1];
    },
  };
}
