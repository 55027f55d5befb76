import { isUndelivered } from '../core/delivery.ts';
import type { LandedEvent, ProjectAnalysis } from '../core/landed.ts';
import { isPlaceholder } from '../core/placeholder.ts';

/**
 * People who were identified for the first time in this recording, counted once each. Nothing on a page tells a first
 * sign-up from a log-in with an older account: both are here.
 */
export type SignUps = {
  /** The page called for it. */
  readonly called: number;
  /** Something that names them reached the vendor. */
  readonly delivered: number;
  /** Of the delivered: they did something before, under an anonymous id of their device. */
  readonly hadHistory: number;
  /** Of those: all of it is theirs now. */
  readonly withHistory: number;
};

type Person = { readonly history: readonly LandedEvent[]; delivered: boolean; profile: string | null };

const arrives = ({ included, delivery }: LandedEvent): boolean => included && !isUndelivered(delivery);

/** The anonymous events that run up to here, all under the id that was in use last. */
const stretchBefore = (anonymous: readonly LandedEvent[]): readonly LandedEvent[] => {
  const id = anonymous.at(-1)?.event.ids.anonymousId;
  return anonymous.filter(({ event }) => event.ids.anonymousId === id);
};

/** Counts the sign-ups of a project: called, delivered, with their history. One pass over its events. */
export const signUpsOf = ({ events }: Pick<ProjectAnalysis, 'events'>): SignUps => {
  const people = new Map<string, Person>();
  /** Anonymous events of a device since somebody was known there. */
  const anonymous = new Map<string, LandedEvent[]>();
  for (const event of events) {
    const { knownId, anonymousId } = event.event.ids;
    if (event.delivery === 'suppressed') continue;
    if (knownId === null) {
      if (anonymousId === null || event.device === null || !arrives(event)) continue;
      const list = anonymous.get(event.device);
      if (list === undefined) anonymous.set(event.device, [event]);
      else list.push(event);
      continue;
    }
    if (isPlaceholder(knownId)) continue;
    const before = event.device === null ? [] : stretchBefore(anonymous.get(event.device) ?? []);
    const person = people.get(knownId) ?? { history: before, delivered: false, profile: null };
    people.set(knownId, person);
    if (arrives(event)) {
      person.delivered = true;
      // The vendor disregards some events: the first that counts says who it is.
      person.profile ??= event.profile;
    }
    // Who is known ends the stretch; an attempt that never arrived does not.
    if (event.device !== null && arrives(event)) anonymous.delete(event.device);
  }
  const delivered = [...people.values()].filter((person) => person.delivered);
  const had = delivered.filter(({ history }) => history.length > 0);
  const kept = had.filter((person) => person.profile !== null && person.history.every(({ profile }) => profile === person.profile));
  return { called: people.size, delivered: delivered.length, hadHistory: had.length, withHistory: kept.length };
};
