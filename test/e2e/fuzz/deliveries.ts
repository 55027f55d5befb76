import type { LandedEvent } from '../../../src/core/landed.ts';
import type { Judged } from '../../../src/reports/engine.ts';
import { asSaid, type Collected, isOwn, isUndelivered, isWaiting, projectOf, same, shown } from './collected.ts';
import type { Mismatch } from './mismatch.ts';
import type { Walked } from './walk.ts';

/** The recording was taken before it had the last words of a page. */
const isCutShort = ({ recording: { observations } }: Walked): boolean => {
  const closed = new Set(observations.flatMap((one) => (one.kind === 'document.closed' ? [one.document] : [])));
  return observations.some((one) => one.kind === 'document.opened' && !closed.has(one.document));
};

/** Every event that arrived is told once, as what it is; what is said to be lost never arrived, and what is accepted did. */
export function deliveries(walked: Walked, whole: Judged, collected: readonly Collected[]): readonly Mismatch[] {
  const found: Mismatch[] = [];
  const events = projectOf(whole, walked.script.vendor)?.events ?? [];
  const byId = new Map(events.flatMap((event) => (event.event.id === null ? [] : [[event.event.id, event] as const])));
  const unread = events.filter(({ event }) => event.id === null);
  /** Of those whose payload nobody could read: what can be it with the ids and a delivery that it has, else with the ids, else any of its name. */
  const guesses = new Map<Collected, LandedEvent>();
  const unknown = collected.filter(({ id }) => !byId.has(id));
  const likeness: readonly ((event: LandedEvent, one: Collected) => boolean)[] = [
    (event, one) => asSaid(walked.script.vendor, event.event.ids, one) && !isUndelivered(event),
    (event, one) => asSaid(walked.script.vendor, event.event.ids, one),
    () => true,
  ];
  for (const isLike of likeness)
    for (const one of unknown) {
      const at = guesses.has(one) ? -1 : unread.findIndex((event) => event.event.name === one.name && isLike(event, one));
      const [guess] = at < 0 ? [] : unread.splice(at, 1);
      if (guess !== undefined) guesses.set(one, guess);
    }
  const isCut = isCutShort(walked);
  for (const one of collected) {
    const told = byId.get(one.id);
    if (told === undefined) {
      const guess = guesses.get(one);
      if (isCut && one.at > walked.until && (guess === undefined || isUndelivered(guess))) continue;
      if (guess === undefined) found.push({ kind: 'missing', what: `${one.name} (${shown(one)}) arrived and is not told` });
      else if (isUndelivered(guess)) found.push({ kind: `arrived, told ${guess.delivery}`, what: `${one.name} (${shown(one)}) arrived` });
      else if (guess.delivery === 'unconfirmed' && !asSaid(walked.script.vendor, guess.event.ids, one))
        found.push({
          kind: `unread ${isOwn(one.name) ? 'event' : one.name}, other ids`,
          what: `${one.name} arrived with ${shown(one)}, told with ${shown(guess.event.ids)}`,
        });
      continue;
    }
    if (!same(told.event.ids, one))
      found.push({ kind: 'wire ids', what: `${one.name} arrived with ${shown(one)}, told with ${shown(told.event.ids)}` });
    if (isUndelivered(told)) found.push({ kind: `arrived, told ${told.delivery}`, what: `${one.name} arrived` });
  }
  const ids = new Set(collected.map(({ id }) => id));
  for (const event of byId.values())
    if (event.delivery === 'accepted' && !ids.has(event.event.id ?? ''))
      found.push({ kind: 'accepted, never arrived', what: event.event.name });
  const byName = new Map<string, LandedEvent[]>();
  for (const event of events) if (isOwn(event.event.name)) byName.set(event.event.name, [...(byName.get(event.event.name) ?? []), event]);
  for (const [name, list] of byName) {
    const arrived = collected.filter((one) => one.name === name).length;
    if (list.length > Math.max(1, arrived))
      found.push({
        kind: 'doubled',
        what: `${name} is told ${list.length} times (${list.map(({ delivery, key }) => `${delivery} ${key}`).join(', ')}) and arrived ${arrived} times`,
      });
  }
  return found;
}

/** What a document told last of events in its SDK's storage. */
const lastUnsent = ({ recording, until: end }: Walked, document: string | null): number | null =>
  recording.observations.reduce<number | null>(
    (last, one) =>
      one.kind === 'storage.changed' && 'unsent' in one && one.document === document && one.at <= end ? (one.unsent ?? last) : last,
    null,
  );

/** At the end, with pages still there, nothing is said to be under way that the SDK does not send. */
export function phantoms(walked: Walked, cut: Judged, collected: readonly Collected[]): readonly Mismatch[] {
  const left = new Map<string, number>();
  for (const { name } of collected) left.set(name, (left.get(name) ?? 0) + 1);
  const events = projectOf(cut, walked.script.vendor)?.events ?? [];
  for (const { predicted, event } of events) if (!predicted) left.set(event.name, (left.get(event.name) ?? 0) - 1);
  return events
    .filter((event) => event.predicted && isWaiting(event))
    .flatMap(({ event, delivery, key, document }) => {
      const count = left.get(event.name) ?? 0;
      left.set(event.name, count - 1);
      // What waits in storage waits: it may have been written while the visitor opted out.
      const isStored = delivery === 'queued' && (lastUnsent(walked, document) ?? 0) > 0;
      const isHere = !walked.recording.observations.some(
        (one) => one.document === document && one.kind === 'document.closed' && one.at <= walked.until,
      );
      return count > 0 || !isHere || isStored
        ? []
        : [
            {
              kind: `phantom ${isOwn(event.name) ? 'event' : event.name}, ${delivery}`,
              what: `${event.name} ${key} (${shown(event.ids)}) never arrives`,
            },
          ];
    });
}
