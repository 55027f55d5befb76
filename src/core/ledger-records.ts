import type { CallMeaning } from './adapter.ts';
import { betterDelivery, sendingDelivery, waitingDelivery } from './delivery.ts';
import type { AnalyticsEvent } from './event.ts';
import type { Habits } from './habits.ts';
import type { LandedEvent } from './landed.ts';
import type { Delivery, FactOf, ObservationBase } from './observation.ts';
import type { Position } from './position.ts';
import type { EventRef, Moment } from './story.ts';

/** Where something was seen. */
export type Place = { readonly document: string; readonly device: string; readonly tab: number | null; readonly frame: number | null };

export const placeOf = (base: ObservationBase): Place => ({
  document: base.document,
  device: base.device,
  tab: base.tab ?? null,
  frame: base.frame ?? null,
});

export type RequestRecord = {
  readonly document: string;
  readonly request: string;
  outcome: FactOf<'wire.settled'>['outcome'] | null;
  /** When it ended without any answer, null if it did not. */
  brokenAt: number | null;
};

/** One call, stub call and replay joined. */
export type CallRecord = {
  /** The stub call's id where there is one. */
  readonly id: string;
  readonly vendor: string;
  readonly instance: string;
  readonly place: Place;
  /** Where the page made the call. */
  readonly position: Position;
  readonly meaning: CallMeaning;
  readonly wasQueued: boolean;
  /** Where the SDK carried it out: later than `position` for calls of a stub, and not in the same order. */
  carried: Position;
  /** What was observed when the SDK carried the call out; until then what the stub saw. */
  fact: FactOf<'call.observed'>;
  carriedOut: boolean;
  project: string | null;
  /** The outermost call of the same vendor inside which this one was made. */
  outer: CallRecord | null;
  events: EventRecord[];
  /** How many events the call ever had: the next one's ordinal. */
  ordinals: number;
  /** The moment of the last answer. */
  told: Moment | null;
};

/** One event of a project, from a call, from the wire, or from both. */
export type EventRecord = {
  readonly vendor: string;
  readonly place: Place | null;
  /** Null until it is known to which project an early call belongs. */
  project: string | null;
  event: AnalyticsEvent;
  /** The payload was not seen yet. */
  predicted: boolean;
  call: CallRecord | null;
  /** Stable; `call:<call>:<n>`, `wire:<document>:<request>:<n>` or `line:<document>:<seq>`. */
  key: string;
  /** The call, or the first sending. */
  called: Position;
  readonly sendings: { readonly request: RequestRecord; readonly position: Position }[];
  seenInStorage: boolean;
  suppressed: boolean;
  /** A call inside the call already stands for it. */
  claimed: boolean;
  /** What the last answer said of it, to be said again while it holds. */
  told: { placed: Placed | null; landed: LandedEvent | null; ref: EventRef | null };
};

/** An event in its place in model order. */
export type Placed = {
  readonly record: EventRecord;
  readonly key: string;
  readonly event: AnalyticsEvent;
  readonly delivery: Delivery;
  readonly included: boolean;
  readonly at: number;
  readonly position: Position;
};

/** What is known of documents when deliveries are told. */
export type DocumentEnds = {
  readonly isGone: (document: string) => boolean;
  /** Gone, or waiting in the back/forward cache: no answer is heard there, unless it returns. */
  readonly isAway: (document: string) => boolean;
  /** When the document was left for good, null while it was not. */
  readonly goneAt: (document: string) => number | null;
  readonly habitsOf: (vendor: string) => Habits | null;
  /** The last number of unsent events that any document of the origin told: what a page left behind, the next one may have sent. */
  readonly leftOn: (place: Place, vendor: string, project: string | null) => number | null;
  /** The document told how much the SDK's storage holds. */
  readonly toldUnsent: (document: string, vendor: string, project: string | null) => boolean;
  /** A later page, still there, looks after what this one left. */
  readonly hasHeir: (document: string, vendor: string, project: string | null) => boolean;
  /** The SDK sent what was called after it, and has nothing left to send. */
  readonly isPassedOver: (record: EventRecord) => boolean;
};

/**
 * A page that goes breaks its requests off, in its last moments; how much of them the vendor had by then nobody knows. Measured
 * on a processor slowed down four times: up to 75 ms, what the SDK then does about it included.
 */
const lastMomentsMs = 250;

/** Broken off by a page that went: nobody knows whether the vendor had it. */
export const isCutOff = ({ document, brokenAt }: RequestRecord, ends: Pick<DocumentEnds, 'goneAt'>): boolean => {
  const goneAt = brokenAt === null ? null : ends.goneAt(document);
  return brokenAt !== null && goneAt !== null && goneAt - brokenAt <= lastMomentsMs;
};

export const deliveryOf = (record: EventRecord, ends: DocumentEnds): Delivery => {
  let best: Delivery | null = null;
  for (const { request } of record.sendings) {
    const delivery = sendingDelivery(isCutOff(request, ends) ? 'unconfirmed' : request.outcome, ends.isAway(request.document));
    best = best === null ? delivery : betterDelivery(best, delivery);
  }
  if (best !== null) return best;
  const { place, vendor, project, seenInStorage, call } = record;
  const carriedOut = call?.carriedOut ?? true;
  const habits = ends.habitsOf(vendor);
  const suppressed = record.suppressed || (carriedOut && habits?.keepsUnsent === 'always' && ends.isPassedOver(record));
  // What an SDK took over from its stub unwatched is in its hands until a request shows it.
  const isInHand = seenInStorage || (carriedOut && call?.fact.queued === true);
  if (place === null || !ends.isGone(place.document))
    return waitingDelivery({ suppressed, carriedOut, seenInStorage: isInHand, page: 'here' });
  return waitingDelivery({
    suppressed,
    carriedOut,
    seenInStorage,
    page: 'gone',
    keepsUnsent: habits?.keepsUnsent ?? null,
    left: ends.leftOn(place, vendor, project),
    told: ends.toldUnsent(place.document, vendor, project),
    hasHeir: () => ends.hasHeir(place.document, vendor, project),
  });
};

/** When the vendor took the event in: its first sending that did not fail, else its first; null while it is unsent. */
export const ingestedAt = ({ sendings }: EventRecord, ends: DocumentEnds): Position | null =>
  (sendings.find(({ request }) => request.outcome !== 'failed' || isCutOff(request, ends)) ?? sendings[0])?.position ?? null;
