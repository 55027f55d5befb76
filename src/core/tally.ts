import type { AnalyticsEvent } from './event.ts';

/** What is counted for each slot while folding, so that profiles need no second walk over the events. */
export type Tally = {
  add(slot: number, index: number, event: AnalyticsEvent): void;
  /** Slots that have events, each with how many, the first in model order and the first in client time. */
  each(visit: (slot: number, events: number, first: number, earliest: Earliest) => void): void;
  fork(): Tally;
};

/** An event by client time; one without a time counts as latest. */
export type Earliest = { readonly at: number; readonly index: number };

/** Negative when `a` is earlier; ties go by model order. */
export const compareEarliest = (a: Earliest, b: Earliest): number => (a.at === b.at ? a.index - b.index : a.at - b.at);

type State = { readonly events: number[]; readonly first: number[]; readonly earliest: number[]; readonly at: number[] };

export const createTally = (state: State = { events: [], first: [], earliest: [], at: [] }): Tally => {
  const { events, first, earliest, at } = state;
  return {
    add: (slot, index, event) => {
      while (events.length <= slot) {
        events.push(0);
        first.push(-1);
        earliest.push(-1);
        at.push(Number.POSITIVE_INFINITY);
      }
      const time = event.at ?? Number.POSITIVE_INFINITY;
      const before = events[slot] ?? 0;
      if (before === 0) first[slot] = index;
      if (before === 0 || time < (at[slot] ?? Number.POSITIVE_INFINITY)) {
        earliest[slot] = index;
        at[slot] = time;
      }
      events[slot] = before + 1;
    },
    each: (visit) => {
      for (let slot = 0; slot < events.length; slot += 1) {
        const count = events[slot] ?? 0;
        if (count > 0) visit(slot, count, first[slot] ?? -1, { at: at[slot] ?? Number.POSITIVE_INFINITY, index: earliest[slot] ?? -1 });
      }
    },
    fork: () => createTally({ events: events.slice(), first: first.slice(), earliest: earliest.slice(), at: at.slice() }),
  };
};
