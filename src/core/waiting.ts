import type { AnalyticsEvent } from './event.ts';
import type { EventRecord } from './ledger-records.ts';

/** The events of one SDK whose payload was not seen yet. */
export type Waiting = {
  add(record: EventRecord): void;
  remove(record: EventRecord): void;
  /** The waiting event that this payload is, removed from the waiting; null when it is none of them. */
  claim(event: AnalyticsEvent, document: string, isPlausible: Plausible): EventRecord | null;
  /** `count` events are in the SDK's own storage: the oldest ones. */
  markStored(count: number): void;
  /** What the SDK holds of that document's: neither suppressed nor on a stub. */
  of(document: string): readonly EventRecord[];
  /** The same of all documents. */
  inHand(): readonly EventRecord[];
};

/** Whether a payload with this client time can be of that document at all. */
export type Plausible = (document: string, at: number) => boolean;

/** Client time and the time of the call differ by the work between them. */
const sameCallMs = 5000;
/** Across documents only a close match counts: another page may have made the same event. */
const otherDocumentMs = 2000;
/** A moment's difference says less than other ids do, or another page: clocks are read before and after the SDK's own work. */
const otherIdsMs = 300;
const otherPageMs = 100;
/** What the SDK should have suppressed was sent after all only if the payload is of that very moment. */
const suppressedMs = 1000;
/** How many candidates of one name are looked at. */
const maxLook = 64;

const sameIds = (a: AnalyticsEvent, b: AnalyticsEvent): boolean =>
  a.ids.anonymousId === b.ids.anonymousId && a.ids.knownId === b.ids.knownId;

const removeFrom = (list: EventRecord[], record: EventRecord): number => {
  const index = list.indexOf(record);
  if (index !== -1) list.splice(index, 1);
  return index;
};

/**
 * Payloads carry no call, so they are joined by name and client time, in call order: wire order is not call order.
 * The closest in time wins, where ids that differ count as a distance, too; of equals the older one.
 */
export const createWaiting = (): Waiting => {
  const line: EventRecord[] = [];
  const byName = new Map<string, EventRecord[]>();
  /** Events of calls that only a stub took: they stand in an array of the page, never in the SDK's storage. */
  const onStub = new Set<EventRecord>();
  /** How many the SDK's storage held last, how many were seen there, and how far the line was gone through for that. */
  let held = 0;
  let stored = 0;
  let passed = 0;

  const mark = (): void => {
    for (; stored < held && passed < line.length; passed += 1) {
      const record = line[passed];
      if (record === undefined || onStub.has(record)) continue;
      record.seenInStorage = true;
      stored += 1;
    }
  };

  const distance = (record: EventRecord, event: AnalyticsEvent, document: string, isPlausible: Plausible): number | null => {
    const here = record.place?.document === document;
    const predicted = record.event.at;
    if (event.at === null || predicted === null) return here && !record.suppressed ? 0 : null;
    const apart = Math.abs(event.at - predicted);
    if (record.suppressed) return here && apart <= suppressedMs ? apart : null;
    if (!here) return apart <= otherDocumentMs ? apart + otherPageMs : null;
    return apart <= sameCallMs || isPlausible(document, event.at) ? apart : null;
  };

  const remove = (record: EventRecord): void => {
    const index = removeFrom(line, record);
    const wasOnStub = onStub.delete(record);
    if (index !== -1 && index < passed) {
      passed -= 1;
      if (!wasOnStub) stored -= 1;
    }
    const named = byName.get(record.event.name);
    if (named === undefined) return;
    removeFrom(named, record);
    if (named.length === 0) byName.delete(record.event.name);
  };

  return {
    add: (record) => {
      if (!record.suppressed) line.push(record);
      if (record.call?.carriedOut === false) onStub.add(record);
      const named = byName.get(record.event.name);
      if (named === undefined) byName.set(record.event.name, [record]);
      else named.push(record);
      // The SDK stores an event inside the call, which is told when it is over.
      mark();
    },
    remove,
    claim: (event, document, isPlausible) => {
      let best: EventRecord | null = null;
      let bestDistance = Number.POSITIVE_INFINITY;
      let looked = 0;
      for (const record of byName.get(event.name) ?? []) {
        if (looked === maxLook || bestDistance === 0) break;
        looked += 1;
        const apart = distance(record, event, document, isPlausible);
        const same = sameIds(record.event, event);
        if (apart === null || apart + (same ? 0 : otherIdsMs) >= bestDistance) continue;
        best = record;
        bestDistance = apart + (same ? 0 : otherIdsMs);
      }
      if (best !== null) remove(best);
      return best;
    },
    markStored: (count) => {
      held = count;
      mark();
    },
    of: (document) => line.filter((record) => record.place?.document === document && !onStub.has(record)),
    inHand: () => line.filter((record) => !onStub.has(record)),
  };
};
