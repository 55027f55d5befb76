import type { Analysis } from './analysis.ts';
import type { Client, ClientArgs } from './client.ts';
import type { LandedEvent } from './landed.ts';
import type { Ids, Observation, ObservationOf } from './observation.ts';
import { storedLater } from './stored-ids.ts';
import type { Moment, MomentOf } from './story.ts';
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

/** Calls by document and id: of a stub call its replay, and the stub's own record only where no replay was seen. */
const callsOf = (observations: readonly Observation[]): ReadonlyMap<string, ObservationOf<'call.observed'>> => {
  const calls = new Map<string, ObservationOf<'call.observed'>>();
  for (const one of observations) {
    if (one.kind !== 'call.observed') continue;
    const key = callKey(one.document, one.replayOf ?? one.call);
    if (calls.get(key)?.queued !== false) calls.set(key, one);
  }
  return calls;
};

/** How many of the numbers, which ascend, are below the limit, or not above it. */
const countBelow = (ascending: readonly number[], limit: number, included: boolean): number => {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const one = ascending[middle] ?? 0;
    if (included ? one <= limit : one < limit) low = middle + 1;
    else high = middle;
  }
  return low;
};

type Lines = { readonly seqs: number[]; readonly ats: number[]; readonly indices: number[] };

/** Where things stand among the observations. */
export type Places = {
  /** The index of a `seq`; that of a fraction is before the next observation of its document. */
  of(document: string, seq: number): number;
  /** Where in the story an event belongs: at its call; without one, where the page was at the event's own time. */
  ofEvent(event: LandedEvent): Place;
};

export const createPlaces = (observations: readonly Observation[]): Places => {
  const documents = new Map<string, Lines>();
  observations.forEach(({ document, seq, at }, index) => {
    const lines = documents.get(document) ?? { seqs: [], ats: [], indices: [] };
    lines.seqs.push(seq);
    lines.ats.push(Math.max(at, lines.ats.at(-1) ?? at));
    lines.indices.push(index);
    documents.set(document, lines);
  });
  return {
    of: (document, seq) => {
      const lines = documents.get(document);
      if (lines === undefined) return observations.length;
      const behind = countBelow(lines.seqs, seq, false);
      if (behind === lines.seqs.length) return (lines.indices.at(-1) ?? observations.length) + 0.5;
      const index = lines.indices[behind] ?? observations.length;
      return lines.seqs[behind] === seq ? index : index - 0.5;
    },
    ofEvent: (event) => {
      const { called, call } = event;
      const { at } = event.event;
      const lines = documents.get(called.document);
      if (call !== null || at === null || isInjected(event) || lines === undefined) return called;
      const later = countBelow(lines.ats, at, true);
      const seq = lines.seqs[later] ?? called.seq;
      return seq >= called.seq ? called : { document: called.document, seq: seq - 2 ** -20, at };
    },
  };
};

type Held = { readonly before: Ids | null; readonly after: Ids | null };

/**
 * What an SDK held beside each call, told for the calls of a project in order. Where it stores a moment later what a call
 * changed, what was read beside that call, and beside the calls in between, is still that of before.
 */
const startHolding = (own: readonly Moment[]): ((moment: MomentOf<'call'>, fact: ObservationOf<'call.observed'>) => Held) => {
  const pages = new Map<string, Moment[]>();
  for (const moment of own) {
    const page = pages.get(moment.document);
    if (page === undefined) pages.set(moment.document, [moment]);
    else page.push(moment);
  }
  let waiting: { readonly document: string; readonly until: number } | null = null;
  return (moment, fact) => {
    const stale = waiting !== null && waiting.document === moment.document && moment.seq < waiting.until;
    const later = storedLater(moment, pages.get(moment.document) ?? []);
    if (later !== null) waiting = { document: moment.document, until: later.seq };
    return { before: stale ? null : fact.before, after: later?.ids ?? (stale ? null : fact.after) };
  };
};

/** The story of one group in order: its calls as they were carried out, the events that no call explains, and what is inserted. */
export const stepsOf = (group: Group, observations: readonly Observation[], places: Places, analysis: Analysis): readonly Step[] => {
  const project = analysis.projects.find((one) => one.vendor === group.vendor && one.project === group.project);
  const calls = callsOf(observations);
  const placed: { readonly seq: number; readonly step: Step }[] = [];
  const placeIt = ({ document, seq, at }: Place) => ({ document, at, place: places.of(document, seq) });

  const own = analysis.moments.filter(
    (moment) =>
      'vendor' in moment &&
      moment.vendor === group.vendor &&
      'project' in moment &&
      moment.project === group.project &&
      moment.device === group.device,
  );
  const held = startHolding(own);
  for (const moment of group.anonymousId === null ? own : []) {
    if (moment.kind !== 'call' || !moment.carriedOut) continue;
    const fact = calls.get(callKey(moment.document, moment.call));
    if (fact === undefined) continue;
    const events = moment.events.flatMap(({ index }) => project?.events[index] ?? []);
    const dropped = group.dropped.has(callKey(moment.document, moment.call));
    placed.push({ seq: fact.seq, step: { kind: 'call', ...placeIt(fact), fact, ...held(moment, fact), events, dropped } });
  }
  for (const event of project?.events ?? []) {
    const mine =
      group.anonymousId === null
        ? event.device === group.device && event.call === null && !isInjected(event)
        : isInjected(event) && event.event.ids.anonymousId === group.anonymousId;
    if (!mine) continue;
    const place = places.ofEvent(event);
    placed.push({ seq: place.seq, step: { kind: 'event', ...placeIt(place), event } });
  }
  for (const insert of group.inserts) {
    const { seq, method, args } = insert;
    placed.push({ seq, step: { kind: 'insert', ...placeIt(insert), method, args } });
  }
  return placed.sort((a, b) => a.step.place - b.step.place || a.seq - b.seq).map(({ step }) => step);
};
