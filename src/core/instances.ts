import { type CallMeaning, noIds } from './adapter.ts';
import type { CallRecord, Place } from './ledger-records.ts';
import type { Ids, ObservationOf } from './observation.ts';
import { type InstanceState, sameIds } from './visitor.ts';

/** SDK instances, one a tab: a page that follows in the same tab carries the state on. */
export type Instances = ReturnType<typeof createInstances>;

const traitsOf = (meaning: CallMeaning): InstanceState['traits'] | undefined =>
  meaning.kind === 'identify' && meaning.traits !== undefined ? meaning.traits : undefined;

export const createInstances = () => {
  const instances = new Map<string, InstanceState>();
  const byDocument = new Map<string, Set<InstanceState>>();

  const stateOf = (place: Place, vendor: string, instance: string): InstanceState => {
    const tab = place.tab === null ? place.document : `${place.tab}/${place.frame ?? 0}`;
    const key = [place.device, tab, vendor, instance].join('\n');
    let state = instances.get(key);
    if (state === undefined) {
      state = { vendor, instance, place, project: null, found: null, ids: null, since: null, emptied: null, lastReset: null, traits: null };
      instances.set(key, state);
    }
    if (state.place.document !== place.document) {
      state.place = place;
      if (state.ids !== null) state.emptied = { ids: state.ids, since: state.since };
      state.ids = null;
    }
    byDocument.set(place.document, (byDocument.get(place.document) ?? new Set()).add(state));
    return state;
  };

  const nowHas = (state: InstanceState, ids: Ids, at: number): void => {
    if (state.ids !== null && sameIds(state.ids, ids)) return;
    const back = state.emptied !== null && sameIds(state.emptied.ids, ids);
    const { emptied } = state;
    state.emptied = state.ids !== null && sameIds(ids, noIds) ? { ids: state.ids, since: state.since } : null;
    state.since = back && emptied !== null ? emptied.since : at;
    state.ids = ids;
  };

  return {
    found: (place: Place, fact: ObservationOf<'sdk.found'>): void => {
      const state = stateOf(place, fact.vendor, fact.instance);
      state.found = fact;
      state.project = fact.project ?? state.project;
    },
    /** The project that `sdk.found` gave this instance on this page. */
    projectOf: (document: string, vendor: string, instance: string): string | null => {
      for (const state of byDocument.get(document) ?? []) {
        if (state.vendor === vendor && state.instance === instance && state.place.document === document) return state.project;
      }
      return null;
    },
    stored: (place: Place, fact: Pick<ObservationOf<'storage.changed'>, 'vendor' | 'project' | 'ids'>, at: number): void => {
      for (const state of byDocument.get(place.document) ?? []) {
        const own = fact.project === null || state.project === null || state.project === fact.project;
        if (own && state.vendor === fact.vendor && state.place.document === place.document) nowHas(state, fact.ids, at);
      }
    },
    called: (call: CallRecord, at: number): void => {
      const state = stateOf(call.place, call.vendor, call.instance);
      state.project ??= call.project;
      if (call.fact.after !== null) nowHas(state, call.fact.after, at);
      if (!call.carriedOut) return;
      // RudderStack's `identify` of another user resets by itself.
      if (call.meaning.kind === 'reset' && call.outer === null) {
        state.lastReset = at;
        state.traits = null;
      }
      state.traits = traitsOf(call.meaning) ?? state.traits;
    },
    all: (): Iterable<InstanceState> => instances.values(),
  };
};
