import type { Analysis } from '../core/analysis.ts';
import type { LandedEvent, ProjectAnalysis } from '../core/landed.ts';
import { leftoversOf } from '../core/leftovers.ts';
import type { Beat, Thread } from '../core/thread.ts';
import { becomesKnown, isExit, isLogin } from './beats.ts';

/** One visitor from arriving to leaving, with the moment they became known; `identify` is -1 when they never did. */
export type Visit = { readonly beats: readonly Beat[]; readonly identify: number; readonly ended: boolean };

/** Cuts a thread where a known person leaves, and keeps the visits in which somebody logged in or was identified. */
export const visitsOf = (analysis: Analysis, thread: Thread): readonly Visit[] => {
  const leftovers = leftoversOf(analysis, thread);
  const leaves = (b: Beat): boolean => (b.kind === 'reset' && b.before.knownId !== null && !leftovers.has(b)) || isExit(b);
  const visits: Visit[] = [];
  let start = 0;
  const close = (end: number, ended: boolean) => {
    const beats = thread.beats.slice(start, end);
    const identify = beats.findIndex(becomesKnown);
    const anonymous = beats[0]?.before.knownId === null || identify !== -1;
    if (anonymous && (identify !== -1 || beats.some((b) => isLogin(b) && b.before.knownId === null)))
      visits.push({ beats, identify, ended });
  };
  thread.beats.forEach((beat, at) => {
    if (!leaves(beat)) return;
    close(at, true);
    start = at + 1;
  });
  close(thread.beats.length, false);
  return visits;
};

/** The event of a server, or of another device, that links these visitors' events to somebody; null when none does. */
export const linkedElsewhere = (project: ProjectAnalysis, thread: Thread, events: readonly LandedEvent[]): LandedEvent | null => {
  for (const event of events) {
    if (event.slot === null) continue;
    const because = project.because(event);
    const cause = because.kind === 'linked' ? project.events[because.event] : undefined;
    if (cause !== undefined && cause.device !== thread.device && cause.event.ids.knownId !== null) return cause;
  }
  return null;
};
