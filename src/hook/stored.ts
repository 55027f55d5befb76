import type { FactOf, Ids } from '../core/observation.ts';
import { jsonText } from './intrinsics.ts';
import type { Cell, Vendor } from './vendors/vendor.ts';

export type Area = 'cookie' | 'localStorage';

/** What lies in the page's storage, read as seldom as possible: one cookie read costs up to 0.7 ms. */
export type ReadAll = (see: (area: Area, key: string, text: string) => void) => void;

/**
 * The last value seen of each storage key an SDK keeps its ids in. Ids before and after a call come from here:
 * nothing is read while the page runs, and no getter of an SDK that would create an id.
 */
export type Stored = {
  /** A write that is about to happen; null removes. */
  write(area: Area, key: string, text: string | null, pass: 'before' | 'after'): void;
  clear(area: Area): void;
  /** Reads everything anew. */
  refresh(): void;
  /** An instance was found; `keys` are those the page named itself. Its storage is read, nothing is told yet. */
  prepare(vendor: Vendor, project: string | null, keys: readonly { readonly key: string; readonly cell: Cell }[]): void;
  /** Its ids are told now and from now on. */
  show(vendor: Vendor, project: string | null): void;
  idsOf(vendor: string, project: string | null): Ids | null;
  capturingOf(vendor: string, project: string | null): 'in' | 'out' | 'unknown';
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
  readonly unreached: (vendor: string, project: string | null) => void;
};

type Text = { readonly cookie: string | null; readonly localStorage: string | null; readonly last: Area };
type State = {
  readonly vendor: Vendor;
  readonly project: string | null;
  readonly texts: Map<string, Text>;
  shown: boolean;
  said: string;
  dirty: { readonly area: Area; readonly cause: string | null } | null;
};

const otherArea = (area: Area): Area => (area === 'cookie' ? 'localStorage' : 'cookie');
const textOf = (state: State, part: string): string | null => {
  const text = state.texts.get(part);
  return text === undefined ? null : (text[text.last] ?? text[otherArea(text.last)]);
};

export const startStored = ({ vendors, readAll, say, cause, unreached }: Dependencies): Stored => {
  const states: State[] = [];
  const named = new Map<string, { readonly vendor: Vendor; readonly cell: Cell }>();
  const projects = new Map<Vendor, Set<string>>();

  const find = (key: string): { readonly vendor: Vendor; readonly cell: Cell } | null => {
    for (let i = 0; i < vendors.length; i += 1) {
      const vendor = vendors[i] as Vendor;
      const cell = vendor.cellOf(key);
      if (cell !== null) return { vendor, cell };
    }
    return named.get(key) ?? null;
  };
  const stateOf = (vendor: Vendor, project: string | null): State => {
    for (let i = 0; i < states.length; i += 1) {
      const state = states[i] as State;
      if (state.vendor === vendor && state.project === project) return state;
    }
    const state: State = { vendor, project, texts: new Map(), shown: false, said: '', dirty: null };
    states[states.length] = state;
    return state;
  };
  const stateFor = (name: string, project: string | null): State | undefined =>
    states.find(({ vendor, project: of }) => vendor.name === name && (vendor.sharedStorage || of === project));
  const put = (area: Area, key: string, text: string | null): State | null => {
    const found = find(key);
    if (found === null) return null;
    const state = stateOf(found.vendor, found.cell.project);
    const before = state.texts.get(found.cell.part) ?? { cookie: null, localStorage: null, last: area };
    if (before[area] !== text) state.texts.set(found.cell.part, { ...before, [area]: text, last: area });
    return state;
  };
  const read = (): void => {
    for (const state of states) state.texts.clear();
    readAll(put);
  };
  // Keys without a project in their name belong to the only instance there is.
  const projectOf = (state: State): string | null => {
    const known = projects.get(state.vendor);
    return state.project ?? (known?.size === 1 ? ([...known][0] as string) : null);
  };
  const tell = (state: State, area: Area, by: string | null): void => {
    const { vendor } = state;
    const part = (name: string): string | null => textOf(state, name);
    const ids = vendor.idsOf(part);
    const unsent = vendor.unsentOf(part);
    const capturing = vendor.capturingOf(part);
    const sign = jsonText([ids.anonymousId, ids.knownId, unsent, capturing]);
    state.dirty = null;
    if (sign === state.said) return;
    state.said = sign;
    say({ kind: 'storage.changed', vendor: vendor.name, project: projectOf(state), area, ids, unsent, capturing, cause: by });
  };
  const lastArea = (state: State): Area => state.texts.get('ids')?.last ?? [...state.texts.values()][0]?.last ?? 'cookie';
  const show = (state: State): void => {
    if (state.shown) return;
    state.shown = true;
    tell(state, lastArea(state), null);
  };
  const changed = (state: State, area: Area): void => {
    const by = cause();
    if (by === null) tell(state, area, null);
    else state.dirty = { area, cause: by };
  };
  const settle = (): void => {
    for (let i = 0; i < states.length; i += 1) {
      const state = states[i] as State;
      if (state.dirty !== null && state.shown) tell(state, state.dirty.area, state.dirty.cause);
    }
  };

  return {
    knows: (key) => find(key) !== null,
    write(area, key, text, pass) {
      const found = find(key);
      if (found === null) return;
      const state = stateOf(found.vendor, found.cell.project);
      if (pass === 'before') {
        if (!state.shown) read();
        show(state);
        return;
      }
      put(area, key, text);
      unreached(found.vendor.name, found.cell.project);
      changed(state, area);
    },
    clear(area) {
      for (const state of states) {
        if (!state.shown) continue;
        for (const [part, text] of state.texts) state.texts.set(part, { ...text, [area]: null });
        changed(state, area);
      }
    },
    refresh() {
      if (!states.some((state) => state.shown)) return;
      settle();
      read();
      for (const state of states) if (state.shown) tell(state, lastArea(state), null);
    },
    prepare(vendor, project, keys) {
      if (project !== null) projects.set(vendor, (projects.get(vendor) ?? new Set()).add(project));
      for (const { key, cell } of keys) named.set(key, { vendor, cell });
      if (keys.length > 0 || !stateOf(vendor, vendor.sharedStorage ? null : project).shown) read();
    },
    show: (vendor, project) => show(stateOf(vendor, vendor.sharedStorage ? null : project)),
    idsOf(name, project) {
      const state = stateFor(name, project);
      return state === undefined || !state.shown ? null : state.vendor.idsOf((part) => textOf(state, part));
    },
    capturingOf(name, project) {
      const state = stateFor(name, project);
      return state === undefined ? 'unknown' : state.vendor.capturingOf((part) => textOf(state, part));
    },
    settle,
  };
};
