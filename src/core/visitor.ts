import { noIds } from './adapter.ts';
import type { Place } from './ledger-records.ts';
import type { Capturing, FactOf, Ids } from './observation.ts';
import type { Position } from './position.ts';
import type { Jar } from './site.ts';

/** What one SDK's storage held, in one jar of a device, for one project (null: the vendor's storage names no project). */
export type StorageState = {
  readonly vendor: string;
  readonly device: string;
  readonly jar: Jar;
  readonly project: string | null;
  /** What it held before anything else was seen. */
  readonly first: Ids;
  readonly firstAt: Position;
  ids: Ids;
  since: number;
  /** What it held before it was emptied just now. */
  emptied: { readonly ids: Ids; readonly since: number; readonly at: Position } | null;
  /** Events in the SDK's unsent storage, as any document of the origin told last; null when none did. */
  unsent: number | null;
  /** Another origin of the site held the same ids: they are in a cookie of the site. */
  shared: boolean;
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

/** Ids, capturing state and unsent numbers, kept by device, site, vendor and project; what local storage holds, by origin. */
export type Visitor = {
  storage(place: Place, jar: Jar, fact: FactOf<'storage.changed'>, position: Position): StorageChange;
  stateOf(device: string, jar: Jar, vendor: string, project: string | null): StorageState | null;
  capturingOf(place: Place, jar: Jar, vendor: string, project: string | null): Capturing;
  /** A call says so before storage does, or a sighting: then it is what the SDK does as long as storage does not say. */
  capture(place: Place, jar: Jar, vendor: string, project: string | null, to: Capturing, isSighting?: boolean): void;
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

/** `readsConsent`: the vendor's SDK goes by what storage says of consent at each event. */
export const createVisitor = (readsConsent: (vendor: string) => boolean): Visitor => {
  const states = new Map<string, StorageState>();
  /** By site: the storage that changed last. */
  const latest = new Map<string, StorageState>();
  const capturing = new Map<string, Capturing>();
  const bots = new Set<string>();
  /** By site: the origin whose storage said last whether the visitor agreed, and what the SDK does while none says. */
  const consents = new Map<string, string>();
  const defaults = new Map<string, Capturing>();

  /** What the site's cookie says by now, where another origin changed it. */
  const fromSite = (state: StorageState): StorageState => {
    const last = state.shared ? latest.get(keyOf(state.device, state.jar.site, state.vendor, state.project)) : undefined;
    return last?.shared === true && last.since > state.since ? last : state;
  };

  return {
    storage: (place, jar, fact, position) => {
      const { vendor, project, ids } = fact;
      const { device } = place;
      const site = keyOf(device, jar.site, vendor, project);
      const key = keyOf(device, jar.origin, vendor, project);
      if (fact.capturing !== 'unknown') {
        capturing.set(site, fact.capturing);
        consents.set(site, jar.origin);
      } else if (consents.has(site) && (fact.cause !== null || (readsConsent(vendor) && consents.get(site) === jar.origin))) {
        // What was stored of consent is gone, as after PostHog's `reset` or once the page emptied its storage: the SDK does again
        // what it does by default. Another host's storage need not hold it.
        consents.delete(site);
        capturing.set(site, defaults.get(site) ?? 'in');
      }
      const state = states.get(key);
      const elsewhere = latest.get(site);
      const told =
        elsewhere !== undefined &&
        elsewhere.jar.origin !== jar.origin &&
        sameIds(elsewhere.ids, ids) &&
        // That nothing is stored on two hosts says nothing of the two being one.
        (!sameIds(ids, noIds) || (elsewhere.shared && state?.shared === true));
      if (told) elsewhere.shared = true;
      if (state === undefined) {
        const known = told ? { ...elsewhere, jar, unsent: fact.unsent } : null;
        const fresh: StorageState = known ?? {
          vendor,
          device,
          jar,
          project,
          first: ids,
          firstAt: position,
          ids,
          since: position.at,
          emptied: null,
          unsent: fact.unsent,
          shared: false,
        };
        states.set(key, fresh);
        if (!told) latest.set(site, fresh);
        return { previous: known?.ids ?? null, what: known !== null || sameIds(ids, noIds) ? 'same' : 'changed' };
      }
      state.unsent = fact.unsent ?? state.unsent;
      if (told && !sameIds(state.ids, ids)) {
        state.shared = true;
        state.ids = ids;
        state.since = elsewhere.since;
        state.emptied = null;
        return { previous: ids, what: 'same' };
      }
      const change = changeIds(state, ids, position);
      if (change.what !== 'same') latest.set(site, state);
      return change;
    },
    stateOf: (device, jar, vendor, project) => {
      const own = states.get(keyOf(device, jar.origin, vendor, project)) ?? states.get(keyOf(device, jar.origin, vendor, null));
      if (own === undefined) return null;
      const site = fromSite(own);
      return site === own ? own : { ...own, ids: site.ids, since: site.since };
    },
    capturingOf: (place, jar, vendor, project) => {
      if (bots.has(keyOf(place.document, vendor))) return 'bot';
      return (
        capturing.get(keyOf(place.device, jar.site, vendor, project)) ??
        capturing.get(keyOf(place.device, jar.site, vendor, null)) ??
        'unknown'
      );
    },
    capture: (place, jar, vendor, project, to, isSighting = false) => {
      if (to === 'bot') bots.add(keyOf(place.document, vendor));
      else if (to !== 'unknown') {
        const site = keyOf(place.device, jar.site, vendor, project);
        capturing.set(site, to);
        if (isSighting && !consents.has(site)) defaults.set(site, to);
      }
    },
    states: () => states.values(),
  };
};
