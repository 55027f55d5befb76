import type { Adapter } from './adapter.ts';
import type { Decoding } from './decoding.ts';
import type { Documents } from './documents.ts';
import type { AnalyticsEvent } from './event.ts';
import { createEventList } from './event-list.ts';
import type { Habits } from './habits.ts';
import type { Instances } from './instances.ts';
import { type CallRecord, type EventRecord, type Place, placeOf } from './ledger-records.ts';
import type { MomentList } from './moment-list.ts';
import type { FactOf, ObservationOf } from './observation.ts';
import { createOptingOut } from './opting-out.ts';
import type { PassedOver } from './passed-over.ts';
import type { Position } from './position.ts';
import { createSendsInside } from './sends-inside.ts';
import { createTakeOvers } from './taken-over.ts';
import { createUnexplained } from './unexplained.ts';
import type { Visitor } from './visitor.ts';
import type { Plausible, Waiting } from './waiting.ts';
import { createWaitingLines } from './waiting-lines.ts';

type NewEvent = Pick<EventRecord, 'event' | 'place' | 'called' | 'key' | 'sendings'>;

/** Calls and the events they cause. */
export type Calls = {
  take(fact: ObservationOf<'call.observed'>, position: Position): void;
  /** The SDK behind calls of a stub became known. */
  resolve(document: string, vendor: string, instance: string, project: string): void;
  /** An SDK that nobody can watch doing so has carried out the calls of its stub. */
  takeOver(fact: ObservationOf<'sdk.found'>, position: Position): void;
  /** What the SDK has stored: what it took over from its stub carries that. */
  named(fact: ObservationOf<'storage.changed'>): void;
  /** The events of an SDK that wait in the documents of one origin. */
  waitingOf(place: Place | null, vendor: string, project: string | null): Waiting;
  /** The waiting event whose payload this is. */
  claim(event: AnalyticsEvent, place: Place, isPlausible: Plausible): EventRecord | null;
  /** Adds an event that no call explains yet. */
  addEvent(event: NewEvent): EventRecord;
  events(): readonly EventRecord[];
  callOf(document: string, call: string): CallRecord | null;
};

const outermost = (call: CallRecord): CallRecord => (call.outer === null ? call : outermost(call.outer));

export const createCalls = (parts: {
  readonly adapterOf: (vendor: string) => Adapter | null;
  readonly decoding: Decoding;
  readonly visitor: Visitor;
  readonly documents: Documents;
  readonly instances: Instances;
  readonly moments: MomentList;
  readonly passedOver: PassedOver;
}): Calls => {
  const { adapterOf, decoding, visitor, documents, instances, moments, passedOver } = parts;
  const events = createEventList();
  const calls = new Map<string, CallRecord>();
  const waiting = createWaitingLines(documents);
  /** Calls seen before the call that they were made in. */
  const early = new Map<string, CallRecord[]>();
  /** Calls whose SDK is not known yet. */
  const homeless = new Map<string, CallRecord[]>();
  const unexplained = createUnexplained();
  const habitsOf = (vendor: string): Habits | null => adapterOf(vendor)?.habits ?? null;
  const sendsInside = createSendsInside(habitsOf);
  const optedOut = createOptingOut({ habitsOf, visitor, documents, waiting });

  const keyOf = (document: string, call: string): string => `${document}\n${call}`;

  const addEvent = ({ event, place, called, key, sendings }: NewEvent, call: CallRecord | null, suppressed = false): EventRecord => {
    const record: EventRecord = {
      vendor: event.vendor,
      place,
      project: call === null ? event.project : call.project,
      event,
      predicted: call !== null,
      call,
      key,
      called,
      sendings,
      seenInStorage: false,
      suppressed,
      claimed: false,
      told: { placed: null, landed: null, ref: null },
    };
    events.add(record);
    if (place !== null && call === null) unexplained.add(record, place.document);
    return record;
  };

  const drop = (record: EventRecord): void => {
    events.drop(record);
    if (record.predicted) waiting.for(record).remove(record);
  };

  /** Makes the event one of the call, as its next one or in place of another. */
  const own = (call: CallRecord, record: EventRecord, ordinal: number = call.ordinals++): void => {
    record.call = call;
    record.key = `call:${call.id}:${ordinal}`;
    record.called = { ...call.carried, part: ordinal };
  };

  const predictionsOf = (call: CallRecord, fact: FactOf<'call.observed'>, at: number): readonly AnalyticsEvent[] => {
    const { document } = call.place;
    const project = call.project ?? '';
    const context = { vendor: call.vendor, project, at, url: documents.urlOf(document), referrer: documents.referrerOf(document) };
    const adapter = adapterOf(call.vendor);
    return adapter === null ? [] : decoding.predictionsOf(fact, adapter, context);
  };

  const isSuppressed = ({ place, vendor, project }: CallRecord): boolean => {
    const owner = project ?? documents.guessProject(place, vendor);
    const capturing = visitor.capturingOf(place, documents.jarOf(place.document), vendor, owner);
    return capturing === 'out' || capturing === 'bot';
  };

  const expect = (call: CallRecord, event: AnalyticsEvent, position: Position): void => {
    const sent = unexplained.takeFor(call, event, position.at);
    if (sent !== null) {
      own(call, sent);
      call.events.push(sent);
      return;
    }
    const { place } = call;
    const called = { ...position, part: call.ordinals };
    const key = `call:${call.id}:${call.ordinals}`;
    call.ordinals += 1;
    const record = addEvent({ event, place, called, key, sendings: [] }, call, isSuppressed(call));
    call.events.push(record);
    waiting.for(record).add(record);
  };

  /** A call inside another of the same vendor stands for that call's event, or adds one of its own to it. */
  const foldInto = (outer: CallRecord, inner: CallRecord, expected: readonly AnalyticsEvent[], position: Position): void => {
    inner.outer = outer;
    for (const event of expected) {
      const twin = outer.events.find((record) => !record.claimed && record.event.name === event.name);
      if (twin === undefined) expect(outer, event, position);
      // What the SDK says to itself is nearer to what it sends than what follows from the page's words.
      else if (twin.predicted) twin.event = event;
      const record = twin ?? outer.events.at(-1);
      if (record !== undefined) record.claimed = true;
    }
  };

  /** The same when the inner call was told first and has events already. */
  const adopt = (outer: CallRecord, inner: CallRecord): void => {
    inner.outer = outer;
    for (const record of inner.events) {
      const twin = outer.events.find((other) => !other.claimed && other.event.name === record.event.name);
      if (twin === undefined) {
        own(outer, record);
        outer.events.push(record);
      } else if (record.predicted) {
        if (twin.predicted) twin.event = record.event;
        drop(record);
      } else {
        outer.events[outer.events.indexOf(twin)] = record;
        own(outer, record, Number(twin.key.slice(twin.key.lastIndexOf(':') + 1)));
        drop(twin);
      }
      (twin === undefined || !record.predicted ? record : twin).claimed = true;
    }
    inner.events = [];
  };

  const projectFor = (fact: ObservationOf<'call.observed'>): string | null =>
    fact.project ?? instances.projectOf(fact.document, fact.vendor, fact.instance);

  const open = (fact: ObservationOf<'call.observed'>, position: Position): CallRecord => {
    const adapter = adapterOf(fact.vendor);
    const call: CallRecord = {
      id: fact.replayOf ?? fact.call,
      vendor: fact.vendor,
      instance: fact.instance,
      place: placeOf(fact),
      position,
      carried: position,
      meaning: adapter === null ? { kind: 'other' } : adapter.meaning(fact.method, fact.args),
      wasQueued: fact.queued || fact.replayOf !== null,
      fact,
      carriedOut: !fact.queued,
      project: projectFor(fact),
      outer: null,
      events: [],
      ordinals: 0,
      told: null,
    };
    if (fact.queued) takeOvers.queued(call);
    if (call.project !== null) return call;
    const key = `${fact.document}\n${fact.vendor}\n${fact.instance}`;
    homeless.set(key, [...(homeless.get(key) ?? []), call]);
    return call;
  };

  /** The stub call that this call carries out, its predictions given up for what the SDK really does. */
  const replayed = (fact: ObservationOf<'call.observed'>, position: Position): CallRecord | null => {
    const call = fact.replayOf === null ? undefined : calls.get(keyOf(fact.document, fact.replayOf));
    if (call === undefined || call.carriedOut) return null;
    // The page called where the stub was called; the replay comes from inside the SDK.
    call.fact = call.fact.site === null ? fact : { ...fact, site: call.fact.site };
    call.carried = position;
    call.carriedOut = true;
    for (const record of call.events) if (record.sendings.length === 0) drop(record);
    call.events = call.events.filter((record) => record.sendings.length > 0);
    call.ordinals = call.events.length;
    move(call, projectFor(fact) ?? call.project);
    return call;
  };

  const move = (call: CallRecord, project: string | null): void => {
    if (project === null || call.project === project) return;
    call.project = project;
    for (const record of call.events) {
      if (!record.predicted) continue;
      waiting.for(record).remove(record);
      record.project = project;
      record.event = decoding.inProject(record.event, project);
      record.suppressed = isSuppressed(call);
      waiting.for(record).add(record);
    }
  };

  /** What follows from a call once it is known that the SDK carries it out. */
  const carryOut = (call: CallRecord, position: Position): void => {
    call.carriedOut = true;
    call.carried = position;
    optedOut(call);
    instances.called(call, position.at);
  };

  const takeOvers = createTakeOvers({
    taken: (call, position) => {
      carryOut(call, position);
      for (const record of call.events) {
        waiting.for(record).remove(record);
        record.suppressed = isSuppressed(call);
        waiting.for(record).add(record);
      }
    },
    named: (call, fact) => {
      const expected = predictionsOf(call, fact, call.position.at);
      call.events.forEach((record, ordinal) => {
        if (record.predicted) record.event = expected[ordinal] ?? record.event;
      });
    },
  });

  const claim = (event: AnalyticsEvent, place: Place, isPlausible: Plausible): EventRecord | null => {
    const record =
      waiting.of(place, event.vendor, event.project).claim(event, place.document, isPlausible) ??
      waiting.of(place, event.vendor, null).claim(event, place.document, isPlausible);
    const call = record?.call ?? null;
    if (record === null || call === null) return record;
    passedOver.sent(record, event.project);
    // Whoever sends it has carried it out.
    if (!call.carriedOut && habitsOf(call.vendor)?.replays === 'unobserved') carryOut(call, call.carried);
    return record;
  };

  const take = (fact: ObservationOf<'call.observed'>, position: Position): void => {
    const before = replayed(fact, position);
    const call = before ?? open(fact, position);
    if (before === null) moments.call(call, position);
    calls.set(keyOf(fact.document, fact.call), call);
    calls.set(keyOf(fact.document, call.id), call);
    if (call.project !== null) documents.sawProject(call.place, call.vendor, call.project);
    if (call.carriedOut) optedOut(call);
    const parent = fact.parent === null ? undefined : calls.get(keyOf(fact.document, fact.parent));
    sendsInside.take(fact, parent?.vendor ?? null);
    const expected = sendsInside.isLeftTo(call.meaning, fact) ? [] : predictionsOf(call, fact, position.at);
    if (parent !== undefined && parent !== call && parent.vendor === call.vendor) foldInto(outermost(parent), call, expected, position);
    else {
      if (fact.parent !== null && parent === undefined) {
        const key = keyOf(fact.document, fact.parent);
        early.set(key, [...(early.get(key) ?? []), call]);
      }
      for (const event of expected) expect(call, event, position);
    }
    const key = keyOf(fact.document, fact.call);
    for (const inner of early.get(key) ?? []) if (inner.vendor === call.vendor && inner !== call) adopt(outermost(call), inner);
    early.delete(key);
    instances.called(call, position.at);
  };

  return {
    take,
    resolve: (document, vendor, instance, project) => {
      const key = `${document}\n${vendor}\n${instance}`;
      for (const call of homeless.get(key) ?? []) move(call, project);
      homeless.delete(key);
    },
    takeOver: takeOvers.found,
    named: takeOvers.stored,
    waitingOf: waiting.of,
    claim,
    addEvent: (given) => addEvent(given, null),
    events: events.all,
    callOf: (document, call) => calls.get(keyOf(document, call)) ?? null,
  };
};
