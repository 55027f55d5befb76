import type { Adapter } from './adapter.ts';
import type { AnalyticsEvent } from './event.ts';
import { idText } from './json.ts';
import type { Place } from './ledger-records.ts';
import type { FactOf, Ids, ObservationOf } from './observation.ts';

type Call = ObservationOf<'call.observed'>;
type Stored = ObservationOf<'storage.changed'>;

const completed = new WeakMap<object, { readonly key: string; readonly fact: Call | Stored }>();

/** The same answer for the same observation, so that nothing that rests on it is worked out twice. */
const kept = <Fact extends Call | Stored>(observed: Fact, change: Partial<FactOf<Fact['kind']>>): Fact => {
  const key = JSON.stringify(change);
  const before = completed.get(observed);
  if (before?.key === key) return before.fact as Fact;
  const fact = { ...observed, ...change };
  completed.set(observed, { key, fact });
  return fact;
};

/**
 * Completes observations of SDKs that keep the known id where the hook cannot see it: in memory, or in storage of their own.
 * Who they take the visitor for then follows from their calls. Completes the project, too, where a call names it.
 */
export const createRemembered = (adapterOf: (vendor: string) => Adapter | null) => {
  const known = new Map<string, string | null>();
  const anonymous = new Map<string, string | null>();

  /** What events carried, where no call was seen. */
  const carried = new Map<string, Ids>();

  const keyOf = (
    { device, document, vendor }: Pick<Call, 'device' | 'document' | 'vendor'>,
    lasts: NonNullable<Adapter['remembers']>,
  ): string => `${vendor}\n${lasts === 'page' ? document : device}`;

  return {
    call: (observed: Call): Call => {
      const adapter = adapterOf(observed.vendor);
      const project = observed.project ?? adapter?.projectOf?.(observed.method, observed.args) ?? null;
      const named = project === observed.project ? {} : { project };
      if (adapter?.remembers === undefined || observed.queued) return Object.keys(named).length === 0 ? observed : kept(observed, named);
      const key = keyOf(observed, adapter.remembers);
      const stored = observed.after ?? observed.before;
      const anonymousId = stored?.anonymousId ?? anonymous.get(key) ?? null;
      // Until a call said something, storage that shows the known id is believed.
      const holds = (seen: Ids | null): string | null => (known.has(key) ? (known.get(key) ?? null) : (seen?.knownId ?? null));
      const before: Ids = { anonymousId: observed.before?.anonymousId ?? anonymousId, knownId: holds(observed.before) };
      const meaning = adapter.meaning(observed.method, observed.args);
      if (meaning.kind === 'reset') known.set(key, null);
      else if (meaning.kind === 'identify' && meaning.id !== undefined) known.set(key, idText(meaning.id) || null);
      return kept(observed, { ...named, before, after: { anonymousId, knownId: holds(stored) } });
    },
    stored: (observed: Stored): Stored => {
      const lasts = adapterOf(observed.vendor)?.remembers;
      if (lasts === undefined) return observed;
      const key = keyOf(observed, lasts);
      const { anonymousId, knownId } = observed.ids;
      anonymous.set(key, anonymousId);
      const told = carried.get(key);
      // Another anonymous id is another visitor: what was carried beside the one before says nothing of this one.
      const beside = told?.anonymousId === anonymousId ? told.knownId : null;
      return kept(observed, { ids: { anonymousId, knownId: knownId ?? (known.has(key) ? (known.get(key) ?? null) : beside) } });
    },
    /** What an event carried, where calls cannot be seen: who the SDK takes the visitor for. Null where calls or storage tell. */
    event: ({ vendor, ids }: AnalyticsEvent, { device, document }: Place): Ids | null => {
      const lasts = adapterOf(vendor)?.remembers;
      if (lasts === undefined) return null;
      const key = keyOf({ device, document, vendor }, lasts);
      if (known.has(key) || (ids.anonymousId === null && ids.knownId === null)) return null;
      const seen = { anonymousId: ids.anonymousId ?? anonymous.get(key) ?? null, knownId: ids.knownId };
      carried.set(key, seen);
      return seen;
    },
  };
};
