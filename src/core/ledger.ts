import type { Adapter } from './adapter.ts';
import type { AuthPatterns } from './auth-patterns.ts';
import type { Decoding } from './decoding.ts';
import { createDocuments } from './documents.ts';
import type { Habits } from './habits.ts';
import { createInstances, type Instances } from './instances.ts';
import { createCalls } from './ledger-calls.ts';
import { type CallRecord, type DocumentEnds, type EventRecord, type Place, placeOf } from './ledger-records.ts';
import { createWire } from './ledger-wire.ts';
import type { LogEntry } from './log.ts';
import { createMomentList, type MomentSource } from './moment-list.ts';
import type { ObservationOf } from './observation.ts';
import { createPassedOver } from './passed-over.ts';
import type { Position } from './position.ts';
import { createProfileWrites, type ProfileWrite } from './profile-writes.ts';
import { createRemembered } from './remembered.ts';
import type { Jar } from './site.ts';
import { createTabIds, type TabIds } from './tab-ids.ts';
import { createVisitor, type Visitor } from './visitor.ts';

/** What the observations so far amount to, before any model has seen the events. */
export type Ledger = {
  /** Takes the next observation; entries must come in log order. */
  take(entry: LogEntry): void;
  readonly events: () => readonly EventRecord[];
  /** Every project that an SDK, a call or a payload named, in order of appearance. */
  readonly projects: () => readonly { readonly vendor: string; readonly project: string }[];
  readonly duplicatesOf: (vendor: string, project: string) => number;
  /** Payloads of vendors that this version does not know. */
  readonly unreadable: () => number;
  /** The project of an event or call whose SDK was never found; a guess that more observations may correct. */
  readonly projectOf: (record: Pick<EventRecord, 'project' | 'place' | 'vendor'>) => string;
  readonly callOf: (document: string, call: string) => CallRecord | null;
  readonly ends: DocumentEnds;
  readonly visitor: Visitor;
  readonly jarOf: (document: string) => Jar;
  readonly instances: Instances;
  readonly tabIds: TabIds;
  readonly moments: () => readonly MomentSource[];
  readonly profileWrites: () => readonly ProfileWrite[];
};

/** A left fold over the log: the same entries in the same order give the same ledger. */
export const createLedger = (adapterOf: (vendor: string) => Adapter | null, decoding: Decoding, auth?: AuthPatterns): Ledger => {
  const habitsOf = (vendor: string): Habits | null => adapterOf(vendor)?.habits ?? null;
  const visitor = createVisitor((vendor) => habitsOf(vendor)?.consent === 'read-again');
  const documents = createDocuments();
  const instances = createInstances();
  const moments = createMomentList(auth);
  const remembered = createRemembered(adapterOf);
  const passedOver = createPassedOver();
  const tabIds = createTabIds(habitsOf, documents.isGone);
  const profileWrites = createProfileWrites();
  const calls = createCalls({ adapterOf, decoding, visitor, documents, instances, moments, passedOver });
  const wire = createWire({
    adapterOf,
    decoding,
    documents,
    instances,
    calls,
    moments,
    profileWrites,
    carried: (event, place, at) => {
      const ids = remembered.event(event, place);
      if (ids !== null) instances.stored(place, { vendor: event.vendor, project: event.project, ids }, at);
    },
  });

  const found = (fact: ObservationOf<'sdk.found'>, position: Position): void => {
    const place = placeOf(fact);
    instances.found(place, fact);
    tabIds.found(fact);
    visitor.capture(place, documents.jarOf(place.document), fact.vendor, fact.project, fact.capturing, true);
    if (fact.project !== null) {
      documents.sawProject(place, fact.vendor, fact.project);
      calls.resolve(place.document, fact.vendor, fact.instance, fact.project);
    }
    if (habitsOf(fact.vendor)?.replays === 'unobserved') calls.takeOver(fact, position);
  };

  /** Events of a page that were sent and got no answer. */
  const sentInVain = ({ document }: Place, vendor: string, project: string | null): number =>
    calls
      .events()
      .filter(
        (record) =>
          record.place?.document === document &&
          record.vendor === vendor &&
          record.project === project &&
          record.sendings.length > 0 &&
          record.sendings.every(({ request }) => request.outcome === 'failed' || request.outcome === 'unconfirmed'),
      ).length;

  const markStored = (place: Place, vendor: string, project: string | null, unsent: number): void => {
    const waiting = calls.waitingOf(place, vendor, project);
    const isLeft = unsent > 0 && habitsOf(vendor)?.keepsUnsent === 'when-stored';
    if (!isLeft) waiting.markStored(unsent);
    // Only the page that goes stores what is left, and what it sent in vain is part of that.
    else if (waiting.of(place.document).length > 0) waiting.markStored(Math.max(0, unsent - sentInVain(place, vendor, project)));
  };

  const stored = (observed: ObservationOf<'storage.changed'>, position: Position): void => {
    const fact = remembered.stored(observed);
    const place = placeOf(fact);
    const { previous, what } = visitor.storage(place, documents.jarOf(place.document), fact, position);
    tabIds.stored(fact, what);
    instances.stored(place, fact, position.at);
    calls.named(fact);
    if (fact.unsent !== null) {
      const project = fact.project ?? documents.onlyProject(place.document, fact.vendor);
      markStored(place, fact.vendor, project, fact.unsent);
      documents.sawUnsent(place.document, fact.vendor, project);
      if (fact.unsent === 0) passedOver.emptied(place.document, fact.vendor, project);
    }
    if (what === 'changed') moments.storage(fact, position, previous);
    if (what === 'restored') moments.takeBack(place, fact);
  };

  const called = (observed: ObservationOf<'call.observed'>, position: Position): void => {
    const named = remembered.call(observed);
    const { document, device, vendor, instance } = named;
    const project = named.project ?? instances.projectOf(document, vendor, instance);
    const stored = visitor.stateOf(device, documents.jarOf(document), vendor, project)?.ids ?? null;
    const meaning = adapterOf(vendor)?.meaning(named.method, named.args) ?? { kind: 'other' };
    const fact = tabIds.call(named, project, stored, meaning);
    calls.take(fact, position);
    if (fact.project !== null && observed.project === null) calls.resolve(fact.document, fact.vendor, fact.instance, fact.project);
  };

  const take = (entry: LogEntry): void => {
    const { observation, position } = entry;
    moments.plain(observation, position);
    documents.take(observation);
    if (observation.kind === 'sdk.found') found(observation, position);
    else if (observation.kind === 'storage.changed') stored(observation, position);
    else if (observation.kind === 'call.observed') called(observation, position);
    else if (observation.kind === 'wire.sent') wire.sent(observation, position);
    else if (observation.kind === 'wire.settled') wire.settled(observation);
    else if (observation.kind === 'event.injected') wire.injected(observation, position);
  };

  return {
    take,
    events: calls.events,
    projects: () => [
      ...documents.projects(),
      // No payload will ever name the project of these.
      ...[...instances.all()]
        .filter(({ vendor, project }) => project === null && adapterOf(vendor)?.wire === 'unseen')
        .map(({ vendor, place }) => ({ vendor, project: documents.guessProject(place, vendor) })),
    ],
    duplicatesOf: wire.duplicatesOf,
    unreadable: wire.unreadable,
    projectOf: (record) => record.project ?? documents.guessProject(record.place, record.vendor),
    callOf: calls.callOf,
    ends: {
      isGone: documents.isGone,
      isAway: documents.isAway,
      goneAt: documents.goneAt,
      habitsOf,
      leftOn: ({ device, document }, vendor, project) =>
        visitor.stateOf(device, documents.jarOf(document), vendor, project)?.unsent ?? null,
      toldUnsent: documents.toldUnsent,
      hasHeir: documents.hasHeir,
      isPassedOver: passedOver.isPassed,
    },
    visitor,
    jarOf: documents.jarOf,
    instances,
    tabIds,
    moments: moments.all,
    profileWrites: profileWrites.all,
  };
};
