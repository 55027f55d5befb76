import type { LandedEvent, ProjectAnalysis } from '../../core/landed.ts';
import { isOrdinary } from '../../core/ordinary.ts';

/** Of a run, so many events stay at each end. */
const keptAtEachEnd = 2;

/** It was accepted as it was sent and joined nothing. */
const isPlain = ({ included, predicted, delivery, merge, call, event }: LandedEvent): boolean =>
  included &&
  !predicted &&
  delivery === 'accepted' &&
  (merge === 'none' || merge === 'refused') &&
  call !== null &&
  event.payload !== null &&
  isOrdinary(event);

/** In a flood it may be ordinary without having been sent, and without a call that explains it. */
const isOrdinaryAnyway = ({ merge, event }: LandedEvent): boolean => merge !== 'merged' && isOrdinary(event);

/** The same ids, landed in the same place, and the same refused for the same reason. */
const saysTheSame = (one: LandedEvent, other: LandedEvent): boolean =>
  one.slot === other.slot &&
  one.event.ids.anonymousId === other.event.ids.anonymousId &&
  one.event.ids.knownId === other.event.ids.knownId &&
  one.merge === other.merge &&
  one.reason === other.reason &&
  one.delivery === other.delivery &&
  one.included === other.included &&
  one.predicted === other.predicted &&
  one.link.join() === other.link.join();

/** Events that may go, and one that stays and says the same. */
export type PlainRun = { readonly gone: readonly LandedEvent[]; readonly standIn: LandedEvent | null };

/**
 * Events in the middle of a run: ordinary ones of one document with the same ids that landed in the same place, one after the
 * other. Without them everybody's ids, merges and first touch are what they were. `isNeeded` says which are to stay all the same,
 * `mayStandIn` which of those that stay can be told of the others; `blamed` says what finds fault with an event, so that one that
 * stays stands for those with the same fault.
 * `flooded`: also those that were not accepted, or not even sent yet.
 */
export const insideRuns = (
  project: ProjectAnalysis,
  isNeeded: (event: LandedEvent) => boolean,
  mayStandIn: (event: LandedEvent) => boolean,
  blamed: (event: LandedEvent) => string,
  flooded = false,
): readonly PlainRun[] => {
  const mayGo = flooded ? isOrdinaryAnyway : isPlain;
  const inside: PlainRun[] = [];
  const runs = new Map<string, LandedEvent[]>();
  const close = (run: readonly LandedEvent[]): void => {
    const gone = run.slice(keptAtEachEnd, -keptAtEachEnd).filter((event) => !isNeeded(event));
    const left = new Set(gone);
    if (gone.length > 0) inside.push({ gone, standIn: run.find((event) => !left.has(event) && mayStandIn(event)) ?? null });
  };
  for (const event of project.events) {
    if (event.document === null) continue;
    const run = runs.get(event.document) ?? [];
    const [first] = run;
    if (mayGo(event) && (first === undefined || (saysTheSame(first, event) && blamed(first) === blamed(event)))) {
      run.push(event);
      runs.set(event.document, run);
      continue;
    }
    close(run);
    runs.set(event.document, mayGo(event) ? [event] : []);
  }
  for (const run of runs.values()) close(run);
  return inside;
};
