import type { ProjectAnalysis } from '../core/landed.ts';
import type { Thread } from '../core/thread.ts';
import { arrivedOf, isLogin } from './beats.ts';
import { type Change, changesOf, logoutWait } from './changes.ts';
import { renewsItself } from './differences.ts';
import type { Flow, FlowStep } from './flow.ts';
import { apartStep } from './kept-apart.ts';
import { firstStep, idsOfFirst, type Leaving, resetStep } from './leaving.ts';
import { freshVisitor, freshVisitorTitle, runsOf, step } from './steps.ts';

/** From one account straight to another: nobody logged out, nobody logged in, and nothing happened in between. */
const isSwitch = ({ beats }: Thread, { first, second, exit, left, next, reset }: Change): boolean => {
  const to = beats[next ?? -1];
  const from = beats[reset ?? next ?? -1];
  if (second === null || second === first || exit !== null || next === null || to === undefined || from === undefined) return false;
  const between = beats.slice(left, next);
  return !between.some(isLogin) && (reset === null || (to.at - from.at <= logoutWait && arrivedOf(beats.slice(reset, next)).length === 0));
};

const between = (leaving: Leaving, project: ProjectAnalysis): FlowStep => {
  const name = 'reset-between';
  const { first, second, reset, next } = leaving.change;
  const to = leaving.thread.beats[next ?? -1];
  if (reset === null && renewsItself(project.vendor) && to !== undefined && to.before.anonymousId !== to.after.anonymousId)
    return step(name, 'pass', `The SDK made a new anonymous id itself when ${second} followed ${first}.`, to);
  return { ...resetStep(leaving), step: name };
};

/** Somebody with two accounts goes from one to the other without logging out. */
export const accountSwitch: Flow = {
  id: 'account-switch',
  title: 'Switching accounts without logging out',
  cite: 'https://posthog.com/docs/product-analytics/identify',
  steps: [
    freshVisitorTitle,
    { step: 'first-account', title: 'Logged in to the first account' },
    { step: 'reset-between', title: 'A reset between the two' },
    { step: 'second-account', title: 'Identified as the second account' },
    { step: 'kept-apart', title: 'Neither has events of the other' },
  ],
  judge: (input) =>
    runsOf(input, [], (thread) =>
      thread.device === null
        ? []
        : changesOf(input, thread)
            .filter((change) => isSwitch(thread, change))
            .map((change) => {
              const leaving = { ...input, thread, change };
              return [
                freshVisitor(thread, idsOfFirst(leaving)),
                firstStep(leaving, 'first-account'),
                between(leaving, input.project),
                step('second-account', 'pass', `Identified as ${change.second}.`, thread.beats[change.next ?? -1]),
                apartStep(leaving),
              ];
            }),
    ),
};
