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

type State = {
  readonly events: number[];
  readonly first: number[];
  readonly earliest: number[];
  readonly at: number[];
  readonly touches: (Touch | null)[];
};

const never = Number.POSITIVE_INFINITY;

export const createTally = (state: State = { events: [], first: [], earliest: [], at: [], touches: [] }): Tally => {
  const { events, first, earliest, at, touches } = state;
  return {
    add: (slot, index, event) => {
      while (events.length <= slot) {
        events.push(0);
        first.push(-1);
        earliest.push(-1);
        at.push(never);
        touches.push(null);
      }
      const time = event.at ?? never;
      const before = events[slot] ?? 0;
      if (before === 0) first[slot] = index;
      if (before === 0 || time < (at[slot] ?? never)) {
        earliest[slot] = index;
        at[slot] = time;
        touches[slot] = event.touch;
      }
      events[slot] = before + 1;
    },
    get size() {
      return events.length;
    },
    events: (slot) => events[slot] ?? 0,
    first: (slot) => first[slot] ?? -1,
    earliest: (slot) => earliest[slot] ?? -1,
    earliestAt: (slot) => at[slot] ?? never,
    touch: (slot) => touches[slot] ?? null,
    fork: () =>
      createTally({
        events: events.slice(),
        first: first.slice(),
        earliest: earliest.slice(),
        at: at.slice(),
        touches: touches.slice(),
      }),
  };
};
