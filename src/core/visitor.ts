import { noIds } from './adapter.ts';
import type { Place } from './ledger-records.ts';
import type { Capturing, FactOf, Ids } from './observation.ts';
import type { Position } from './position.ts';

/** What one SDK's storage held, on one device, for one project (null: the vendor's storage names no project). */
export type StorageState = {
  readonly vendor: string;
  readonly device: string;
  readonly project: string | null;
  /** What it held before anything else was seen. */
  readonly first: Ids;
  readonly firstAt: Position;
  ids: Ids;
  since: number;
  /** What it held before it was emptied just now. */
  emptied: { readonly ids: Ids; readonly since: number; readonly at: Position } | null;
  unsent: number | null;
  capturing: 'in' | 'out' | 'unknown';
};

/**
 * `restored`: emptied and filled again with the same ids in one go, as mixpanel-browser does several times while it starts
 * (measured with 2.83.0): nothing happened.
 */
export type StorageChange = { readonly previous: Ids | null; readonly what: 'same' | 'changed' | 'restored' };

/** An SDK on a page, as last seen. */
export type InstanceState = {
  readonly vendor: string;
  readonly instance: string;
  place: Place;
  project: string | null;
  found: FactOf<'sdk.found'> | null;
  ids: Ids | null;
  since: number | null;
  /** What it held before it was emptied, or before the page changed. */
  emptied: { readonly ids: Ids; readonly since: number | null } | null;
  lastReset: number | null;
  traits: FactOf<'call.observed'>['args'][number] | null;
};

/** Ids, capturing state and unsent numbers, kept by device, vendor and project. */
export type Visitor = {
  storage(place: Place, fact: FactOf<'storage.changed'>, position: Position): StorageChange;
  stateOf(device: string, vendor: string, project: string | null): StorageState | null;
  unsentOf(document: string, vendor: string, project: string | null): number | null;
  capturingOf(place: Place, vendor: string, project: string | null): Capturing;
  /** A call or a sighting says so before storage does. */
  capture(place: Place, vendor: string, project: string | null, to: Capturing): void;
  states(): Iterable<StorageState>;
};

const keyOf = (...parts: readonly (string | null)[]): string => parts.map((part) => part ?? '').join('\n');

export const sameIds = (a: Ids, b: Ids): boolean => a.anonymousId === b.anonymousId && a.knownId === b.knownId;

/** Emptying and filling again takes the SDK this long at most. */
const inOneGoMs = 100;

const changeIds = (state: StorageState, ids: Ids, position: Position): StorageChange => {
  const { ids: previous, emptied } = state;
  if (sameIds(previous, ids)) return { previous, what: 'same' };
  const restored =
    emptied !== null && sameIds(emptied.ids, ids) && emptied.at.document === position.document && position.at - emptied.at.at <= inOneGoMs;
  state.emptied = sameIds(ids, noIds) ? { ids: previous, since: state.since, at: position } : null;
  state.ids = ids;
  state.since = restored ? emptied.since : position.at;
  return { previous, what: restored ? 'restored' : 'changed' };
};

export const createVisitor = (): Visitor => {
  const states = new Map<string, StorageState>();
  const unsent = new Map<string, number>();
  const capturing = new Map<string, Capturing>();
  const bots = new Set<string>();

  const stateOf = (device: string, vendor: string, project: string | null): StorageState | null =>
    states.get(keyOf(device, vendor, project)) ?? states.get(keyOf(device, vendor, null)) ?? null;

  return {
    storage: (place, fact, position) => {
      const { vendor, project, ids } = fact;
      const key = keyOf(place.device, vendor, project);
      const state = states.get(key);
      if (fact.unsent !== null) unsent.set(keyOf(place.document, vendor, project), fact.unsent);
      if (fact.capturing !== 'unknown') capturing.set(key, fact.capturing);
      if (state === undefined) {
        states.set(key, {
          vendor,
          device: place.device,
          project,
          first: ids,
          firstAt: position,
          ids,
          since: position.at,
          emptied: null,
          unsent: fact.unsent,
          capturing: fact.capturing,
        });
        return { previous: null, what: sameIds(ids, noIds) ? 'same' : 'changed' };
      }
      state.unsent = fact.unsent ?? state.unsent;
      if (fact.capturing !== 'unknown') state.capturing = fact.capturing;
      return changeIds(state, ids, position);
    },
    stateOf,
    unsentOf: (document, vendor, project) =>
      unsent.get(keyOf(document, vendor, project)) ?? unsent.get(keyOf(document, vendor, null)) ?? null,
    capturingOf: (place, vendor, project) => {
      if (bots.has(keyOf(place.document, vendor))) return 'bot';
      return capturing.get(keyOf(place.device, vendor, project)) ?? capturing.get(keyOf(place.device, vendor, null)) ?? 'unknown';
    },
    capture: (place, vendor, project, to) => {
      if (to === 'bot') bots.add(keyOf(place.document, vendor));
      else if (to !== 'unknown') capturing.set(keyOf(place.device, vendor, project), to);
    },
    states: () => states.values(),
  };
};
