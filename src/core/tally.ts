import type { AnalyticsEvent, Touch } from './event.ts';

/** What is counted for each slot while folding, so that profiles need no second walk over the events. */
export type Tally = {
  add(slot: number, index: number, event: AnalyticsEvent): void;
  /** How many slots there may be: one more than the highest that was added. */
  readonly size: number;
  /** How many events the slot has; 0 for a slot that was never added. */
  events(slot: number): number;
  /** Its first event in model order. */
  first(slot: number): number;
  /** Its first event in client time, and that time; one without a time counts as latest. Ties go by model order. */
  earliest(slot: number): number;
  earliestAt(slot: number): number;
  /** Where the visitor of its earliest event came from. */
  touch(slot: number): Touch | null;
  fork(): Tally;
};

/** `counts` holds four numbers a slot side by side, so that an event touches one place in memory. */
type State = { counts: Float64Array; readonly touches: (Touch | null)[] };

const width = 4;
const firstOf = 1;
const earliestOf = 2;
const atOf = 3;
const never = Number.POSITIVE_INFINITY;

const widened = (counts: Float64Array, slots: number): Float64Array => {
  const wider = new Float64Array(Math.max(256, slots * 2) * width);
  wider.set(counts);
  return wider;
};

const start = (): State => ({ counts: new Float64Array(0), touches: [] });

export const createTally = (state: State = start()): Tally => {
  const { touches } = state;
  let { counts } = state;
  const has = (slot: number): boolean => slot < touches.length && counts[slot * width] !== 0;
  return {
    add: (slot, index, event) => {
      while (touches.length <= slot) touches.push(null);
      const place = slot * width;
      if (place >= counts.length) counts = widened(counts, slot + 1);
      const time = event.at ?? never;
      const before = counts[place] ?? 0;
      counts[place] = before + 1;
      if (before === 0) counts[place + firstOf] = index;
      if (before > 0 && time >= (counts[place + atOf] ?? never)) return;
      counts[place + earliestOf] = index;
      counts[place + atOf] = time;
      touches[slot] = event.touch;
    },
    get size() {
      return touches.length;
    },
    events: (slot) => (has(slot) ? (counts[slot * width] ?? 0) : 0),
    first: (slot) => (has(slot) ? (counts[slot * width + firstOf] ?? -1) : -1),
    earliest: (slot) => (has(slot) ? (counts[slot * width + earliestOf] ?? -1) : -1),
    earliestAt: (slot) => (has(slot) ? (counts[slot * width + atOf] ?? never) : never),
    touch: (slot) => touches[slot] ?? null,
    fork: () => createTally({ counts: counts.slice(), touches: touches.slice() }),
  };
};
