import type { Fact, Observation } from '../../src/core/observation.ts';

/** Where observations of one document go. */
export type Place = { readonly document: string; readonly device: string; readonly tab: number; readonly frame: number };

/** The growing log of a recording under construction, its clock, and numbers that are never given twice. */
export type Log = {
  readonly observations: Observation[];
  readonly now: () => number;
  readonly wait: (ms: number) => void;
  readonly next: (prefix: string) => string;
  readonly write: (place: Place, fact: Fact) => void;
};

/** Starts at a fixed time; every observation takes 10 ms. */
export const createLog = (startedAt: number): Log => {
  const observations: Observation[] = [];
  const sequence = new Map<string, number>();
  const counters = new Map<string, number>();
  let now = startedAt;
  return {
    observations,
    now: () => now,
    wait: (ms) => {
      now += ms;
    },
    next: (prefix) => {
      const number = (counters.get(prefix) ?? 0) + 1;
      counters.set(prefix, number);
      return `${prefix}${number}`;
    },
    write: (place, fact) => {
      const seq = sequence.get(place.document) ?? 0;
      sequence.set(place.document, seq + 1);
      observations.push({ seq, at: now, ...place, ...fact });
      now += 10;
    },
  };
};
