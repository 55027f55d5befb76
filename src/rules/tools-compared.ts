import type { Analysis } from '../core/analysis.ts';
import type { ProjectAnalysis } from '../core/landed.ts';
import { allClosed, loadsOf } from '../core/loads.ts';
import { spelling } from '../core/placeholder.ts';
import { type Beat, type BeatOf, namesSomebody, type Thread } from '../core/thread.ts';
import { indexAfter } from './beat-search.ts';
import type { Neighbour } from './neighbours.ts';

/** How long before another tool's identify a log-in counts as the one it tells of, in ms. */
const loginBefore = 60_000;

const isLogin = (b: Beat): boolean => b.kind === 'signal' && b.signal === 'login' && b.confirmed;
const isEvent = (b: Beat): b is BeatOf<'event'> => b.kind === 'event' && b.event.included && b.event.merge !== 'ignored';

/** A tool that never knows anybody is meant to be so, unless somebody is seen to log in. */
export const knowsPeople = (project: ProjectAnalysis): boolean => project.events.some((e) => (e.event.ids.knownId ?? '') !== '');

/** Stretches in which another tool knew one person, from its identify to its reset or the next person. */
const staysOf = ({ thread, shares }: Neighbour) => {
  const stays: { readonly beat: Beat; to: number | null }[] = [];
  let open: (typeof stays)[number] | null = null;
  for (const beat of thread.beats) {
    const another = namesSomebody(beat) && beat.before.knownId !== beat.after.knownId;
    if (open !== null && (beat.kind === 'reset' || another)) {
      open.to = beat.at;
      open = null;
    }
    if (!another || !shares(beat.document)) continue;
    open = { beat, to: null };
    stays.push(open);
  }
  return stays;
};

const knownOf = (b: Beat): string => (isEvent(b) ? (b.event.event.ids.knownId ?? '') : '') || (b.after.knownId ?? '');

/** Events that stayed anonymous here, all the time that another tool knew somebody. */
export const unknownHere = (analysis: Analysis, thread: Thread, other: Neighbour, wait: number, meant: boolean) => {
  const { beats } = thread;
  for (const { beat, to } of staysOf(other)) {
    const from = beat.at;
    const start = indexAfter(beats, from - 1);
    if ((beats[start - 1]?.after.knownId ?? '') !== '') continue;
    const inside = beats.slice(start, to === null ? undefined : indexAfter(beats, to));
    if (inside.some((b) => knownOf(b) !== '')) continue;
    const late = inside.filter(isEvent).filter((b) => b.at > from + wait && other.shares(b.document));
    if (late.length === 0) continue;
    // A tool that never knows anybody is meant to be so, unless somebody was just seen to log in.
    if (!meant && !beats.slice(indexAfter(beats, from - loginBefore), indexAfter(beats, from)).some(isLogin)) continue;
    // It may still be identified: that would link what went before.
    if (to !== null || allClosed(analysis, thread.device)) return { beat, late };
  }
  return null;
};

type Break = {
  readonly event: BeatOf<'event'>;
  readonly here: string;
  readonly there: string;
  readonly wasHere: string;
  readonly wasThere: string;
};

/**
 * Pairs of ids that two tools had for one person, and that another event contradicts after both had time to change. Of two
 * tools the one is told of whose id stayed while the other's changed.
 */
export const brokenPair = (analysis: Analysis, thread: Thread, other: Neighbour, wait: number): Break | null => {
  const loads = loadsOf(analysis);
  /** What the other tool said when this one said so, by spelling. */
  const pairs = new Map<string, { readonly here: string; readonly there: string }>();
  const changes = other.thread.beats;
  let at = 0;
  let there = '';
  let since = Number.NEGATIVE_INFINITY;
  let tab: number | null = null;
  for (const beat of thread.beats) {
    for (; at < changes.length && (changes[at]?.at ?? 0) <= beat.at; at += 1) {
      const held = changes[at]?.after.knownId ?? '';
      if (held !== there) {
        since = changes[at]?.at ?? since;
        tab = changes[at]?.tab ?? null;
      }
      there = held;
    }
    const here = isEvent(beat) ? (beat.event.event.ids.knownId ?? '') : '';
    if (!isEvent(beat) || here === '' || there === '' || beat.at <= since + wait || !other.shares(beat.document)) continue;
    // A page of another tab that was open before knows nothing of the change yet.
    if (beat.tab !== tab && (loads.get(beat.document)?.openedAt ?? 0) <= since) continue;
    const known = pairs.get(here);
    if (known === undefined) {
      const alike = [...pairs.values()].find((pair) => spelling(pair.here) === spelling(here));
      pairs.set(here, alike ?? { here, there });
      if (alike === undefined) continue;
    }
    const was = pairs.get(here);
    if (was !== undefined && was.there !== there && spelling(was.there) !== spelling(there))
      return { event: beat, here, there, wasHere: was.here, wasThere: was.there };
  }
  return null;
};
