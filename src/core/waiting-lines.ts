import type { Documents } from './documents.ts';
import type { EventRecord, Place } from './ledger-records.ts';
import { unknownJar } from './site.ts';
import { createWaiting, type Waiting } from './waiting.ts';

/** The events that wait to be sent, by device, origin, vendor and project: pages of one origin share what an SDK stores there. */
export type WaitingLines = {
  of(place: Place | null, vendor: string, project: string | null): Waiting;
  for(record: EventRecord): Waiting;
};

export const createWaitingLines = (documents: Documents): WaitingLines => {
  const lines = new Map<string, Waiting>();
  const of = (place: Place | null, vendor: string, project: string | null): Waiting => {
    const jar = place === null ? unknownJar : documents.jarOf(place.document);
    const key = `${place?.device ?? ''}\n${jar.origin}\n${vendor}\n${project ?? ''}`;
    let found = lines.get(key);
    if (found === undefined) {
      found = createWaiting();
      lines.set(key, found);
    }
    return found;
  };
  return { of, for: ({ place, vendor, project }: EventRecord): Waiting => of(place, vendor, project) };
};
