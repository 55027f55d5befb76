import type { Analysis } from '../core/analysis.ts';
import type { ProjectAnalysis } from '../core/landed.ts';
import { allClosed } from '../core/loads.ts';
import { spelling } from '../core/placeholder.ts';
import { type Beat, type BeatOf, namesSomebody, type Thread } from '../core/thread.ts';
import type { Neighbour } from './neighbours.ts';

/** How long before another tool's identify a log-in counts as the one it tells of, in ms. */
const loginBefore = 60_000;

const isLogin = (b: Beat): boolean => b.kind === 'signal' && b.signal === 'login' && b.confirmed;
const isEvent = (b: Beat): b is BeatOf<'event'> => b.kind === 'event' && b.event.included && b.event.merge !== 'ignored';

/** A tool that never knows anybody is meant to be so, unless somebody is seen to log in. */
export const knowsPeople = (project: ProjectAnalysis): boolean => project.events.some((e) => (e.event.ids.knownId ?? '') !== '');

/** Stretches in which another tool knew one person, from its identify to its reset or the next person. */
const staysOf = ({ thread, shares }: Neighbour) =>
  thread.beats.flatMap((beat, at) => {
    if (!namesSomebody(beat) || beat.before.knownId === beat.after.knownId || !shares(beat.document)) return [];
    const end = thread.beats.slice(at + 1).find((b) => b.kind === 'reset' || (namesSomebody(b) && b.after.knownId !== beat.after.knownId));
    return [{ beat, from: beat.at, to: end?.at ?? null }];
  });

/** Events that stayed anonymous here, all the time that another tool knew somebody. */
export const unknownHere = (analysis: Analysis, thread: Thread, other: Neighbour, wait: number, meant: boolean) =>
  staysOf(other).flatMap(({ beat, from, to }) => {
    const inside = thread.beats.filter((b) => b.at >= from && b.at <= (to ?? Number.POSITIVE_INFINITY));
    const before = thread.beats.findLast((b) => b.at < from)?.after.knownId ?? '';
    const events = inside.filter(isEvent).filter((b) => other.shares(b.document));
    if (before !== '' || inside.some((b) => (b.after.knownId ?? '') !== '') || events.some((b) => (b.event.event.ids.knownId ?? '') !== ''))
      return [];
    if (!meant && !thread.beats.some((b) => isLogin(b) && b.at <= from && from - b.at < loginBefore)) return [];
    const late = events.filter((b) => b.at > from + wait);
    // It may still be identified: that would link what went before.
    const over = to !== null || allClosed(analysis, thread.device);
    return late.length === 0 || !over ? [] : [{ beat, late }];
  });

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
export const brokenPair = (thread: Thread, other: Neighbour, wait: number): Break | null => {
  const pairs: { readonly here: string; readonly there: string }[] = [];
  const changes = other.thread.beats;
  const same = (a: string, b: string): boolean => spelling(a) === spelling(b);
  let at = 0;
  let there = '';
  let since = Number.NEGATIVE_INFINITY;
  for (const beat of thread.beats) {
    for (; at < changes.length && (changes[at]?.at ?? 0) <= beat.at; at += 1) {
      const held = changes[at]?.after.knownId ?? '';
      if (held !== there) since = changes[at]?.at ?? since;
      there = held;
    }
    const here = isEvent(beat) ? (beat.event.event.ids.knownId ?? '') : '';
    if (!isEvent(beat) || here === '' || there === '' || beat.at <= since + wait || !other.shares(beat.document)) continue;
    const known = pairs.find((p) => same(p.here, here) && !same(p.there, there));
    if (known !== undefined) return { event: beat, here, there, wasHere: known.here, wasThere: known.there };
    if (!pairs.some((p) => same(p.here, here))) pairs.push({ here, there });
  }
  return null;
};
