import type { FactOf, Ids } from '../core/observation.ts';
import { callSite } from './call-site.ts';
import { each, firstOf, indexOf, joined, keysOf, sliceText, some } from './intrinsics.ts';
import { type LastingMap, newMap } from './kinds.ts';
import { siteMaxFramesOfWrite } from './limits.ts';
import { ownText } from './snapshot.ts';
import { countOf } from './vendors/reading.ts';
import type { Cell, Read, Vendor } from './vendors/vendor.ts';

export type Area = 'cookie' | 'localStorage';

/** What lies in the page's storage, read as seldom as possible: one cookie read costs up to 0.7 ms. */
export type ReadAll = (see: (area: Area, key: string, text: string) => void) => void;

/** A key set or, with null, removed; without a key, everything is. */
export type Write = { readonly area: Area; readonly key: string | null; readonly text: string | null };

/**
 * The last value seen of each storage key an SDK keeps its ids in. Ids before and after a call come from here:
 * nothing is read while the page runs, and no getter of an SDK that would create an id.
 */
export type Stored = {
  /** A write is about to happen: what to do when it has. Null when nobody's ids are concerned. */
  writing(write: Write): (() => void) | null;
  /**
   * Reads everything anew. Of what another tab wrote (`echo`), how many events wait is not told again, unless none does any more:
   * that tab tells it itself, and all others of the site would repeat it with each event.
   */
  refresh(echo?: boolean): void;
  /** An instance was found; `keys` are those the page named itself. Its storage is read, and told by what is returned. */
  prepare(vendor: Vendor, project: string | null, keys: Readonly<Record<string, Cell>>): () => void;
  idsOf(vendor: Vendor, project: string | null): Ids | null;
  capturingOf(vendor: Vendor, project: string | null): 'in' | 'out' | 'unknown';
  /** Changes made inside a call wait for its end, or for whatever is reported next, so that half-written ids are not told. */
  settle(): void;
  /** True if it is the key of a vendor. */
  knows(key: string): boolean;
};

type Dependencies = {
  readonly vendors: readonly Vendor[];
  readonly readAll: ReadAll;
  readonly say: (fact: FactOf<'storage.changed'> | FactOf<'sdk.found'>) => void;
  /** Runs in a task of its own, soon. */
  readonly later: (run: () => void) => void;
  /** The call that runs now. */
  readonly cause: () => string | null;
};

/** One vendor's storage, of one project where its keys name one. */
type State = {
  readonly vendor: Vendor;
  readonly project: string | null;
  /** By area and part, in the order they were written: what was written last counts. */
  readonly texts: LastingMap<string, string>;
  /** What the texts say of ids, until they change: two questions a call. */
  ids: Ids | null | undefined;
  /** The projects whose instances use it. */
  users: readonly (string | null)[];
  /** Where the last change was. */
  area: Area;
  shown: boolean;
  /** Whether it was asked who uses it. */
  asked: boolean;
  said: string;
  /** The call that changed it since it was last told. */
  dirty: string | null;
};

const none: Ids = { anonymousId: null, knownId: null };

const readerOf =
  ({ texts }: State): Read =>
  (part, area) => {
    let found: string | null = null;
    texts.forEach((text, key) => {
      if (key === (area ?? 'cookie') + part || (!area && key === `localStorage${part}`)) found = text;
    });
    return found;
  };

/** Consent as Mixpanel and PostHog store it, where a vendor does not say otherwise. */
const capturingIn = (vendor: Vendor, read: Read): 'in' | 'out' | 'unknown' => {
  const opt = read('opt');
  return vendor.capturingOf?.(read) ?? (opt === '0' ? 'out' : opt === '1' ? 'in' : 'unknown');
};

export const startStored = ({ vendors, readAll, say, later, cause }: Dependencies): Stored => {
  const states: State[] = [];
  const named = newMap<string, { readonly chosen: Vendor; readonly own: Cell }>();

  let renamed = false;

  const stateOf = (vendor: Vendor, project: string | null): State => {
    let state = firstOf(states, (known) => known.vendor === vendor && known.project === project);
    if (!state) {
      state = {
        vendor,
        project,
        texts: newMap(),
        ids: undefined,
        users: [],
        area: 'cookie',
        shown: false,
        asked: false,
        said: '',
        dirty: null,
      };
      states[states.length] = state;
    }
    return state;
  };
  const ownState = (vendor: Vendor, project: string | null): State =>
    stateOf(vendor, vendor.sharedStorage ? null : project && sliceText(project, 0, vendor.projectLength));
  /** Whose the key is, and what it holds. */
  const find = (key: string): { readonly state: State; readonly part: string } | null => {
    const given = named.get(key);
    let cell: Cell | null | undefined;
    const vendor = firstOf(vendors, (one) => {
      cell = given?.chosen === one ? given.own : one.cellOf?.(key);
      return cell;
    });
    return vendor && cell ? { state: stateOf(vendor, cell.project), part: cell.part } : null;
  };
  const put = (area: Area, key: string, text: string | null): State | null => {
    const found = find(key);
    if (!found) return null;
    const { state, part } = found;
    state.area = area;
    if (state.texts.get(area + part) === text) return state;
    state.ids = undefined;
    state.texts.delete(area + part);
    if (text !== null) state.texts.set(area + part, text);
    return state;
  };
  const read = (): void => {
    each(states, (state) => {
      state.ids = undefined;
      state.texts.clear();
    });
    readAll(put);
  };
  const tell = (state: State, by: string | null, echo?: boolean): void => {
    if (!state.shown) return;
    const { vendor, area, users } = state;
    const part = readerOf(state);
    const ids = vendor.idsOf ? vendor.idsOf(part) : none;
    const unsent = vendor.unsentOf ? vendor.unsentOf(part) : countOf(part('unsent'), 'insert_id":');
    const capturing = capturingIn(vendor, part);
    const own = ownText(ids ?? []);
    const held = own + capturing;
    const sign = held + unsent;
    // Keys without a project, or with part of one, belong to the only instance there is.
    const project = users.length === 1 ? (users[0] as string | null) : vendor.projectLength ? null : state.project;
    state.dirty = null;
    // Ids that cannot be read are not said to be none.
    if (sign === state.said || !ids) return;
    if (echo && unsent && indexOf(state.said, held) === 0) {
      state.said = held;
      return;
    }
    // Where no method was called that could be observed, this is the only trace of what the page did.
    const site = by === null && state.said && indexOf(state.said, own) !== 0 && callSite(siteMaxFramesOfWrite);
    state.said = sign;
    say({ kind: 'storage.changed', vendor: vendor.name, project, area, ids, unsent, capturing, cause: by, ...(site && { site }) });
  };
  const show = (state: State): void => {
    if (state.shown) return;
    state.shown = true;
    tell(state, null);
  };
  const changed = (state: State): void => {
    state.dirty = cause();
    if (state.dirty === null) tell(state, null);
  };
  /**
   * Where only storage shows that an SDK runs (an old bundle without a global), that is said once, so that the silence about
   * its calls is explained. An instance writes while it starts, and shows itself later in the same task.
   */
  const reachedOnlySo = (state: State): void => {
    const { vendor, project, users } = state;
    if (users.length > 0) return;
    const encrypted = vendor.idsOf?.(readerOf(state)) === null;
    say({
      kind: 'sdk.found',
      vendor: vendor.name,
      project: vendor.projectLength ? null : project,
      instance: 'default',
      version: null,
      how: 'storage',
      hooked: false,
      why: encrypted ? 'only requests are seen, what it stores is encrypted' : 'only its storage and requests are seen',
      capturing: capturingIn(vendor, readerOf(state)),
    });
  };
  const settle = (): void => {
    // Twice a call of a page: no function is made for it.
    for (let i = 0; i < states.length; i += 1) {
      const state = states[i] as State;
      if (state.dirty !== null) tell(state, state.dirty);
    }
  };

  return {
    knows: (key) => find(key) !== null,
    writing({ area, key, text }) {
      if (key === null)
        return () => {
          each(states, (state) => {
            const { texts } = state;
            state.ids = undefined;
            texts.forEach((_text, part) => {
              if (indexOf(part, area) === 0) texts.delete(part);
            });
            state.area = area;
            changed(state);
          });
        };
      const state = find(key)?.state;
      if (!state) return null;
      if (!state.shown) read();
      show(state);
      return () => {
        put(area, key, text);
        if (!state.asked) later(() => reachedOnlySo(state));
        state.asked = true;
        changed(state);
      };
    },
    refresh(echo) {
      settle();
      if (!some(states, ({ shown }) => shown)) return;
      read();
      each(states, (state) => tell(state, null, echo));
    },
    prepare(vendor, project, keys) {
      if (!vendor.cellOf) return () => {};
      const state = ownState(vendor, project);
      if (!some(state.users, (user) => user === project)) state.users = joined(state.users, [project]);
      const own = keysOf(keys);
      each(own, (key) => named.set(key, { chosen: vendor, own: keys[key] as Cell }));
      renamed ||= own.length > 0;
      if (renamed || !state.shown) read();
      return () => show(state);
    },
    idsOf(vendor, project) {
      const state = ownState(vendor, project);
      if (!state.shown) return null;
      if (state.ids === undefined) state.ids = vendor.idsOf?.(readerOf(state)) ?? null;
      return state.ids;
    },
    capturingOf: (vendor, project) => capturingIn(vendor, readerOf(ownState(vendor, project))),
    settle,
  };
};
