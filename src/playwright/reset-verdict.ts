import type { Analysis } from '../core/analysis.ts';
import type { ProjectAnalysis } from '../core/landed.ts';
import { type Beat, namesSomebody, type Thread, threadsOf } from '../core/thread.ts';
import { counted, eventNameFirst, resetCall } from '../core/wording.ts';
import { arrivedOf, isExit, knownOf } from '../flows/beats.ts';
import { logoutWait } from '../flows/changes.ts';
import { keepsAnonymousId } from '../flows/differences.ts';
import type { Verdict } from './verdict.ts';

/** A test may say that it logged out after the page has reset already. */
const startOf = ({ beats }: Thread, exit: number): number => {
  const at = beats[exit]?.at ?? 0;
  if (knownOf(beats[exit]?.before) !== null) return exit;
  for (let place = exit - 1; place >= 0; place -= 1) {
    const beat = beats[place];
    if (beat === undefined || at - beat.at > logoutWait || namesSomebody(beat)) break;
    if (beat.kind === 'reset' && knownOf(beat.before) !== null) return place;
  }
  return exit;
};

/** Calls where they were observed, else what storage shows. */
const resetsIn = (beats: readonly Beat[]): readonly Beat[] => {
  const all = beats.filter(({ kind }) => kind === 'reset');
  const calls = all.filter((beat) => beat.kind === 'reset' && beat.call !== null);
  return calls.length > 0 ? calls : all;
};

const judgeThread = (thread: Thread, project: ProjectAnalysis): Verdict => {
  const { vendor } = project;
  const name = `${vendor} ${project.project}`;
  const { beats } = thread;
  const exit = beats.findLastIndex(isExit);
  if (exit === -1) {
    const why = `${name}: no log-out was seen. Log out as a person does, by the page's own control, or say it in the test: await identity.loggedOut().`;
    return { holds: null, why };
  }
  const start = startOf(thread, exit);
  const first = knownOf(beats[start]?.before);
  const rest = beats.slice(start);
  const next = rest.findIndex((beat, at) => at > 0 && namesSomebody(beat));
  const until = next === -1 ? rest : rest.slice(0, next);
  const resets = resetsIn(until);
  const [reset] = resets;
  if (reset === undefined) {
    const why =
      first === null
        ? `${name}: nobody was identified when the log-out came, and no reset followed.`
        : `${name}: ${first} logged out, but ${resetCall(vendor)} was not called, so the SDK still holds ${first}. Call it in the log-out handler, after the log-out event.`;
    return { holds: false, why };
  }
  if (resets.length > 1) {
    const why = `${name}: the SDK was reset ${resets.length} times since the last log-out. Each needless reset makes another anonymous visitor: call ${resetCall(vendor)} once, in the log-out handler and not on every page.`;
    return { holds: false, why };
  }
  const still = knownOf(reset.after);
  if (still !== null) return { holds: false, why: `${name}: the SDK was reset, but it still holds ${still}.` };
  const kept = reset.before.anonymousId !== null && reset.before.anonymousId === reset.after.anonymousId;
  if (kept && keepsAnonymousId(vendor) === 'never') {
    const why = `${name}: the SDK was reset, but the anonymous id ${reset.after.anonymousId} survived: the next visitor would be taken for the same.`;
    return { holds: false, why };
  }
  const late =
    first === null
      ? []
      : arrivedOf(rest.slice(rest.indexOf(reset), next === -1 ? undefined : next)).filter((e) => e.event.ids.knownId === first);
  if (late[0] !== undefined) {
    const more = late.length > 1 ? ` and ${counted(late.length - 1, 'more event')}` : '';
    return { holds: false, why: `${name}: ${eventNameFirst(late[0])}${more} still carried ${first} after the reset.` };
  }
  return {
    holds: true,
    why: `${name}: reset exactly once since the last log-out${first === null ? '' : ` of ${first}`}, and it took effect.`,
  };
};

/** Whether a project was reset exactly once since the last log-out, and whether that took effect. */
export const resetVerdict = (analysis: Analysis, project: ProjectAnalysis): Verdict => {
  const threads = threadsOf(analysis, project).filter(({ device }) => device !== null);
  const verdicts = threads.map((thread) => judgeThread(thread, project));
  return (
    verdicts[0] ?? { holds: null, why: `${project.vendor} ${project.project}: only its requests were seen, which do not tell of resets.` }
  );
};
