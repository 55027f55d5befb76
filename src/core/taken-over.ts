import type { CallMeaning } from './adapter.ts';
import { idText, isJsonObject } from './json.ts';
import type { CallRecord } from './ledger-records.ts';
import type { FactOf, Ids, ObservationOf } from './observation.ts';
import type { Position } from './position.ts';
import { withIds } from './with-ids.ts';

type Fact = FactOf<'call.observed'>;

/** What a call leaves of the ids before it: an id is set, an empty one takes it away, and anything else leaves it as it was. */
const idsAfter = (before: Ids, meaning: CallMeaning): Ids => {
  if (meaning.kind === 'reset') return { ...before, knownId: null };
  if (meaning.kind !== 'identify' || meaning.id === null || isJsonObject(meaning.id)) return before;
  const id = idText(meaning.id);
  return id === null ? before : { ...before, knownId: id || null };
};

/**
 * Calls that an SDK takes over from its stub where nobody can watch. They are carried out once it is there, and carry the ids
 * that follow, in the order they were made, from those it shows first. A request with their events says more.
 */
export const createTakeOvers = (parts: {
  /** The SDK is there. */
  readonly taken: (call: CallRecord, position: Position) => void;
  /** The ids before and after the call are known. */
  readonly named: (call: CallRecord, fact: Fact) => void;
}) => {
  /** By document and vendor. */
  const onStub = new Map<string, readonly CallRecord[]>();
  const unnamed = new Map<string, readonly CallRecord[]>();
  const keyOf = (document: string, vendor: string): string => `${document}\n${vendor}`;
  const add = (lists: Map<string, readonly CallRecord[]>, key: string, calls: readonly CallRecord[]): void => {
    lists.set(key, [...(lists.get(key) ?? []), ...calls]);
  };

  return {
    queued: (call: CallRecord): void => add(onStub, keyOf(call.place.document, call.vendor), [call]),
    found: ({ document, vendor, instance, project }: ObservationOf<'sdk.found'>, position: Position): void => {
      const key = keyOf(document, vendor);
      const waits = (onStub.get(key) ?? []).filter((call) => !call.carriedOut);
      const own = waits.filter((call) => call.instance === instance || (project !== null && call.project === project));
      onStub.set(
        key,
        waits.filter((call) => !own.includes(call)),
      );
      for (const call of own) parts.taken(call, position);
      add(unnamed, key, own);
    },
    stored: ({ document, vendor, project, ids }: ObservationOf<'storage.changed'>): void => {
      const key = keyOf(document, vendor);
      const waits = unnamed.get(key) ?? [];
      if (waits.length === 0 || (ids.anonymousId === null && ids.knownId === null)) return;
      const own = waits.filter((call) => project === null || call.project === project);
      unnamed.set(
        key,
        waits.filter((call) => !own.includes(call)),
      );
      let before: Ids = ids;
      for (const call of own) {
        const after = idsAfter(before, call.meaning);
        call.fact = withIds(call.fact, before, after);
        before = after;
        parts.named(call, call.fact);
      }
    },
  };
};
