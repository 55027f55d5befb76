import { type CallMeaning, noIds } from './adapter.ts';
import type { Habits } from './habits.ts';
import type { Ids, ObservationOf } from './observation.ts';
import { type StorageChange, sameIds } from './visitor.ts';
import { withIds } from './with-ids.ts';

type Call = ObservationOf<'call.observed'>;

/** The ids that each page's SDK goes by, where another tab may have changed what is stored. */
export type TabIds = {
  stored(fact: ObservationOf<'storage.changed'>, what: StorageChange['what']): void;
  /** The call with the ids that the SDK had, for one that was told with those in storage. `stored`: what storage holds now. */
  call(observed: Call, project: string | null, stored: Ids | null, meaning: CallMeaning): Call;
  /** What the page's SDK would send now; null when nothing is known of it. */
  idsOf(document: string, vendor: string, project: string, stored: Ids | null): Ids | null;
};

/** So long after a call of another tab a change without a cause may be that tab's: writes may be put off, and arrive in parts. */
const echoMs = 1000;

const changesIds = ({ kind }: CallMeaning): boolean => kind !== 'track' && kind !== 'other';

/**
 * Whether the call asks for what another tab has stored already: the SDK goes along, and nothing in storage changes by it. One
 * that reads storage again finds nothing left to reset; others make new ids, and write them.
 */
const asksForStored = (meaning: CallMeaning, { knownId, anonymousId }: Ids, habits: Habits): boolean =>
  meaning.kind === 'identify'
    ? knownId !== null && (typeof meaning.id === 'string' || typeof meaning.id === 'number') && String(meaning.id) === knownId
    : meaning.kind === 'reset' && habits.ids !== 'kept' && knownId === null && anonymousId === null;

/** What is in storage, and the page's own where there is nothing. */
const filled = (stored: Ids, own: Ids): Ids => ({
  anonymousId: stored.anonymousId ?? own.anonymousId,
  knownId: stored.knownId ?? own.knownId,
});

/**
 * Follows what an SDK holds in memory: what was stored when its page began, and from then on what its own calls and writes made
 * of it. A change with a call site is the page's own. One without is not if another page told it first, if it follows at once
 * on a call of another page that changed ids, or if the page that was called last is another one that is still there: it may
 * have written what it told long ago.
 */
export const createTabIds = (habitsOf: (vendor: string) => Habits | null, isGone: (document: string) => boolean): TabIds => {
  const own = new Map<string, Ids>();
  /** By device and vendor: the last call that changed ids. */
  const changing = new Map<string, { readonly document: string; readonly at: number }>();
  /** By device and vendor: the last write that was seen to be made, by an SDK that starts for example. */
  const wroteLast = new Map<string, { readonly document: string; readonly at: number }>();
  /** By device and vendor: the page whose SDK was called last. */
  const calledLast = new Map<string, string>();
  /** What was held before a call that wrote: its writes may be told first. */
  const beforeCall = new Map<string, Ids | null>();
  const keyOf = (document: string, vendor: string, project: string | null): string => `${document}\n${vendor}\n${project ?? ''}`;
  const ownOf = (document: string, vendor: string, project: string | null): Ids | null =>
    own.get(keyOf(document, vendor, project)) ?? own.get(keyOf(document, vendor, null)) ?? null;

  const measured = (vendor: string): Habits | null => {
    const habits = habitsOf(vendor);
    return habits?.ids === 'not-measured' ? null : habits;
  };
  const idsNow = (habits: Habits, held: Ids | null, stored: Ids | null): Ids | null => {
    if (held === null || stored === null) return stored ?? held;
    if (habits.ids === 'read-again') return sameIds(stored, noIds) ? held : stored;
    return habits.ids === 'kept' ? held : filled(stored, held);
  };

  return {
    stored: ({ document, device, at, vendor, project, ids, cause, site = null }, what) => {
      const last = changing.get(`${device}\n${vendor}`);
      const called = calledLast.get(`${device}\n${vendor}`) ?? document;
      const wrote = wroteLast.get(`${device}\n${vendor}`);
      const isOfOther = (one: typeof last): boolean => one !== undefined && one.document !== document && at - one.at <= echoMs;
      const echoes = isOfOther(last) || isOfOther(wrote) || (called !== document && !isGone(called));
      if (site !== null) wroteLast.set(`${device}\n${vendor}`, { document, at });
      const held = ownOf(document, vendor, project);
      if (cause !== null && !beforeCall.has(`${document}\n${cause}`)) beforeCall.set(`${document}\n${cause}`, held);
      // Whoever empties the storage without a call does not change what the SDK holds.
      if (cause === null && held !== null && sameIds(ids, noIds) && measured(vendor) !== null) return;
      const began = held === null || sameIds(held, noIds);
      if (began || cause !== null || site !== null || (what !== 'same' && !echoes)) own.set(keyOf(document, vendor, project), ids);
    },
    call: (observed, project, stored, meaning) => {
      const { document, device, at, vendor, before, after } = observed;
      const habits = measured(vendor);
      if (habits === null || observed.queued || after === null) return observed;
      calledLast.set(`${device}\n${vendor}`, document);
      const key = keyOf(document, vendor, project);
      const wasEmptied = habits.ids === 'kept' && before !== null && sameIds(before, noIds);
      const held = beforeCall.get(`${document}\n${observed.call}`) ?? ownOf(document, vendor, project);
      if (before !== null && !sameIds(before, after)) {
        if (wasEmptied && held !== null && meaning.kind !== 'reset') {
          // It stores what it changed, not what somebody emptied.
          const now = filled(after, held);
          own.set(key, now);
          changing.set(`${device}\n${vendor}`, { document, at });
          return withIds(observed, held, now);
        }
        own.set(key, after);
        changing.set(`${device}\n${vendor}`, { document, at });
        // What it led to may have been told before the call itself.
        const wasTold = changesIds(meaning) && held !== null && sameIds(held, after);
        return withIds(observed, wasTold ? before : (idsNow(habits, held, before) ?? before), after);
      }
      if (held !== null && !sameIds(held, after) && asksForStored(meaning, after, habits)) {
        own.set(key, after);
        changing.set(`${device}\n${vendor}`, { document, at });
        return withIds(observed, idsNow(habits, held, before) ?? before, after);
      }
      // Ids that storage does not hold come from the SDK itself.
      const told = stored !== null && !sameIds(stored, after) ? after : idsNow(habits, held, after);
      const ids = told === null || sameIds(told, after) ? after : told;
      own.set(key, ids);
      return ids === after ? observed : withIds(observed, before === null ? null : ids, ids);
    },
    idsOf: (document, vendor, project, stored) => {
      const habits = measured(vendor);
      return habits === null ? null : idsNow(habits, ownOf(document, vendor, project), stored);
    },
  };
};
