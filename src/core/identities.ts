import { noIds } from './adapter.ts';
import type { Ledger } from './ledger.ts';
import { deliveryOf, type EventRecord, type Place } from './ledger-records.ts';
import { libraryVersion } from './library-version.ts';
import type { Ids } from './observation.ts';
import type { IdentityNow } from './story.ts';
import { type StorageState, sameIds } from './visitor.ts';

const keyOf = (device: string, vendor: string, project: string): string => `${device}\n${vendor}\n${project}`;

const sameOwner = (a: EventRecord, b: EventRecord): boolean =>
  a.project === b.project && a.vendor === b.vendor && a.place?.device === b.place?.device;

/** What the storages of a device held for a project before recording started; empty when none was seen. */
export type StoredBefore = (device: string, vendor: string, project: string) => readonly Ids[];

export const createStoredBefore = (ledger: Ledger): StoredBefore => {
  const states = [...ledger.visitor.states()];
  return (device, vendor, project) => firstBySite(states.filter((state) => isOf(state, device, vendor, project))).map(({ first }) => first);
};

const isOf = (state: StorageState, device: string, vendor: string, project: string): boolean =>
  state.device === device && state.vendor === vendor && (state.project === project || state.project === null);

/** Of each site the storage that was seen first: what its other hosts showed later came about in the meantime. */
const firstBySite = (states: readonly StorageState[]): readonly StorageState[] => {
  const first = new Map<string, StorageState>();
  for (const state of states) {
    const known = first.get(state.jar.site);
    if (known === undefined || state.firstAt.at < known.firstAt.at) first.set(state.jar.site, state);
  }
  return [...first.values()];
};

/** Who each SDK instance takes the visitor for, at the end of the story. Without an SDK seen, what its payloads said last. */
export const buildIdentities = (ledger: Ledger): readonly IdentityNow[] => {
  const states = [...ledger.visitor.states()];
  const storedBefore = (place: Place, vendor: string, project: string): Ids => {
    const { site } = ledger.jarOf(place.document);
    return firstBySite(states.filter((state) => isOf(state, place.device, vendor, project) && state.jar.site === site))[0]?.first ?? noIds;
  };
  /** What the last payload of the project says of the library. */
  const sentBy = (vendor: string, project: string): string | null => {
    const last = ledger
      .events()
      .findLast((record) => record.vendor === vendor && record.event.payload !== null && ledger.projectOf(record) === project);
    return last?.event.payload == null ? null : libraryVersion(last.event.payload);
  };
  const waiting = new Map<string, number>();
  for (const record of ledger.events()) {
    if (!record.predicted || record.place === null || record.sendings.length > 0) continue;
    const delivery = deliveryOf(record, ledger.ends);
    if (delivery !== 'called' && delivery !== 'queued') continue;
    const key = keyOf(record.place.device, record.vendor, ledger.projectOf(record));
    waiting.set(key, (waiting.get(key) ?? 0) + 1);
  }

  const seen = new Set<string>();
  const found = [...ledger.instances.all()].map((state): IdentityNow => {
    const { vendor, instance, place } = state;
    const project = ledger.projectOf(state);
    const key = keyOf(place.device, vendor, project);
    seen.add(key);
    const stored = ledger.visitor.stateOf(place.device, ledger.jarOf(place.document), vendor, project);
    const ids = ledger.tabIds.idsOf(place.document, vendor, project, stored?.ids ?? null) ?? state.ids ?? stored?.ids ?? noIds;
    const isStored = stored !== null && sameIds(ids, stored.ids) && !(state.ids !== null && sameIds(ids, state.ids));
    const capturing = ledger.visitor.capturingOf(place, ledger.jarOf(place.document), vendor, project);
    return {
      vendor,
      project,
      device: place.device,
      instance,
      tab: place.tab,
      document: place.document,
      ids,
      stored: stored?.ids ?? null,
      since: (isStored ? stored.since : state.since) ?? stored?.since ?? null,
      lastReset: state.lastReset,
      unsent: stored?.unsent ?? null,
      capturing: capturing === 'unknown' ? (state.found?.capturing ?? 'unknown') : capturing,
      hooked: state.found?.hooked ?? true,
      why: state.found?.why ?? null,
      version: state.found?.version ?? sentBy(vendor, project),
      storedBefore: storedBefore(place, vendor, project),
      traits: state.traits,
      waiting: waiting.get(key) ?? 0,
    };
  });

  const wireOnly = new Map<string, IdentityNow>();
  /** The last device and project that turned out to have an SDK: most events share it. */
  let known: EventRecord | null = null;
  for (const record of ledger.events()) {
    if (record.place === null || (known !== null && sameOwner(known, record))) continue;
    const { vendor, place } = record;
    const project = ledger.projectOf(record);
    const key = keyOf(place.device, vendor, project);
    if (seen.has(key)) {
      if (record.project !== null) known = record;
      continue;
    }
    const before = wireOnly.get(key);
    const { ids } = record.event;
    const same = before !== undefined && before.ids.anonymousId === ids.anonymousId && before.ids.knownId === ids.knownId;
    wireOnly.set(key, {
      vendor,
      project,
      device: place.device,
      instance: 'wire',
      tab: place.tab,
      document: place.document,
      ids,
      since: same ? before.since : record.called.at,
      lastReset: null,
      unsent: null,
      capturing: 'unknown',
      hooked: false,
      why: 'Only requests were seen.',
      version: sentBy(vendor, project),
      storedBefore: storedBefore(place, vendor, project),
      traits: null,
      waiting: 0,
    });
  }
  return [...found, ...wireOnly.values()];
};
