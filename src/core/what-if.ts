import type { Adapter } from './adapter.ts';
import type { Analysis } from './analysis.ts';
import type { Client, ClientArgs } from './client.ts';
import type { Json, JsonObject } from './json.ts';
import type { LandedEvent } from './landed.ts';
import { createLog } from './log.ts';
import type { ForeignObservation, Observation } from './observation.ts';
import { isKnownObservation } from './parse-observation.ts';
import type { Recording } from './recording.ts';
import { createCuts } from './what-if-cuts.ts';
import { type Change, rewrite } from './what-if-rewrite.ts';
import { callKey, createPlaces, type Group, isInjected, stepsOf } from './what-if-steps.ts';
import { tellStory } from './what-if-story.ts';
import { findTarget, type Spot, type Target } from './what-if-target.ts';

/** One change to what happened. Positions are those of the unchanged analysis, for every edit. */
export type Edit =
  | { readonly kind: 'drop'; readonly spot: Spot }
  | { readonly kind: 'insert-call'; readonly spot: Spot; readonly method: string; readonly args: ClientArgs }
  /** An event as the vendor's ingestion API takes it, from a server for example. */
  | { readonly kind: 'insert-event'; readonly spot: Spot; readonly payload: JsonObject };

/** `idle`: the methods of inserted calls that send nothing and change nothing, as among lines, which keep the ids they carry. */
export type Edited =
  | { readonly ok: true; readonly recordings: readonly Recording[]; readonly idle: readonly string[] }
  | { readonly ok: false; readonly why: string };

type Registries = { readonly adapters: readonly Adapter[]; readonly clients: readonly Client[] };

/** Ids that no SDK makes, in the form that every vendor takes for one. */
const startIds = (): (() => string) => {
  let made = 0;
  return () => {
    made += 1;
    return `ffffffff-0000-4000-8000-${made.toString(16).padStart(12, '0')}`;
  };
};

const partKey = (document: string, seq: number, part: number): string => `${document}\n${seq}\n${part}`;
const idKey = (vendor: string, project: string, id: string): string => `${vendor}\n${project}\n${id}`;

/** Which event of the analysis a payload is: by its place, or by its id when it is sent again. */
const createLandedAt = (analysis: Analysis, adapters: readonly Adapter[]) => {
  const byPlace = new Map<string, LandedEvent>();
  const byId = new Map<string, LandedEvent>();
  for (const project of analysis.projects) {
    if (project.fedBy !== undefined) continue;
    for (const event of project.events) {
      const { sent, event: own } = event;
      if (sent !== null) byPlace.set(partKey(sent.document, sent.seq, sent.part), event);
      if (own.id !== null) byId.set(idKey(own.vendor, own.project, own.id), event);
    }
  }
  return (vendor: string, document: string, seq: number, part: number, payload: Json): LandedEvent | null => {
    const there = byPlace.get(partKey(document, seq, part));
    if (there !== undefined) return there;
    const event = adapters.find((one) => one.vendor === vendor)?.toEvent(payload, '') ?? null;
    return event === null || event.id === null ? null : (byId.get(idKey(event.vendor, event.project, event.id)) ?? null);
  };
};

/** The call of the story that an observed call belongs to: the queued one that it carries out, or the one inside which it was made. */
const ownersOf = (observations: readonly Observation[], analysis: Analysis): ((call: string) => string) => {
  const inStory = new Set(analysis.moments.flatMap((moment) => (moment.kind === 'call' ? [moment.call] : [])));
  const outer = new Map<string, string>();
  for (const one of observations) {
    const of = one.kind === 'call.observed' ? (one.replayOf ?? one.parent) : null;
    if (one.kind === 'call.observed' && of !== null) outer.set(one.call, of);
  }
  const owner = (call: string): string => {
    const of = inStory.has(call) ? undefined : outer.get(call);
    return of === undefined ? call : owner(of);
  };
  return owner;
};

/**
 * The recordings as they would have been. What the SDK would have sent from an edit on follows from the client rules; the
 * rest stays as it was observed. The given recordings are not changed.
 */
export const editRecordings = (
  recordings: readonly Recording[],
  edits: readonly Edit[],
  analysis: Analysis,
  { adapters, clients }: Registries,
): Edited => {
  const log = createLog();
  log.append(recordings.flatMap((recording) => recording.observations.filter(isKnownObservation)));
  const observations = log.entries.map(({ observation }) => observation);
  const places = createPlaces(observations);
  const cuts = createCuts();
  const landedAt = createLandedAt(analysis, adapters);
  const newId = startIds();
  const groups = new Map<string, Group>();
  const changes = new Map<LandedEvent, Change>();
  const instead = new Map<Observation, Observation | null>();
  const added: Observation[] = [];
  let ordinal = 0;
  const next = (): number => {
    ordinal += 1;
    return ordinal;
  };
  /** A place of its own right before, or behind, an observation of a document. */
  const beside = (seq: number, behind: boolean): number => seq + (behind ? 0.5 : -0.25) + next() * 2 ** -16;

  const groupOf = (vendor: string, project: string, device: string, anonymousId: string | null): Group | null => {
    const client = clients.find((one) => one.vendor === vendor);
    if (client === undefined) return null;
    const key = JSON.stringify([vendor, project, device, anonymousId]);
    const group = groups.get(key) ?? { client, vendor, project, device, anonymousId, inserts: [], dropped: new Set<string>() };
    groups.set(key, group);
    return group;
  };
  const unknownClient = (vendor: string): string => `What the SDK of ${vendor} does with a call is not known.`;

  const insertCall = ({ project, event, call }: Target, method: string, args: ClientArgs): string | null => {
    const last = event ?? project.events.at(-1) ?? null;
    const anchor = call ?? (last === null ? null : places.ofEvent(last));
    const device = call?.device ?? last?.device ?? observations.find((one) => one.document === anchor?.document)?.device;
    if (anchor === null || device === undefined) return 'There is no place for it.';
    const visitor = call === null && last !== null && isInjected(last) ? last : null;
    if (visitor !== null && visitor.event.ids.anonymousId === null)
      return 'The event there carries no anonymous id, so there is no browser that would make the call.';
    const group = groupOf(project.vendor, project.project, device, visitor?.event.ids.anonymousId ?? null);
    if (group === null) return unknownClient(project.vendor);
    const { document, at } = anchor;
    group.inserts.push({ document, at, seq: beside(anchor.seq, event === null && call === null), method, args });
    return null;
  };

  const insertEvent = ({ project, event, call }: Target, payload: JsonObject): string | null => {
    const { vendor, project: name, events } = project;
    if (adapters.find((one) => one.vendor === vendor)?.toEvent(payload, name) == null) return `This is no event of ${vendor}.`;
    const last = event ?? events.at(-1) ?? null;
    const anchor = event === null && call !== null ? { ...call, part: 0 } : ((last?.included === true ? last.sent : null) ?? last?.called);
    if (anchor === undefined) return 'There is no place for it.';
    const { document, at } = anchor;
    const behind = event === null && call === null;
    const device = observations.find((one) => one.document === document)?.device ?? '';
    const seq = behind ? beside(anchor.seq, true) : cuts.before(anchor, next());
    added.push({ seq, at, document, device, kind: 'event.injected', vendor, project: name, payload });
    return null;
  };

  /** Calls that other SDKs made inside the call go with it. */
  const dropCall = (document: string, call: string): string | null => {
    for (const moment of analysis.moments) {
      if (moment.kind !== 'call' || moment.document !== document) continue;
      if (moment.call !== call && moment.parent !== call) continue;
      const group = groupOf(moment.vendor, moment.project, moment.device, null);
      if (group === null) return unknownClient(moment.vendor);
      if (group.dropped.has(callKey(document, moment.call))) continue;
      group.dropped.add(callKey(document, moment.call));
      const why = moment.call === call ? null : dropCall(document, moment.call);
      if (why !== null) return why;
    }
    return null;
  };

  const drop = ({ event, call }: Target): string | null => {
    if (call !== null) return dropCall(call.document, call.call);
    if (event !== null) changes.set(event, () => null);
    return null;
  };

  const apply = (edit: Edit, target: Target): string | null => {
    if (edit.kind === 'drop') return drop(target);
    return edit.kind === 'insert-call' ? insertCall(target, edit.method, edit.args) : insertEvent(target, edit.payload);
  };

  const owners = ownersOf(observations, analysis);
  /** Replays and calls inside a call stand for the call that the story tells. */
  const told = (spot: Spot): Spot => (spot.kind === 'call' ? { ...spot, call: owners(spot.call) } : spot);

  for (const edit of edits) {
    const found = findTarget(analysis, told(edit.spot), edit.kind !== 'drop');
    if (!found.ok) return found;
    const why = apply(edit, found.target);
    if (why !== null) return { ok: false, why };
  }

  const idle: string[] = [];
  for (const group of groups.values()) {
    const adapter = adapters.find((one) => one.vendor === group.vendor);
    if (adapter === undefined) continue;
    const told = tellStory(group.client, stepsOf(group, observations, places, analysis), newId, group.anonymousId);
    const rewritten = rewrite(group, told, observations, adapter, next);
    for (const [event, change] of rewritten.changes) if (!changes.has(event)) changes.set(event, change);
    for (const [one, other] of rewritten.instead) instead.set(one, other);
    added.push(...rewritten.added);
    if (group.anonymousId === null || rewritten.changes.size > 0 || rewritten.instead.size > 0) continue;
    for (const { step, is } of told) if (step.kind === 'insert' && !is?.some(({ kind }) => kind === 'event')) idle.push(step.method);
  }

  const edited = (given: Observation | ForeignObservation): readonly (Observation | ForeignObservation)[] => {
    if (!isKnownObservation(given)) return [given];
    const observation = instead.has(given) ? (instead.get(given) ?? null) : given;
    if (observation === null) return [];
    const { document, seq } = given;
    const changed = (vendor: string, payload: Json, part: number): Json => {
      const event = landedAt(vendor, document, seq, part, payload);
      const change = event === null ? undefined : changes.get(event);
      return change === undefined ? payload : change(payload);
    };
    if (observation.kind === 'event.injected') {
      const payload = changed(observation.vendor, observation.payload, 0);
      return payload === null ? [] : [payload === observation.payload ? observation : { ...observation, payload }];
    }
    if (observation.kind === 'wire.settled') return cuts.answers(observation);
    if (observation.kind !== 'wire.sent' || observation.payloads === null) return [observation];
    // A payload that is left out keeps its place in the request, by which events are known.
    const payloads = observation.payloads.map((payload, part) => changed(observation.vendor, payload, part));
    return cuts.pieces({ ...observation, payloads });
  };

  return {
    ok: true,
    idle,
    recordings: recordings.map((recording, index) => ({
      ...recording,
      observations: [...recording.observations.flatMap(edited), ...(index === 0 ? added : [])],
    })),
  };
};
