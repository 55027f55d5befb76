import type { MomentOf } from '../core/story.ts';

/** Mixpanel's `people.set` and `people.set_once`. */
export const isProfileUpdate = ({ method }: MomentOf<'call'>): boolean => method.startsWith('people.set');

/**
 * Whose profile each update writes, by the page's own order of calls: Mixpanel keeps what a page says of a profile until that
 * page identifies somebody, and a stub's calls are carried out in another order, so that the ids the SDK held then do not tell.
 * Source: mixpanel-browser 2.83.0, `mixpanel-people.js`, `_identify_called`.
 */
export const profileOwners = (calls: readonly MomentOf<'call'>[]): ReadonlyMap<MomentOf<'call'>, string | null> => {
  const owners = new Map<MomentOf<'call'>, string | null>();
  const named = new Map<string, string | null>();
  const waiting = new Map<string, MomentOf<'call'>[]>();
  for (const call of calls) {
    const { document, meaning } = call;
    if (meaning.kind === 'reset') {
      named.delete(document);
      waiting.delete(document);
    } else if (meaning.kind === 'identify') {
      const id = call.after?.knownId ?? null;
      named.set(document, id);
      for (const earlier of waiting.get(document) ?? []) owners.set(earlier, id);
      waiting.delete(document);
    } else if (isProfileUpdate(call)) {
      if (named.has(document)) owners.set(call, named.get(document) ?? null);
      else waiting.set(document, [...(waiting.get(document) ?? []), call]);
    }
  }
  return owners;
};
