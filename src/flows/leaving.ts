import type { Analysis } from '../core/analysis.ts';
import type { LandedEvent, ProjectAnalysis } from '../core/landed.ts';
import type { Thread } from '../core/thread.ts';
import { counted, eventNameFirst } from '../core/wording.ts';
import { arrivedOf, eventsOf, profileOf } from './beats.ts';
import { borderOf, type Change, isElsewhere, lateEvents } from './changes.ts';
import { keepsAnonymousId, needsNoReset } from './differences.ts';
import type { FlowStep } from './flow.ts';
import { step } from './steps.ts';

/** One change of people with all that its steps are judged by. */
export type Leaving = {
  readonly analysis: Analysis;
  readonly project: ProjectAnalysis;
  readonly thread: Thread;
  readonly change: Change;
};

/** Whether somebody was seen to log out. */
export const exitStep = ({ thread, change: { exit } }: Leaving): FlowStep => {
  const name = 'logout';
  const beat = exit === null ? undefined : thread.beats[exit];
  if (beat?.kind === 'signal')
    return step(name, 'pass', beat.signal === 'expiry' ? 'The session was seen to expire.' : 'A log-out was seen.', beat);
  return thread.evidence === 'wire'
    ? step(name, 'not-applicable', 'Requests alone do not tell of log-outs.')
    : step(name, 'waiting', 'No log-out was seen. If you did log out, press “I logged out”.');
};

/** The first person, who may have been there before the recording. */
export const firstStep = ({ thread, change: { first, since } }: Leaving, name: string): FlowStep =>
  since === -1
    ? step(name, 'not-applicable', `${first} was already logged in when the recording started.`)
    : step(name, 'pass', `Identified as ${first}.`, thread.beats[since]);

/** Events between leaving and the next person, those of other tabs left out. The next person may be named before it shows who the SDK holds. */
const eventsBetween = ({ analysis, thread: { beats }, change }: Leaving, from: number): readonly LandedEvent[] => {
  const { first, second, left, next } = change;
  const between = arrivedOf(beats.slice(from, next ?? beats.length).filter((b) => !isElsewhere(analysis, beats[left], b)));
  const named = second === null || second === first ? -1 : between.findIndex((e) => e.event.ids.knownId === second);
  return named === -1 ? between : between.slice(0, named);
};

const missingReset = (leaving: Leaving): FlowStep => {
  const name = 'reset-took-effect';
  const { analysis, project, thread, change } = leaving;
  const { first, second } = change;
  if (needsNoReset(project))
    return step(name, 'not-applicable', 'With Original ID Merge a reset is due only where another person is certain to follow.');
  const [late] = lateEvents(analysis, thread.beats, change);
  if (late !== undefined) return step(name, 'fail', `${eventNameFirst(late)} still carried ${first} after the log-out.`, late);
  if (second === null) return step(name, 'waiting', `The SDK still holds ${first}.`);
  if (second === first) return step(name, 'not-applicable', `${first} came back before anything else was sent.`);
  const next = thread.beats[change.next ?? 0];
  const { before, after } = next ?? {};
  if (thread.evidence === 'storage' && before?.anonymousId !== after?.anonymousId)
    return step(name, 'not-applicable', `Calls could not be observed: whether ${first} was reset before ${second} cannot be told.`);
  return step(name, 'fail', `${second} was identified while the SDK still held ${first}.`, next);
};

/** Whether the anonymous id outlived the reset; null when it did not. */
const survivingId = ({ thread: { beats }, change }: Leaving): string | null => {
  const reset = beats[change.reset ?? -1];
  const id = reset?.after.anonymousId ?? null;
  return id !== null && [beats[change.left], reset].some((b) => b?.before.anonymousId === id) ? id : null;
};

/** Whether the known id is gone, and the anonymous one with it. */
export const resetStep = (leaving: Leaving): FlowStep => {
  const name = 'reset-took-effect';
  const { project, thread, change } = leaving;
  const { first, second, reset } = change;
  if (reset === null) return missingReset(leaving);
  const beat = thread.beats[reset];
  const id = survivingId(leaving);
  const keeps = keepsAnonymousId(project.vendor);
  if (id !== null && keeps === 'never') return step(name, 'fail', `The anonymous id ${id} survived the reset.`, beat);
  if (id !== null && keeps === 'unless-asked' && second !== null && second !== first)
    return step(name, 'fail', `The anonymous id ${id} survived the reset: only reset(true) renews it.`, beat);
  const before = thread.beats[change.left]?.before.anonymousId ?? null;
  const old = eventsBetween(leaving, reset).find(
    ({ event: { ids } }) => ids.knownId === first || (id === null && before !== null && ids.anonymousId === before && keeps === 'never'),
  );
  if (old !== undefined) return step(name, 'fail', `${eventNameFirst(old)} still carried the old identity after the reset.`, old);
  return id === null
    ? step(name, 'pass', `${first} is gone from storage and from what is sent, and the anonymous id changed.`, beat)
    : step(
        name,
        'pass',
        `${first} is gone. This vendor keeps the anonymous id ${id}${keeps === 'always' ? '' : ' unless told otherwise'}.`,
        beat,
      );
};

/** Events that wait for their batch may arrive when the next person has been identified, whose history they are by then. */
const cameLate = (
  { project, thread: { beats }, change: { second, next, end } }: Leaving,
  { landsOn, landedOn, index }: LandedEvent,
): boolean => {
  if (second === null || next === null || landsOn !== landedOn) return false;
  const later = eventsOf(beats.slice(next, end)).filter((e) => e.event.ids.knownId === second);
  const person = project.profiles.find((p) => p.id === profileOf(later, second));
  return person?.label === landedOn && later.some((e) => e.index < index);
};

/** Whether what comes after a log-out counts for nobody known. */
export const nobodyStep = (leaving: Leaving, name: string): FlowStep => {
  const { project, thread, change } = leaving;
  const between = eventsBetween(leaving, borderOf(thread.beats, change, project));
  if (change.reset === null && needsNoReset(project))
    return step(name, 'not-applicable', `Without a reset everything counts for ${change.first} until somebody else is identified.`);
  if (between.length === 0)
    return change.next === null
      ? step(name, 'waiting', 'No event was sent after the log-out yet.')
      : step(name, 'not-applicable', 'No event was sent between the log-out and the next log-in.');
  const people = new Set(project.profiles.filter((p) => p.known).map((p) => p.label));
  const one = between.find((e) => e.landedOn !== null && people.has(e.landedOn) && !cameLate(leaving, e));
  if (one === undefined)
    return step(name, 'pass', `${counted(between.length, 'event')} after the log-out landed on a new anonymous visitor.`, between[0]);
  const keeps = keepsAnonymousId(project.vendor);
  if (keeps === 'always' || (keeps === 'unless-asked' && survivingId(leaving) !== null && (change.second ?? change.first) === change.first))
    return step(name, 'not-applicable', `The anonymous id stays, so that ${one.landedOn} is the last person known on this device.`, one);
  // Before a wait is over, the reset may still come.
  if (change.reset === null && change.second === null && lateEvents(leaving.analysis, thread.beats, change).length === 0)
    return step(name, 'waiting', 'What follows the log-out is not seen yet.');
  if (change.reset === null && change.second === change.first)
    return step(name, 'not-applicable', `${change.first} came back before anything else was sent.`);
  return step(name, 'fail', `${eventNameFirst(one)} landed on ${one.landedOn} after the log-out.`, one);
};

/** The ids of the first person, which a past before the recording would spoil. */
export const idsOfFirst = ({ thread: { beats }, change }: Leaving): readonly (string | null)[] =>
  beats.slice(change.start, change.left + 1).flatMap((b) => [b.before.anonymousId, b.before.knownId]);

/** Events of the first person while they were known. */
export const eventsOfFirst = ({ thread: { beats }, project, change }: Leaving): readonly LandedEvent[] =>
  eventsOf(beats.slice(Math.max(change.since, change.start), borderOf(beats, change, project)));
