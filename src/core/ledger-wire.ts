import type { Adapter } from './adapter.ts';
import type { Decoding } from './decoding.ts';
import type { Documents } from './documents.ts';
import type { AnalyticsEvent } from './event.ts';
import type { Instances } from './instances.ts';
import type { Calls } from './ledger-calls.ts';
import { type EventRecord, isCutOff, type Place, placeOf, type RequestRecord } from './ledger-records.ts';
import type { MomentList } from './moment-list.ts';
import type { ObservationOf } from './observation.ts';
import type { Position } from './position.ts';
import type { ProfileWrites } from './profile-writes.ts';
import { createResent } from './resent.ts';
import { hostOf, originOf } from './site.ts';

/** A clock that is off by more than this was set by somebody, a test for example; less is an event kept from an earlier page. */
const keptAtMostMs = 30 * 24 * 60 * 60 * 1000;
/** How much earlier than its page an event of that page may claim to be. */
const earlyMs = 5000;
/** A page that is left breaks its requests off, and its SDK sends what they carried once more with its last words. */
const leavingMs = 3000;
const maxBroken = 16;

/** Requests and payloads: joins each payload to the call that caused it, or to the payload that it repeats. */
export const createWire = (parts: {
  readonly adapterOf: (vendor: string) => Adapter | null;
  readonly decoding: Decoding;
  readonly documents: Documents;
  readonly instances: Instances;
  readonly calls: Calls;
  readonly moments: MomentList;
  readonly profileWrites: ProfileWrites;
  /** Told of each new event: what it carried may be all there is to know of the SDK. */
  readonly carried: (event: AnalyticsEvent, place: Place, at: number) => void;
}) => {
  const { adapterOf, decoding, documents, calls, moments, profileWrites, carried } = parts;
  const requests = new Map<string, RequestRecord>();
  const byId = new Map<string, EventRecord>();
  const duplicates = new Map<string, number>();
  /** Projects by vendor and the address that their payloads went to. */
  const addresses = new Map<string, Set<string>>();
  const resent = createResent((request) => request.outcome !== 'failed' || isCutOff(request, documents));
  let unreadable = 0;
  /** Of SDKs that keep events in memory: what requests carry that are not answered yet, and by document what the last ones carried that broke off. */
  const underWay = new Map<RequestRecord, EventRecord[]>();
  const brokenOff = new Map<string, { readonly at: number; readonly records: readonly EventRecord[] }[]>();

  const carry = (record: EventRecord, request: RequestRecord, position: Position): void => {
    record.sendings.push({ request, position });
    if (adapterOf(record.vendor)?.habits?.keepsUnsent !== 'never') return;
    const carried = underWay.get(request);
    if (carried === undefined) underWay.set(request, [record]);
    else carried.push(record);
  };

  const isPlausible = (document: string, at: number): boolean => {
    const early = documents.openedAt(document) - at;
    return early <= earlyMs || early > keptAtMostMs;
  };

  const keyOfId = (event: AnalyticsEvent): string | null => (event.id === null ? null : `${event.vendor}\n${event.project}\n${event.id}`);

  /** The record that already stands for this payload, by its insert or message id. */
  const repeated = (event: AnalyticsEvent): EventRecord | null => {
    const key = keyOfId(event);
    const record = key === null ? undefined : byId.get(key);
    if (record === undefined) return null;
    const project = `${event.vendor}\n${event.project}`;
    duplicates.set(project, (duplicates.get(project) ?? 0) + 1);
    return record;
  };

  const remember = (event: AnalyticsEvent, record: EventRecord): void => {
    const key = keyOfId(event);
    if (key !== null) byId.set(key, record);
  };

  const seen = (event: AnalyticsEvent, place: Place, position: Position, request: RequestRecord): void => {
    documents.sawProject(place, event.vendor, event.project);
    const known = repeated(event);
    if (known !== null) {
      carry(known, request, position);
      resent.again(known, event, request);
      return;
    }
    carried(event, place, position.at);
    const record = calls.claim(event, place, isPlausible);
    if (record !== null) {
      record.event = event;
      record.project = event.project;
      record.predicted = false;
      record.suppressed = false;
      carry(record, request, position);
      remember(event, record);
      return;
    }
    const alone = calls.addEvent({
      event,
      place,
      called: position,
      key: `wire:${place.document}:${request.request}:${position.part}`,
      sendings: [],
    });
    carry(alone, request, position);
    remember(event, alone);
    moments.event(alone, place, position);
  };

  /**
   * The projects that a request of no named project may be of: the only one on the page, else those whose payloads went to
   * the same address, else any on the page.
   */
  const projectsOf = (fact: ObservationOf<'wire.sent'>): readonly string[] => {
    const here = documents.projectsOf(fact.document, fact.vendor);
    const there = addresses.get(`${fact.vendor}\n${originOf(fact.url)}`);
    const both = here.filter((project) => there?.has(project));
    return both.length > 0 ? both : here;
  };

  /** A body that nobody could read carries what was called and not sent yet, and what was sent but broke off. */
  const unread = (
    fact: ObservationOf<'wire.sent'>,
    place: Place,
    named: string | null,
    request: RequestRecord,
    position: Position,
  ): void => {
    for (const project of named === null ? projectsOf(fact) : [named]) {
      for (const record of calls.waitingOf(place, fact.vendor, project).of(place.document)) {
        if (record.sendings.length === 0) record.sendings.push({ request, position });
      }
      for (const { at, records } of brokenOff.get(place.document) ?? [])
        for (const record of records)
          if (fact.at - at <= leavingMs && record.vendor === fact.vendor && record.project === project)
            record.sendings.push({ request, position });
    }
    brokenOff.delete(place.document);
  };

  return {
    sent: (fact: ObservationOf<'wire.sent'>, position: Position): void => {
      const place = placeOf(fact);
      const request: RequestRecord = { document: fact.document, request: fact.request, outcome: null, brokenAt: null };
      requests.set(`${fact.document}\n${fact.request}`, request);
      const adapter = adapterOf(fact.vendor);
      const named = fact.project?.startsWith('host:') ? null : fact.project;
      if (fact.payloads === null) {
        unread(fact, place, named, request, position);
        return;
      }
      const project = named ?? documents.onlyProject(place.document, fact.vendor) ?? fact.project ?? `host:${hostOf(fact.url)}`;
      if (adapter === null) {
        unreadable += fact.payloads.length;
        return;
      }
      const events = decoding.payloadsOf(fact, adapter, project);
      const address = `${fact.vendor}\n${originOf(fact.url)}`;
      events.forEach((event, part) => {
        const payload = fact.payloads?.[part];
        if (event === null && payload !== undefined) profileWrites.take(adapter, payload, { ...fact, project });
        if (event === null) return;
        addresses.set(address, (addresses.get(address) ?? new Set()).add(event.project));
        seen(event, place, { ...position, part }, request);
      });
    },
    settled: (fact: ObservationOf<'wire.settled'>): void => {
      const request = requests.get(`${fact.document}\n${fact.request}`);
      if (request === undefined) return;
      request.outcome = fact.outcome;
      if (fact.outcome === 'accepted') resent.accepted(request);
      request.brokenAt = fact.outcome === 'failed' && fact.status === null ? fact.at : null;
      const records = underWay.get(request) ?? [];
      underWay.delete(request);
      if (request.brokenAt !== null && records.length > 0)
        brokenOff.set(fact.document, [...(brokenOff.get(fact.document) ?? []), { at: fact.at, records }].slice(-maxBroken));
    },
    injected: (fact: ObservationOf<'event.injected'>, position: Position): void => {
      const adapter = adapterOf(fact.vendor);
      if (adapter === null) unreadable += 1;
      const event = adapter === null ? null : decoding.injectedOf(fact, adapter);
      if (event === null && adapter !== null) profileWrites.take(adapter, fact.payload, fact);
      if (event === null) return;
      documents.sawProject(null, event.vendor, event.project);
      const request: RequestRecord = { document: fact.document, request: `line ${fact.seq}`, outcome: 'accepted', brokenAt: null };
      const known = repeated(event);
      if (known !== null) {
        known.sendings.push({ request, position });
        return;
      }
      const key = `line:${fact.document}:${fact.seq}`;
      const record = calls.addEvent({ event, place: null, called: position, key, sendings: [{ request, position }] });
      remember(event, record);
      moments.event(record, placeOf(fact), position);
    },
    /** Payloads of vendors that this version does not know. */
    unreadable: (): number => unreadable,
    duplicatesOf: (vendor: string, project: string): number => duplicates.get(`${vendor}\n${project}`) ?? 0,
  };
};
