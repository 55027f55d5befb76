import type { CallMeaning } from './adapter.ts';
import { idText, isJsonObject } from './json.ts';
import type { FactOf, Ids } from './observation.ts';
import { withIds } from './with-ids.ts';

type Call = FactOf<'call.observed'>;

/** What a call leaves of the ids before it: an id is set, an empty one takes it away, and anything else leaves it as it was. */
const after = (before: Ids, meaning: CallMeaning): Ids => {
  if (meaning.kind === 'reset') return { ...before, knownId: null };
  if (meaning.kind !== 'identify' || meaning.id === null || isJsonObject(meaning.id)) return before;
  const id = idText(meaning.id);
  return id === null ? before : { ...before, knownId: id || null };
};

/**
 * Calls that an SDK took over from its stub where nobody could watch, in the order they were made, with the ids that follow
 * from those it began with. A request that carries their events says more.
 */
export const takenOverWith = (calls: readonly (readonly [Call, CallMeaning])[], began: Ids): readonly Call[] => {
  let ids = began;
  return calls.map(([call, meaning]) => {
    const before = ids;
    ids = after(before, meaning);
    return withIds(call, before, ids);
  });
};
