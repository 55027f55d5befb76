import type { LandedEvent, ProjectAnalysis } from '../core/landed.ts';
import type { Beat } from '../core/thread.ts';
import { counted, eventName, eventNameFirst } from '../core/wording.ts';
import type { Evidence } from './rule.ts';

/** The call that a beat came from, else what was observed. */
export const atBeat = (beat: Beat): Evidence =>
  'call' in beat && beat.call !== null ? { call: beat.call } : { observation: [beat.document, beat.seq] };

export const atEvents = ({ project }: ProjectAnalysis, events: readonly LandedEvent[], limit = 5): readonly Evidence[] =>
  events.slice(0, limit).map(({ index }) => ({ event: index, project }));

/** When an event was made, epoch ms. */
export const whenOf = ({ event, called }: LandedEvent): number => event.at ?? called.at;

/** When the first of them was made, epoch ms. */
export const firstOf = (events: readonly LandedEvent[]): number =>
  events.reduce((first, event) => Math.min(first, whenOf(event)), Number.POSITIVE_INFINITY);

const and = (name: string, more: number): string => `${name}${more > 0 ? ` and ${counted(more, 'more event')}` : ''}`;

/** `event 3 (View) and 2 more events`; empty without an event. */
export const eventsNamed = (events: readonly LandedEvent[]): string =>
  events[0] === undefined ? '' : and(eventName(events[0]), events.length - 1);

/** The same at the beginning of a sentence. */
export const eventsNamedFirst = (events: readonly LandedEvent[]): string =>
  events[0] === undefined ? '' : and(eventNameFirst(events[0]), events.length - 1);

type MaybeId = string | null | undefined;

/** Ids that there are, each once. Lists are handed over whole: as arguments, some 100,000 ids would overflow the stack. */
export const given = (...ids: readonly (MaybeId | readonly MaybeId[])[]): readonly string[] => [
  ...new Set(ids.flat().flatMap((id) => id || [])),
];
