import type { Analysis } from './analysis.ts';
import type { Client, ClientArgs } from './client.ts';
import type { LandedEvent } from './landed.ts';
import type { Observation, ObservationOf } from './observation.ts';
import type { Step } from './what-if-story.ts';

/** Where something happened in the story of a document. */
export type Place = { readonly document: string; readonly seq: number; readonly at: number };

/** The edits of one SDK in one browser, or of one visitor whose events came without a browser. */
export type Group = {
  readonly client: Client;
  readonly vendor: string;
  readonly project: string;
  readonly device: string;
  /** Set when the events came without a browser: the visitor whose events they are. */
  readonly anonymousId: string | null;
  readonly inserts: (Place & { readonly method: string; readonly args: ClientArgs })[];
  /** Calls by document and id. */
  readonly dropped: Set<string>;
};

export const callKey = (document: string, call: string): string => `${document}\n${call}`;
export const isInjected = (event: LandedEvent): boolean => event.key.startsWith('line:');

/** Where in the story an event belongs: at its call; without one, where the page was at the event's own time. */
export const placeOfEvent = ({ called, event, call, key }: LandedEvent, observations: readonly Observation[]): Place => {
  const { at } = event;
  if (call !== null || at === null || key.startsWith('line:')) return called;
  const first = observations.find((one) => one.document === called.document && one.at > at);
  return first === undefined || first.seq >= called.seq ? called : { document: called.document, seq: first.seq - 2 ** -20, at };
};

/** The calls that were carried out, by document and id: of a stub call its replay. */
const carriedOut = (observations: readonly Observation[]): ReadonlyMap<string, ObservationOf<'call.observed'>> => {
  const calls = new Map<string, ObservationOf<'call.observed'>>();
  for (const one of observations) {
    if (one.kind !== 'call.observed' || one.queued) continue;
    const key = callKey(one.document, one.replayOf ?? one.call);
    if (!calls.has(key)) calls.set(key, one);
  }
  return calls;
};

/** Finds the place of a `seq` among the observations; that of a fraction is before the next observation of its document. */
const createPlaces = (observations: readonly Observation[]) => {
  const byDocument = new Map<string, { readonly seqs: number[]; readonly indices: number[] }>();
  observations.forEach(({ document, seq }, index) => {
    const known = byDocument.get(document) ?? { seqs: [], indices: [] };
    known.seqs.push(seq);
    known.indices.push(index);
    byDocument.set(document, known);
  });
  return (document: string, seq: number): number => {
    const known = byDocument.get(document);
    if (known === undefined) return observations.length;
    const behind = known.seqs.findIndex((one) => one >= seq);
    if (behind < 0) return (known.indices.at(-1) ?? observations.length) + 0.5;
    const index = known.indices[behind] ?? observations.length;
    return known.seqs[behind] === seq ? index : index - 0.5;
  };
};

/** The story of one group in order: its calls as they were carried out, the events that no call explains, and what is inserted. */
export const stepsOf = (group: Group, observations: readonly Observation[], analysis: Analysis): readonly Step[] => {
  const project = analysis.projects.find((one) => one.vendor === group.vendor && one.project === group.project);
  const placeOf = createPlaces(observations);
  const calls = carriedOut(observations);
  const placed: { readonly seq: number; readonly step: Step }[] = [];
  const placeIt = ({ document, seq, at }: Place) => ({ document, at, place: placeOf(document, seq) });

  for (const moment of analysis.moments) {
    if (group.anonymousId !== null || moment.kind !== 'call' || moment.device !== group.device) continue;
    if (moment.vendor !== group.vendor || moment.project !== group.project) continue;
    const fact = calls.get(callKey(moment.document, moment.call));
    if (fact === undefined) continue;
    const events = moment.events.flatMap(({ index }) => project?.events[index] ?? []);
    const dropped = group.dropped.has(callKey(moment.document, moment.call));
    placed.push({ seq: fact.seq, step: { kind: 'call', ...placeIt(fact), fact, events, dropped } });
  }
  for (const event of project?.events ?? []) {
    const mine =
      group.anonymousId === null
        ? event.device === group.device && event.call === null && !isInjected(event)
        : isInjected(event) && event.event.ids.anonymousId === group.anonymousId;
    if (!mine) continue;
    const place = placeOfEvent(event, observations);
    placed.push({ seq: place.seq, step: { kind: 'event', ...placeIt(place), event } });
  }
  for (const insert of group.inserts) {
    const { seq, method, args } = insert;
    placed.push({ seq, step: { kind: 'insert', ...placeIt(insert), method, args } });
  }
  return placed.sort((a, b) => a.step.place - b.step.place || a.seq - b.seq).map(({ step }) => step);
};
