import { isPlaceholder } from '../core/placeholder.ts';
import type { Beat, Thread } from '../core/thread.ts';
import { counted } from '../core/wording.ts';
import { arrivedOf, eventsOf, isLogin, landedOf, profileOf } from './beats.ts';
import { type Change, changesOf } from './changes.ts';
import type { Flow, FlowStep } from './flow.ts';
import { historyStep } from './history.ts';
import { eventsOfFirst, exitStep, idsOfFirst, type Leaving, resetStep } from './leaving.ts';
import { freshVisitor, freshVisitorTitle, isOver, runsOf, step } from './steps.ts';

/** Whether somebody who left and came back is one person. */
const onePerson = (leaving: Leaving): readonly FlowStep[] => {
  const { analysis, project, thread, change } = leaving;
  const { first, next, end } = change;
  const before = landedOf(thread.beats.slice(change.start, change.left)).concat(eventsOfFirst(leaving));
  const after = eventsOf(thread.beats.slice(next ?? thread.beats.length, end));
  const [was, is] = [profileOf(before, first), profileOf(after, first)];
  const over = end < thread.beats.length || isOver(analysis, thread);
  const history =
    change.reset === null
      ? []
      : arrivedOf(thread.beats.slice(change.reset, next ?? thread.beats.length)).filter((e) => e.event.ids.knownId === null);
  const open = (name: string, why: string): FlowStep => step(name, over ? 'fail' : 'waiting', why);
  const profile =
    is === null || was === null
      ? step('one-profile', 'waiting', `No event of ${first} was sent ${was === null ? 'before the log-out' : 'since they came back'}.`)
      : was === is
        ? step('one-profile', 'pass', `What ${first} did before and after is on one profile.`, after[0])
        : step('one-profile', 'fail', `${counted(after.length, 'event')} since ${first} came back are on another profile.`, after[0]);
  // Until an event of the user follows, nothing is known of where the stretch in between belongs.
  const between =
    is === null && history.length > 0
      ? step('stretch-between', 'waiting', `No event of ${first} has followed yet.`)
      : historyStep('stretch-between', { project, history, known: first, person: is, open });
  return [profile, between];
};

const isCalled = (beat: Beat | undefined): boolean => beat?.kind === 'identify' && beat.call !== null;

/** Somebody named them, or at least logged in: an SDK that holds a user again by itself tells of no return. */
const cameBack = ({ evidence, beats }: Thread, { left, next }: Change): boolean =>
  evidence !== 'calls' || isCalled(beats[next ?? -1]) || beats.slice(left, next ?? beats.length).some(isLogin);

/** Somebody logs out and logs in again. */
export const reloginSameUser: Flow = {
  id: 'relogin-same-user',
  title: 'The same user logs out and in again',
  cite: 'https://docs.mixpanel.com/docs/tracking-methods/id-management/identifying-users-simplified',
  steps: [
    freshVisitorTitle,
    { step: 'logout', title: 'They log out' },
    { step: 'reset-took-effect', title: 'The reset took effect' },
    { step: 'same-user', title: 'Identified by the same id' },
    { step: 'one-profile', title: 'Before and after are one profile' },
    { step: 'stretch-between', title: 'What came between is theirs, too' },
  ],
  judge: (input) =>
    runsOf(input, [], (thread) =>
      thread.device === null
        ? []
        : changesOf(input, thread)
            // By a placeholder nobody is known to be the same.
            .filter((c) => c.next !== null && c.second === c.first && !isPlaceholder(c.first) && cameBack(thread, c))
            .map((change) => {
              const leaving = { ...input, thread, change };
              return [
                freshVisitor(thread, idsOfFirst(leaving)),
                exitStep(leaving),
                resetStep(leaving),
                step('same-user', 'pass', `Identified as ${change.first} again.`, thread.beats[change.next ?? -1]),
                ...onePerson(leaving),
              ];
            }),
    ),
};
