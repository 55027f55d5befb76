import type { FactOf, Ids } from '../core/observation.ts';
import { callSite } from './call-site.ts';
import { sliceText } from './intrinsics.ts';
import { ownText } from './snapshot.ts';
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
  /** A write is about to happen. False when nobody's ids are concerned. */
  before(write: Write): boolean;
  after(write: Write): void;
  /** Reads everything anew. */
  refresh(): void;
  /** An instance was found; `keys` are those the page named itself. Its storage is read, nothing is told yet. */
  prepare(vendor: Vendor, project: string | null, keys: Readonly<Record<string, Cell>>): void;
  /** Its ids are told now and from now on. */
  show(vendor: Vendor, project: string | null): void;
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
  readonly say: (fact: FactOf<'storage.changed'>) => void;
  /** The call that runs now. */
  readonly cause: () => string | null;
  /** Ids of an instance that could not be reached otherwise. */
  readonly unreached: (vendor: Vendor, project: string | null, unreadable: boolean) => void;
};

type Text = { readonly cookie: string | null; readonly localStorage: string | null; readonly last: Area };
type State = {
  readonly vendor: Vendor;
  readonly project: string | null;
  readonly texts: Map<string, Text>;
  /** The projects whose instances use it. */
  readonly users: Set<string | null>;
  /** Where the last change was. */
  area: Area;
  shown: boolean;
  said: string;
  /** The call that changed it since it was last told. */
  dirty: string | null;
};

const readerOf =
  (state: State): Read =>
  (part, area) => {
    const text = state.texts.get(part);
    return text === undefined ? null : area === undefined ? (text[text.last] ?? text.cookie ?? text.localStorage) : text[area];
  };

export const startStored = ({ vendors, readAll, say, cause, unreached }: Dependencies): Stored => {
  const states: State[] = [];
  const named = new Map<string, { readonly vendor: Vendor; readonly cell: Cell }>();

  const find = (key: string): { readonly vendor: Vendor; readonly cell: Cell } | null => {
    for (const vendor of vendors) {
      const cell = vendor.cellOf?.(key) ?? null;
      if (cell !== null) return { vendor, cell };
    }
    return named.get(key) ?? null;
  };
  const stateOf = (vendor: Vendor, project: string | null): State => {
    const known = states.find((state) => state.vendor === vendor && state.project === project);
    if (known !== undefined) return known;
    const state: State = { vendor, project, texts: new Map(), users: new Set(), area: 'cookie', shown: false, said: '', dirty: null };
    states[states.length] = state;
    return state;
  };
  const ownState = (vendor: Vendor, project: string | null): State =>
    stateOf(vendor, vendor.sharedStorage ? null : project && sliceText(project, 0, vendor.projectLength));
  const put = (area: Area, key: string, text: string | null): State | null => {
    const found = find(key);
    if (found === null) return null;
    const state = stateOf(found.vendor, found.cell.project);
    const before = state.texts.get(found.cell.part) ?? { cookie: null, localStorage: null, last: area };
    if (before[area] !== text) state.texts.set(found.cell.part, { ...before, [area]: text, last: area });
    state.area = area;
    return state;
  };
  const read = (): void => {
    for (const state of states) state.texts.clear();
    readAll(put);
  };
  const tell = (state: State, by: string | null): void => {
    const { vendor, area, users } = state;
    const part = readerOf(state);
    const ids = vendor.idsOf ? vendor.idsOf(part) : { anonymousId: null, knownId: null };
    const unsent = vendor.unsentOf?.(part) ?? null;
    const capturing = vendor.capturingOf?.(part) ?? 'unknown';
    const sign = ownText([ids, unsent, capturing]);
    // Keys without a project, or with part of one, belong to the only instance there is.
    const project = users.size === 1 ? ([...users][0] as string | null) : vendor.projectLength ? null : state.project;
    state.dirty = null;
    // Ids that cannot be read are not said to be none.
    if (sign === state.said || ids === null) return;
    state.said = sign;
    // Where no method could be reached, this is the only trace of the call.
    const site = by === null && users.size === 0 && callSite();
    say({ kind: 'storage.changed', vendor: vendor.name, project, area, ids, unsent, capturing, cause: by, ...(site && { site }) });
  };
  const show = (state: State): void => {
    if (state.shown) return;
    state.shown = true;
    tell(state, null);
  };
  const changed = (state: State): void => {
    if (!state.shown) return;
    const by = cause();
    if (by === null) tell(state, null);
    else state.dirty = by;
  };
  const settle = (): void => {
    for (const state of states) if (state.dirty !== null) tell(state, state.dirty);
  };

  return {
    knows: (key) => find(key) !== null,
    before({ key }) {
      const found = key === null ? null : find(key);
      if (found === null) return key === null;
      const state = stateOf(found.vendor, found.cell.project);
      if (!state.shown) read();
      show(state);
      return true;
    },
    after({ area, key, text }) {
      if (key === null) {
        for (const state of states) {
          for (const [part, texts] of state.texts) state.texts.set(part, { ...texts, [area]: null });
          state.area = area;
          changed(state);
        }
        return;
      }
      const state = put(area, key, text);
      if (state === null) return;
      unreached(state.vendor, state.vendor.projectLength ? null : state.project, state.vendor.idsOf?.(readerOf(state)) === null);
      changed(state);
    },
    refresh() {
      if (!states.some((state) => state.shown)) return;
      settle();
      read();
      for (const state of states) if (state.shown) tell(state, null);
    },
    prepare(vendor, project, keys) {
      if (!vendor.cellOf) return;
      const state = ownState(vendor, project);
      state.users.add(project);
      const own = Object.entries(keys);
      for (const [key, cell] of own) named.set(key, { vendor, cell });
      if (own.length > 0 || !state.shown) read();
    },
    show: (vendor, project) => {
      if (vendor.cellOf) show(ownState(vendor, project));
    },
    idsOf(vendor, project) {
      const state = ownState(vendor, project);
      return (state.shown && vendor.idsOf?.(readerOf(state))) || null;
    },
    capturingOf: (vendor, project) => vendor.capturingOf?.(readerOf(ownState(vendor, project))) ?? 'unknown',
    settle,
  };
};
