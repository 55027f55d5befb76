import type { Analysis } from './analysis.ts';
import { loadsOf } from './loads.ts';
import type { Beat, Thread } from './thread.ts';

const cache = new WeakMap<Thread, ReadonlySet<Beat>>();

/**
 * Changes that nobody made: a tab that was open before the last change still goes by what it held, and its events or calls
 * say so. An anonymous id that is new there tells of a reset all the same.
 */
export const leftoversOf = (analysis: Analysis, thread: Thread): ReadonlySet<Beat> => {
  const known = cache.get(thread);
  if (known !== undefined) return known;
  const loads = loadsOf(analysis);
  const leftovers = new Set<Beat>();
  let last: Beat | null = null;
  for (const beat of thread.beats) {
    if (beat.kind !== 'reset' && beat.kind !== 'identify') continue;
    const isOlder =
      last !== null &&
      beat.call === null &&
      beat.document !== last.document &&
      beat.tab !== last.tab &&
      (loads.get(beat.document)?.openedAt ?? Number.POSITIVE_INFINITY) < last.at;
    if (isOlder && (beat.kind === 'identify' || beat.after.anonymousId === beat.before.anonymousId)) leftovers.add(beat);
    else last = beat;
  }
  cache.set(thread, leftovers);
  return leftovers;
};
