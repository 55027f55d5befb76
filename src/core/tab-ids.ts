import { type CallMeaning, noIds } from './adapter.ts';
import type { Habits } from './habits.ts';
import type { Json } from './json.ts';
import type { Ids, ObservationOf } from './observation.ts';
import { type StorageChange, sameIds } from './visitor.ts';
import { withIds } from './with-ids.ts';

type Call = ObservationOf<'call.observed'>;

/** The ids that each page's SDK goes by, where another tab may have changed what is stored. */
export type TabIds = {
  /** An SDK shows itself; what is stored is told right behind it. */
  found(fact: ObservationOf<'sdk.found'>): void;
  stored(fact: ObservationOf<'storage.changed'>, what: StorageChange['what']): void;
  /** The call with the ids that the SDK had, for one that was told with those in storage. `stored`: what storage holds now. */
  call(observed: Call, project: string | null, stored: Ids | null, meaning: CallMeaning): Call;
  /** What the page's SDK would send now; null when nothing is known of it. */
  idsOf(document: string, vendor: string, project: string, stored: Ids | null): Ids | null;
};

/** So long after a call of another tab a change without a cause may be that tab's: writes may be put off, and arrive in parts. */
const echoMs = 1000;

/** What an SDK's storage holds is told at once when the SDK shows itself; what comes later may be another tab's. */
const foundMs = 100;

const changesIds = ({ kind }: CallMeaning): boolean => kind !== 'track' && kind !== 'other';

const asText = (id: Json | undefined): string | null => (typeof id === 'string' || typeof id === 'number' ? String(id) : null);

/**
 * Whether the call asks for what another tab has stored already: the SDK goes along, and nothing in storage changes by it. One
 * that reads storage again finds nothing left to reset; others make new ids, and write them.
 */
const asksForStored = (meaning: CallMeaning, { knownId, anonymousId }: Ids, habits: Habits): boolean =>
  meaning.kind === 'identify'
    ? knownId !== null && asText(meaning.id) === knownId
    : meaning.kind === 'reset' && habits.ids !== 'kept' && knownId === null && anonymousId === null;

/** What is in storage, and the page's own where there is nothing; beside another anonymous id nothing is of the page. */
const filled = (stored: Ids, own: Ids): Ids =>
  stored.anonymousId !== null && own.anonymousId !== null && stored.anonymousId !== own.anonymousId
    ? stored
    : { anonymousId: stored.anonymousId ?? own.anonymousId, knownId: stored.knownId ?? own.knownId };

/** An SDK always has an anonymous id: where somebody emptied the storage, it stores what a call changed, and not that. */
const withAnonymous = (ids: Ids, held: Ids | null): Ids =>
  ids.anonymousId === null && held !== null && held.anonymousId !== null ? { ...ids, anonymousId: held.anonymousId } : ids;

/** Of an SDK that stores each id by itself: what the call changed, and beside it what the SDK held. */
const changed = (before: Ids, after: Ids, held: Ids | null, meaning: CallMeaning): Ids => {
  if (held === null) return after;
  const anonymousId = before.anonymousId === after.anonymousId ? held.anonymousId : after.anonymousId;
  if (meaning.kind === 'reset' || before.knownId !== after.knownId) return { anonymousId, knownId: after.knownId };
  const id = meaning.kind === 'identify' ? asText(meaning.id) : null;
  return { anonymousId, knownId: id === null ? held.knownId : id || null };
};

/** What a call makes of the ids of an SDK that may store nothing; a reset makes new ones that nobody sees. */
const inMemory = (held: Ids, meaning: CallMeaning): Ids => {
  if (meaning.kind === 'reset') return noIds;
  const id = meaning.kind === 'identify' ? asText(meaning.id) : null;
  return id === null || id === '' ? held : { ...held, knownId: id };
};

/**
 * Follows what an SDK holds in memory: what was stored when its page began and when the SDK showed itself, and from then on what
 * its own calls and writes made of it. A change with a call site is the page's own. One without is not if another page told it
 * first, if it follows at once on a call of another page that changed ids, or if the page that was called last is another one
 * that is still there: it may have written what it told long ago.
 */
export const createTabIds = (habitsOf: (vendor: string) => Habits | null, isGone: (document: string) => boolean): TabIds => {
  const own = new Map<string, Ids>();
  /** By device and vendor: the last call that changed ids. */
  const changing = new Map<string, { readonly document: string; readonly at: number }>();
  /** By device and vendor: the last write that was seen to be made, by an SDK that starts for example. */
  const wroteLast = new Map<string, { readonly document: string; readonly at: number }>();
  /** By device and vendor: the page whose SDK was called last. */
  const calledLast = new Map<string, string>();
  /** By document and vendor: where the SDK showed itself last. What was stored there before may have been written by others. */
  const foundAt = new Map<string, { readonly seq: number; readonly at: number }>();
  /** Instances whose calls are told with their own ids. */
  const started = new Set<string>();
  /** SDKs that emptied their storage when the visitor opted out, and keep their ids in memory. */
  const detached = new Set<string>();
  /** What each page told of its storage last. */
  const seen = new Map<string, Ids>();
  /** What storage holds once a call is over that changed it. */
  const ended = new Map<string, Ids>();
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
    found: ({ document, device, seq, at, vendor }) => {
      foundAt.set(`${document}\n${vendor}`, { seq, at });
      // It writes as it starts, which other pages may hear of before this one tells it.
      wroteLast.set(`${device}\n${vendor}`, { document, at });
    },
    stored: ({ document, device, seq, at, vendor, project, ids, cause, site = null }, what) => {
      seen.set(keyOf(document, vendor, project), ids);
      const last = changing.get(`${device}\n${vendor}`);
      const called = calledLast.get(`${device}\n${vendor}`) ?? document;
      const wrote = wroteLast.get(`${device}\n${vendor}`);
      const isOfOther = (one: typeof last): boolean => one !== undefined && one.document !== document && at - one.at <= echoMs;
      const echoes = isOfOther(last) || isOfOther(wrote) || (called !== document && !isGone(called));
      if (site !== null) wroteLast.set(`${device}\n${vendor}`, { document, at });
      const held = ownOf(document, vendor, project);
      if (cause !== null && !beforeCall.has(`${document}\n${cause}`)) beforeCall.set(`${document}\n${cause}`, held);
      const habits = measured(vendor)?.ids ?? null;
      // Whoever empties the storage without a call does not change what the SDK holds, nor does a call that leaves it empty.
      const isEmptied = ids.anonymousId === null && held !== null && held.anonymousId !== null;
      if ((cause === null || what === 'same') && isEmptied && (habits === 'kept' || habits === 'read-again')) return;
      const found = foundAt.get(`${document}\n${vendor}`);
      const isFoundSo = found !== undefined && found.seq === seq - 1 && at - found.at <= foundMs;
      const began = held === null || sameIds(held, noIds) || isFoundSo;
      const isOwn = cause !== null || site !== null || (what !== 'same' && !echoes);
      const after = cause === null ? undefined : ended.get(`${document}\n${cause}`);
      // What the call made of the SDK's ids was told with it; while storage comes to that, it may be empty.
      if (after !== undefined && (sameIds(ids, noIds) || (habits === 'kept' && sameIds(ids, after)))) return;
      if (sameIds(ids, noIds) && detached.has(keyOf(document, vendor, project))) return;
      if (began || isOwn) own.set(keyOf(document, vendor, project), habits === 'kept' && cause !== null ? withAnonymous(ids, held) : ids);
    },
    call: (observed, project, stored, meaning) => {
      const { document, device, at, vendor, before, after } = observed;
      const habits = measured(vendor);
      if (habits === null || observed.queued || after === null) return observed;
      calledLast.set(`${device}\n${vendor}`, document);
      const key = keyOf(document, vendor, project);
      const instance = keyOf(document, vendor, observed.instance);
      if (habits.tellsOwnIds && observed.method === 'init') started.add(instance);
      if (started.has(instance)) {
        own.set(key, after);
        if (before !== null && !sameIds(before, after)) changing.set(`${device}\n${vendor}`, { document, at });
        return observed;
      }
      const held = beforeCall.get(`${document}\n${observed.call}`) ?? ownOf(document, vendor, project);
      const optedOut = meaning.kind === 'capturing' && meaning.to === 'out' && sameIds(after, noIds);
      if (optedOut && habits.optOutEmpties?.(observed.args) === true) detached.add(key);
      else if (!sameIds(after, noIds)) detached.delete(key);
      if (detached.has(key)) {
        const ids = inMemory(held ?? before ?? noIds, meaning);
        own.set(key, ids);
        return optedOut ? observed : withIds(observed, held, ids);
      }
      const cleared = changesIds(meaning) && held !== null && habits.storesApart && sameIds(after, noIds);
      if (before !== null && (cleared || !sameIds(before, after))) {
        const now = habits.ids !== 'kept' ? after : habits.storesApart ? changed(before, after, held, meaning) : withAnonymous(after, held);
        if (sameIds(before, noIds) || habits.ids === 'kept') ended.set(`${document}\n${observed.call}`, after);
        own.set(key, now);
        changing.set(`${device}\n${vendor}`, { document, at });
        // What it led to may have been told before the call itself.
        const wasTold = changesIds(meaning) && held !== null && sameIds(held, after);
        return withIds(observed, wasTold ? before : (idsNow(habits, held, before) ?? before), now);
      }
      if (held !== null && !sameIds(held, after) && asksForStored(meaning, after, habits)) {
        const now = habits.ids === 'kept' ? withAnonymous(after, held) : after;
        own.set(key, now);
        changing.set(`${device}\n${vendor}`, { document, at });
        return withIds(observed, idsNow(habits, held, before) ?? before, now);
      }
      // Ids that storage does not hold, nor held when this page last saw it, come from the SDK itself.
      const isStored = [stored, seen.get(key)].some((one) => one != null && sameIds(one, after));
      const told = stored !== null && !isStored ? after : idsNow(habits, held, after);
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
