import type { Analysis } from '../core/analysis.ts';
import type { LandedEvent } from '../core/landed.ts';
import { allClosed } from '../core/loads.ts';
import { type Beat, type Thread, threadsOf } from '../core/thread.ts';
import type { FlowInput, FlowRun, FlowStep, FlowVerdict, StepPlace, StepVerdict } from './flow.ts';

const placeOf = (at: Beat | LandedEvent): StepPlace => ('index' in at ? { event: at.index } : { moment: at.key });

/** `at` is what decided it, where anything that happened did. */
export const step = (name: string, verdict: StepVerdict, why: string, at?: Beat | LandedEvent): FlowStep =>
  at === undefined ? { step: name, verdict, why } : { step: name, verdict, why, at: placeOf(at) };

/**
 * A failure is a failure whatever went before. A pass needs every step of `needed` to have been possible:
 * what the browser knew before recording, for one, spoils the conclusion.
 */
export const verdictOf = (steps: readonly FlowStep[], needed: readonly string[]): FlowVerdict => {
  if (steps.some((s) => s.verdict === 'fail')) return 'fail';
  if (steps.some((s) => needed.includes(s.step) && s.verdict === 'not-applicable')) return 'not-applicable';
  return steps.some((s) => s.verdict === 'waiting') ? 'incomplete' : 'pass';
};

/** The steps of one run. */
export type Steps = readonly FlowStep[];

export const numbered = (runs: readonly Steps[], needed: readonly string[]): readonly FlowRun[] =>
  runs.map((steps, at) => ({ run: at + 1, verdict: verdictOf(steps, needed), steps }));

/** Looks for runs in the story of each device, and numbers them. */
export const runsOf = (
  { analysis, project }: FlowInput,
  needed: readonly string[],
  ofThread: (thread: Thread) => readonly Steps[],
): readonly FlowRun[] => numbered(threadsOf(analysis, project).flatMap(ofThread), needed);

/** The first step of every flow, because the tester's browser has a history of its own. `ids` are those that the run rests on. */
export const freshVisitor = (thread: Thread, ids: readonly (string | null)[]): FlowStep => {
  const name = 'fresh-visitor';
  if (thread.device === null) return step(name, 'pass', 'In a file of events the story starts with the first line.');
  if (thread.evidence === 'wire') return step(name, 'pass', 'Only requests were seen: the story starts with the first of them.');
  const stored = thread.storedBefore;
  if (stored === null) return step(name, 'not-applicable', 'What this browser had stored before the recording is not known.');
  const old = [stored.anonymousId, stored.knownId].find((id) => id !== null && ids.includes(id));
  return old === undefined
    ? step(name, 'pass', 'Nothing about this visitor was stored before the recording.')
    : step(
        name,
        'not-applicable',
        `${old} was already stored when recording started and may have been linked before. Clear the site's data, or use a private window.`,
      );
};

/** What every flow's list of steps begins with. */
export const freshVisitorTitle = { step: 'fresh-visitor', title: 'Fresh visitor' } as const;

/** The ids that an SDK held in a stretch of its story. */
export const idsIn = (beats: readonly Beat[]): readonly (string | null)[] =>
  beats.flatMap((b) => [b.before.anonymousId, b.before.knownId, b.kind === 'event' ? b.event.event.ids.anonymousId : null]);

/** True when nothing more can come: every page of the device is closed. */
export const isOver = (analysis: Analysis, thread: Thread): boolean => thread.device === null || allClosed(analysis, thread.device);
