import type { Analysis } from '../core/analysis.ts';
import type { LandedEvent, ProjectAnalysis } from '../core/landed.ts';
import { loadsOf, nextLoad } from '../core/loads.ts';
import { type Beat, namesSomebody, type Thread, threadsOf } from '../core/thread.ts';
import { counted, eventNameFirst } from '../core/wording.ts';
import type { Flow, FlowStep } from './flow.ts';
import { freshVisitor, isOver, numbered, step } from './steps.ts';

/** The stretch from one known person to the next on the same browser. Indices into the thread's beats. */
type Change = {
  readonly first: string;
  /** Where the first person was identified; -1 when they already were when the story starts. */
  readonly since: number;
  readonly start: number;
  /** First sign of leaving: a log-out, a reset, or the next person. */
  readonly left: number;
  readonly reset: number | null;
  readonly next: number | null;
  readonly second: string | null;
  readonly end: number;
};

const isExit = (b: Beat): boolean => b.kind === 'signal' && b.signal !== 'login' && b.confirmed;
const known = (b: Beat | undefined, side: 'before' | 'after'): string | null => b?.[side].knownId || null;
const identifiesOther = (b: Beat, first: string): boolean =>
  b.kind === 'identify' && known(b, 'after') !== null && known(b, 'after') !== first;
const clears = (b: Beat): boolean => b.kind === 'reset' && known(b, 'after') === null;

const changesOf = (thread: Thread): readonly Change[] => {
  const { beats } = thread;
  const changes: Change[] = [];
  let from = 0;
  for (;;) {
    const since = beats.findIndex((b, at) => at >= from && known(b, 'after') !== null);
    const first = known(beats[since], 'after');
    if (since === -1 || first === null) return changes;
    const left = beats.findIndex(
      (b, at) => at >= since && known(b, 'before') === first && (isExit(b) || clears(b) || identifiesOther(b, first)),
    );
    if (left === -1) return changes;
    const next = beats.findIndex((b, at) => at >= left && namesSomebody(b));
    const stop = next === -1 ? beats.length : next;
    const reset = beats.findIndex((b, at) => at >= left && at < stop && clears(b));
    const second = known(beats[next], 'after');
    const leavesAgain =
      next === -1
        ? -1
        : beats.findIndex((b, at) => at > next && (isExit(b) || clears(b) || (second !== null && identifiesOther(b, second))));
    const identified = known(beats[since], 'before') === first ? -1 : since;
    changes.push({
      first,
      since: identified,
      start: from,
      left,
      reset: reset === -1 ? null : reset,
      next: next === -1 ? null : next,
      second,
      end: leavesAgain === -1 ? beats.length : leavesAgain,
    });
    if (next === -1) return changes;
    from = next;
  }
};

const eventsOf = (beats: readonly Beat[]): readonly LandedEvent[] =>
  beats.flatMap((b) => (b.kind === 'event' && b.event.included && b.event.profile !== null ? [b.event] : []));

/** How long a log-out may take until the reset, in ms. */
const logoutWait = 5_000;

/**
 * Where the first person's events end. A log-out event between the click and the reset, or before the page
 * goes away, is still theirs.
 */
const borderOf = (beats: readonly Beat[], change: Change): number => {
  if (change.reset !== null) return change.reset;
  const exit = beats[change.left];
  // The next person was identified outright: what follows is theirs.
  if (exit?.kind === 'identify') return change.left;
  const gone = beats.findIndex(
    (b, at) =>
      at > change.left && (b.document !== exit?.document || b.kind === 'route' || b.kind === 'identify' || b.at - exit.at > logoutWait),
  );
  return gone === -1 ? beats.length : gone;
};

const resetStep = (beats: readonly Beat[], change: Change, over: boolean): FlowStep => {
  const name = 'reset-took-effect';
  const pending = over ? 'fail' : 'waiting';
  const before = beats[change.left]?.before;
  if (change.reset === null) {
    if (change.second !== null) return step(name, 'fail', `${change.second} was identified while the SDK still held ${change.first}.`);
    const still = eventsOf(beats.slice(change.left)).find(
      (e) => e.event.ids.knownId === change.first && e.document !== beats[change.left]?.document,
    );
    return still === undefined
      ? step(name, pending, `The SDK still holds ${change.first}.`)
      : step(name, 'fail', `${eventNameFirst(still)} still carried ${change.first} after the log-out.`);
  }
  const beat = beats[change.reset];
  if (
    beat !== undefined &&
    beat.after.anonymousId !== null &&
    [before, beat.before].some((ids) => ids?.anonymousId === beat.after.anonymousId)
  )
    return step(name, 'fail', `The anonymous id ${beat.after.anonymousId} survived the reset.`);
  const between = eventsOf(beats.slice(change.reset, change.next ?? beats.length));
  const old = between.find(
    (e) => e.event.ids.knownId === change.first || (before !== undefined && e.event.ids.anonymousId === before.anonymousId),
  );
  return old === undefined
    ? step(name, 'pass', `${change.first} is gone from storage and from what is sent, and the anonymous id changed.`)
    : step(name, 'fail', `${eventNameFirst(old)} still carried the old identity after the reset.`);
};

/** Whether a reset had its time: on the page of the log-out, or on one that followed. */
const resetIsDue = (analysis: Analysis, exit: Beat): boolean => {
  const closed = loadsOf(analysis).get(exit.document)?.closedAt ?? analysis.until;
  return closed - exit.at >= logoutWait || nextLoad(analysis, exit.document, exit.at) !== null;
};

const nobodyStep = (project: ProjectAnalysis, beats: readonly Beat[], change: Change): FlowStep => {
  const name = 'anonymous-lands-on-nobody';
  const between = eventsOf(beats.slice(borderOf(beats, change), change.next ?? beats.length));
  if (between.length === 0)
    return change.next === null
      ? step(name, 'waiting', 'No event was sent after the log-out yet.')
      : step(name, 'not-applicable', 'No event was sent between the log-out and the next log-in.');
  const people = new Set(project.profiles.filter((p) => p.known).map((p) => p.label));
  const wrong = between.filter((e) => e.landedOn !== null && people.has(e.landedOn));
  const one = wrong[0];
  if (one === undefined)
    return step(name, 'pass', `${counted(between.length, 'event')} after the log-out landed on a new anonymous visitor.`);
  return step(name, 'fail', `${eventNameFirst(one)} landed on ${one.landedOn} after the log-out.`);
};

const apartStep = (beats: readonly Beat[], change: Change): FlowStep => {
  const name = 'kept-apart';
  if (change.next === null || change.second === null) return step(name, 'waiting', 'Nobody else has logged in yet.');
  const border = borderOf(beats, change);
  const ofFirst = eventsOf(beats.slice(change.start, border));
  const ofSecond = eventsOf(beats.slice(border, change.end));
  const profileOf = (events: readonly LandedEvent[], id: string) => events.find((e) => e.event.ids.knownId === id)?.profile ?? null;
  const firstProfile = profileOf(ofFirst, change.first);
  const secondProfile = profileOf(ofSecond, change.second);
  if (firstProfile === null || secondProfile === null) {
    const silent = firstProfile === null ? change.first : change.second;
    return step(name, 'waiting', `No event of ${silent} has reached the vendor yet.`);
  }
  if (firstProfile === secondProfile) return step(name, 'fail', `${change.first} and ${change.second} are one and the same user.`);
  const taken = ofSecond.filter((e) => e.profile === firstProfile);
  const given = ofFirst.filter((e) => e.profile === secondProfile);
  if (taken.length + given.length === 0)
    return step(name, 'pass', `${change.first} has none of ${change.second}'s events, and ${change.second} none of ${change.first}'s.`);
  return taken.length > 0
    ? step(
        name,
        'fail',
        `${counted(taken.length, 'event')} after ${change.first} left ${taken.length === 1 ? 'is' : 'are'} on ${change.first}.`,
      )
    : step(name, 'fail', `${counted(given.length, 'event')} of ${change.first} ${given.length === 1 ? 'is' : 'are'} on ${change.second}.`);
};

const judgeChange = (analysis: Analysis, project: ProjectAnalysis, thread: Thread, change: Change): readonly FlowStep[] => {
  const { beats } = thread;
  const left = beats[change.left];
  const over = isOver(analysis, thread) && (left === undefined || resetIsDue(analysis, left));
  const ids = beats.slice(change.start, change.left + 1).flatMap((b) => [b.before.anonymousId, b.before.knownId]);
  const first =
    change.since === -1
      ? step('first-logs-in', 'not-applicable', `${change.first} was already logged in when the recording started.`)
      : step('first-logs-in', 'pass', `Identified as ${change.first}.`);
  const exit = beats.slice(Math.max(change.since, change.start), change.next ?? beats.length).find(isExit);
  const logout =
    exit !== undefined
      ? step('logout', 'pass', 'A log-out was seen.')
      : thread.evidence === 'wire'
        ? step('logout', 'not-applicable', 'Requests alone do not tell of log-outs.')
        : step('logout', 'waiting', 'No log-out was seen. If you did log out, press "I logged out".');
  const second =
    change.second === null
      ? step('second-logs-in', 'waiting', 'Log in as somebody else, in the same browser.')
      : step('second-logs-in', 'pass', `Identified as ${change.second}.`);
  return [
    freshVisitor(thread, ids),
    first,
    logout,
    resetStep(beats, change, over),
    nobodyStep(project, beats, change),
    second,
    apartStep(beats, change),
  ];
};

/** Two people use one browser, one after the other, and stay two. */
export const sharedDevice: Flow = {
  id: 'shared-device',
  title: 'Two people share a device',
  cite: 'https://docs.mixpanel.com/docs/tracking-methods/id-management/identifying-users-simplified',
  steps: [
    { step: 'fresh-visitor', title: 'Fresh visitor' },
    { step: 'first-logs-in', title: 'The first person logs in' },
    { step: 'logout', title: 'They log out' },
    { step: 'reset-took-effect', title: 'The reset took effect' },
    { step: 'anonymous-lands-on-nobody', title: 'What follows lands on nobody known' },
    { step: 'second-logs-in', title: 'The second person logs in' },
    { step: 'kept-apart', title: 'Neither has events of the other' },
  ],
  judge: ({ analysis, project }) => {
    const runs = threadsOf(analysis, project).flatMap((thread) => {
      // Without a browser a thread follows one anonymous id, which two people only share by mistake: rules tell of that.
      if (thread.device === null) return [];
      const changes = changesOf(thread).filter((c) => c.second !== c.first);
      const complete = changes.some((c) => c.second !== null);
      return changes.filter((c) => c.second !== null || !complete).map((change) => judgeChange(analysis, project, thread, change));
    });
    return numbered(runs, ['fresh-visitor']);
  },
};
