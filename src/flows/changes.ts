import type { Analysis } from '../core/analysis.ts';
import type { LandedEvent, ProjectAnalysis } from '../core/landed.ts';
import { leftoversOf } from '../core/leftovers.ts';
import { loadsOf } from '../core/loads.ts';
import { type Beat, namesSomebody, type Thread } from '../core/thread.ts';
import { arrivedOf, isExit, isLogin, knownOf } from './beats.ts';
import { forgetsUser, needsNoReset } from './differences.ts';
import type { FlowInput } from './flow.ts';

/** The stretch from one known person to the next on the same browser. Numbers are places in the thread's beats. */
export type Change = {
  readonly first: string;
  /** Where the first person was identified; -1 when they already were when the story starts. */
  readonly since: number;
  readonly start: number;
  /** First sign of leaving: a log-out, a reset, or the next person. */
  readonly left: number;
  /** The log-out or expiry that was seen. */
  readonly exit: number | null;
  readonly reset: number | null;
  readonly next: number | null;
  readonly second: string | null;
  readonly end: number;
};

/** How long a log-out may take until the reset, in ms. */
export const logoutWait = 5_000;

/** Whether a reset was called shortly before: the page that a session's end leads to may show it only after that. */
const wasResetBefore = (beats: readonly Beat[], at: number): boolean => {
  const end = beats[at]?.at ?? 0;
  for (let before = at - 1; before >= 0; before -= 1) {
    const beat = beats[before];
    if (beat === undefined || end - beat.at > logoutWait) return false;
    if (beat.kind === 'reset' && beat.call !== null) return true;
  }
  return false;
};

/** A session that expires and is renewed at once, with nobody reset, has not ended. */
const isRotation = (beats: readonly Beat[], at: number): boolean => {
  const exit = beats[at];
  if (exit?.kind !== 'signal' || exit.signal !== 'expiry' || wasResetBefore(beats, at)) return false;
  for (let later = at + 1; later < beats.length; later += 1) {
    const beat = beats[later];
    if (beat === undefined || beat.at - exit.at > logoutWait || beat.kind === 'reset') return false;
    if (isLogin(beat)) return true;
  }
  return false;
};

/** What each beat says of leaving, for SDKs of one vendor. */
const readerOf = ({ beats }: Thread, { vendor }: ProjectAnalysis, leftovers: ReadonlySet<Beat>) => {
  const clears = (b: Beat): boolean => b.kind === 'reset' && knownOf(b.after) === null && !leftovers.has(b);
  /** An SDK that forgets the user with every page tells nothing by that: it takes a log-out to make it one. */
  const clearsBySelf = (b: Beat): boolean => clears(b) && (b.kind !== 'reset' || b.call !== null || !forgetsUser(vendor));
  const leaves = (b: Beat, at: number): boolean => isExit(b) && !isRotation(beats, at);
  const identifiesOther = (b: Beat, first: string): boolean =>
    b.kind === 'identify' && knownOf(b.after) !== null && knownOf(b.after) !== first && !leftovers.has(b);
  const find = (from: number, is: (b: Beat, at: number) => boolean): number => {
    for (let at = from; at < beats.length; at += 1) {
      const beat = beats[at];
      if (beat !== undefined && is(beat, at)) return at;
    }
    return -1;
  };
  return { clears, clearsBySelf, leaves, identifiesOther, find };
};

/**
 * Whether the user was gone without a call, and the visitor was not: an SDK whose ids another host of the site has not, or has
 * older ones of. https://posthog.com/docs/libraries/js/persistence
 */
const wasForgotten = ({ beats, evidence }: Thread, at: number): boolean => {
  const beat = beats[at];
  return (
    beat?.kind === 'reset' &&
    beat.call === null &&
    evidence === 'calls' &&
    beat.before.anonymousId !== null &&
    beat.before.anonymousId === beat.after.anonymousId
  );
};

/** Beats of other tabs, which were open when somebody left, know of it later, if at all. */
export const isElsewhere = (analysis: Analysis, left: Beat | undefined, beat: Beat): boolean =>
  left !== undefined &&
  beat.document !== left.document &&
  beat.tab !== null &&
  beat.tab !== left.tab &&
  (loadsOf(analysis).get(beat.document)?.openedAt ?? left.at) < left.at;

/** Everybody who was known in a thread, and how they left. */
export const changesOf = ({ analysis, project }: FlowInput, thread: Thread): readonly Change[] => {
  const { beats } = thread;
  const leftovers = leftoversOf(analysis, thread);
  const { clears, clearsBySelf, leaves, identifiesOther, find } = readerOf(thread, project, leftovers);
  const changes: Change[] = [];
  const orNull = (at: number): number | null => (at === -1 ? null : at);
  let from = 0;
  for (;;) {
    const since = find(from, (b) => knownOf(b.after) !== null);
    const first = knownOf(beats[since]?.after);
    if (since === -1 || first === null) return changes;
    let search = since;
    for (;;) {
      const left = find(search, (b, at) => knownOf(b.before) === first && (leaves(b, at) || clearsBySelf(b) || identifiesOther(b, first)));
      if (left === -1) return changes;
      const next = find(left, (b) => namesSomebody(b) && !leftovers.has(b));
      const stop = next === -1 ? beats.length : next;
      const reset = find(left, (b, at) => at >= stop || clears(b));
      const wasReset = reset !== -1 && reset < stop;
      const second = knownOf(beats[next]?.after);
      if (next !== -1 && (!wasReset || wasForgotten(thread, reset)) && second === first && !beats.slice(left, next).some(isLogin)) {
        // Named again without a log-in: the session went on.
        search = next + 1;
        continue;
      }
      const again =
        next === -1 ? -1 : find(next + 1, (b, at) => leaves(b, at) || clears(b) || (second !== null && identifiesOther(b, second)));
      const exit = find(left, (b, at) => at >= stop || leaves(b, at));
      changes.push({
        first,
        since: knownOf(beats[since]?.before) === first ? -1 : since,
        start: from,
        left,
        exit: exit !== -1 && exit < stop ? exit : null,
        reset: wasReset ? reset : null,
        next: orNull(next),
        second,
        end: again === -1 ? beats.length : again,
      });
      if (next === -1) return changes;
      from = next;
      break;
    }
  }
};

/** Where the first person's events end. A log-out event between the click and the reset, or before the page goes away, is still theirs. */
export const borderOf = (beats: readonly Beat[], change: Change, project: ProjectAnalysis): number => {
  if (change.reset !== null) return change.reset;
  if (needsNoReset(project)) return change.next ?? beats.length;
  const exit = beats[change.left];
  // The next person was identified outright: what follows is theirs.
  if (exit?.kind === 'identify') return change.left;
  const gone = beats
    .slice(change.left + 1, change.next ?? beats.length)
    .findIndex((b) => b.document !== exit?.document || b.kind === 'route' || b.kind === 'identify' || b.at - exit.at > logoutWait);
  return gone === -1 ? (change.next ?? beats.length) : change.left + 1 + gone;
};

/** Events of the old user that come too late to be part of the log-out: on a page opened after it, or when the wait is over. */
export const lateEvents = (analysis: Analysis, beats: readonly Beat[], { first, left, next }: Change): readonly LandedEvent[] => {
  const exit = beats[left];
  if (exit === undefined) return [];
  const rest = beats.slice(left, next ?? beats.length);
  const login = rest.findIndex(isLogin);
  return arrivedOf(
    (login === -1 ? rest : rest.slice(0, login)).filter(
      (b) =>
        !isElsewhere(analysis, exit, b) &&
        (b.at - exit.at > logoutWait || (loadsOf(analysis).get(b.document)?.openedAt ?? exit.at) > exit.at),
    ),
  ).filter((e) => e.event.ids.knownId === first);
};
