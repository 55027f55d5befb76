import type { Adapter } from './adapter.ts';
import { idText } from './json.ts';
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

  const keyOf = ({ device, document, vendor }: Call | Stored, lasts: NonNullable<Adapter['remembers']>): string =>
    `${vendor}\n${lasts === 'page' ? document : device}`;

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
      anonymous.set(key, observed.ids.anonymousId);
      return kept(observed, { ids: { anonymousId: observed.ids.anonymousId, knownId: observed.ids.knownId ?? known.get(key) ?? null } });
    },
  };
};
