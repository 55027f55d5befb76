import type { Adapter } from './adapter.ts';
import type { Analysis } from './analysis.ts';
import type { Client, ClientArgs } from './client.ts';
import type { Json, JsonObject } from './json.ts';
import type { LandedEvent } from './landed.ts';
import { createLog } from './log.ts';
import type { ForeignObservation, Observation } from './observation.ts';
import { isKnownObservation } from './parse-observation.ts';
import type { Position } from './position.ts';
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
  /** A place of its own right before an observation of a document, or behind it and before the next one. */
  const beside = (document: string, seq: number, behind: boolean): number => {
    if (!behind) return seq - 0.25 + next() * 2 ** -16;
    let following = seq + 1;
    for (const one of observations) if (one.document === document && one.seq > seq && one.seq < following) following = one.seq;
    return seq + (following - seq) * (0.5 + next() * 2 ** -16);
  };

  const groupOf = (vendor: string, project: string, device: string, anonymousId: string | null): Group | null => {
    const client = clients.find((one) => one.vendor === vendor);
    if (client === undefined) return null;
    const key = JSON.stringify([vendor, project, device, anonymousId]);
    const group = groups.get(key) ?? { client, vendor, project, device, anonymousId, inserts: [], dropped: new Set<string>() };
    groups.set(key, group);
    return group;
  };
  const unknownClient = (vendor: string): string => `What the SDK of ${vendor} does with a call is not known.`;

  /** The last thing that a call did on its page before it was over. */
  const endOf = (call: { readonly document: string; readonly seq: number; readonly call: string }): number => {
    let end = call.seq;
    const inside = new Set([call.call]);
    for (const one of observations) {
      if (one.document !== call.document) continue;
      if (one.kind === 'call.observed' && one.parent !== null && inside.has(one.parent)) inside.add(one.call);
      const cause = one.kind === 'call.observed' ? one.call : one.kind === 'storage.changed' ? one.cause : null;
      if (cause !== null && inside.has(cause)) end = Math.max(end, one.seq);
    }
    return end;
  };

  const insertCall = ({ project, event, call, anchor: named }: Target, method: string, args: ClientArgs, after: boolean): string | null => {
    const last = event ?? (named === undefined ? project.events.at(-1) : null) ?? null;
    const anchor = named ?? call ?? (last === null ? null : places.ofEvent(last));
    const device = call?.device ?? last?.device ?? observations.find((one) => one.document === anchor?.document)?.device;
    if (anchor === null || device === undefined) return 'There is no place for it.';
    const visitor = call === null && last !== null && isInjected(last) ? last : null;
    if (visitor !== null && visitor.event.ids.anonymousId === null)
      return 'The event there carries no anonymous id, so there is no browser that would make the call.';
    const group = groupOf(project.vendor, project.project, device, visitor?.event.ids.anonymousId ?? null);
    if (group === null) return unknownClient(project.vendor);
    const { document, at } = anchor;
    const behind = after || (event === null && call === null && named === undefined);
    group.inserts.push({ document, at, seq: beside(document, after && call !== null ? endOf(call) : anchor.seq, behind), method, args });
    return null;
  };

  /** A payload of a request has others behind it, between which there is room. */
  const isInside = ({ document, seq, part }: Position): boolean =>
    observations.some(
      (one) => one.document === document && one.seq === seq && one.kind === 'wire.sent' && part + 1 < (one.payloads?.length ?? 0),
    );

  const insertEvent = ({ project, event, call, anchor: named }: Target, payload: JsonObject, after: boolean): string | null => {
    const { vendor, project: name, events } = project;
    if (adapters.find((one) => one.vendor === vendor)?.toEvent(payload, name) == null) return `This is no event of ${vendor}.`;
    const last = event ?? events.at(-1) ?? null;
    const first = named ?? (event === null ? call : null);
    const anchor = first === null ? ((last?.included === true ? last.sent : null) ?? last?.called) : { ...first, part: 0 };
    if (anchor === undefined) return 'There is no place for it.';
    const { document, at } = anchor;
    const between = after && isInside(anchor);
    const behind = !between && (after || (event === null && call === null && named === undefined));
    const device = observations.find((one) => one.document === document)?.device ?? '';
    const seq = behind ? beside(document, anchor.seq, true) : cuts.before(between ? { ...anchor, part: anchor.part + 1 } : anchor, next());
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

  const drop = ({ event, call, anchor }: Target): string | null => {
    if (anchor !== undefined) return 'Only calls and events can be left out.';
    if (call !== null) return dropCall(call.document, call.call);
    if (event !== null) changes.set(event, () => null);
    return null;
  };

  const apply = (edit: Edit, target: Target): string | null => {
    if (edit.kind === 'drop') return drop(target);
    const after = edit.spot.behind === true;
    return edit.kind === 'insert-call' ? insertCall(target, edit.method, edit.args, after) : insertEvent(target, edit.payload, after);
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
    const rewritten = rewrite(group, told, observations, adapter, next, cuts);
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
