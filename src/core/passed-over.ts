import type { EventRecord } from './ledger-records.ts';

/**
 * Events that an SDK dropped of its own accord: by a hook of the site, a sampling rate, a filter. Nobody tells of that, but an
 * SDK that stores each event until it was answered shows it: a later call's event was sent, the storage is empty, and this one
 * was never seen.
 */
export type PassedOver = {
  /** A request carried the event of a call. */
  sent(record: EventRecord, project: string): void;
  /** The page's SDK has nothing left to send. */
  emptied(document: string, vendor: string, project: string | null): void;
  isPassed(record: EventRecord): boolean;
};

export const createPassedOver = (): PassedOver => {
  /** By document, vendor and project: the latest call whose event was sent, and the same when the storage was empty last. */
  const reached = new Map<string, number>();
  const settled = new Map<string, number>();
  const keyOf = (document: string, vendor: string, project: string | null): string => `${document}\n${vendor}\n${project ?? ''}`;

  return {
    sent: ({ place, vendor, called }, project) => {
      if (place === null || called.document !== place.document) return;
      const key = keyOf(place.document, vendor, project);
      reached.set(key, Math.max(called.seq, reached.get(key) ?? -1));
    },
    emptied: (document, vendor, project) => {
      const key = keyOf(document, vendor, project);
      const last = reached.get(key);
      if (last !== undefined) settled.set(key, last);
    },
    isPassed: ({ place, vendor, project, called }) =>
      place !== null && called.document === place.document && called.seq < (settled.get(keyOf(place.document, vendor, project)) ?? -1),
  };
};
