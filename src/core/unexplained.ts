import type { AnalyticsEvent } from './event.ts';
import type { CallRecord, EventRecord } from './ledger-records.ts';

/** The last payloads of each document that no call explains. */
export type Unexplained = {
  add(record: EventRecord, document: string): void;
  /** The payload that left from inside this call before the call was told, no longer unexplained; null when there is none. */
  takeFor(call: CallRecord, event: AnalyticsEvent, at: number): EventRecord | null;
};

/** A payload that left before its call was told, from inside that call, is at most this much older. */
const insideCallMs = 1000;
/** How many are kept of a document. */
const maxKept = 64;

export const createUnexplained = (): Unexplained => {
  /** By document, newest last. */
  const lists = new Map<string, EventRecord[]>();

  return {
    add: (record, document) => {
      const list = lists.get(document) ?? [];
      list.push(record);
      if (list.length > maxKept) list.shift();
      lists.set(document, list);
    },
    takeFor: (call, event, at) => {
      const list = lists.get(call.place.document) ?? [];
      const found = list.findLast((record) => {
        if (record.call !== null || record.vendor !== call.vendor || record.event.name !== event.name) return false;
        if (call.project !== null && record.project !== call.project) return false;
        const seen = record.event.at ?? record.called.at;
        return seen <= at + 50 && seen >= at - insideCallMs && record.called.at >= at - insideCallMs;
      });
      if (found === undefined) return null;
      list.splice(list.indexOf(found), 1);
      return found;
    },
  };
};
