import type { EventRecord } from './ledger-records.ts';

/** The events so far, in the order they were added. */
export const createEventList = () => {
  const events = new Set<EventRecord>();
  let listed: readonly EventRecord[] | null = null;
  return {
    add: (record: EventRecord): void => {
      events.add(record);
      listed = null;
    },
    drop: (record: EventRecord): void => {
      events.delete(record);
      listed = null;
    },
    /** The same array until something changes. */
    all: (): readonly EventRecord[] => {
      listed ??= [...events];
      return listed;
    },
  };
};
