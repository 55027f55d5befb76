import type { ProjectAnalysis } from '../core/landed.ts';
import { isOrdinary } from '../core/ordinary.ts';
import { isPlaceholder } from '../core/placeholder.ts';
import type { Thread } from '../core/thread.ts';
import { counted, eventNameFirst } from '../core/wording.ts';
import { arrivedOf, eventsOf, profileOf, seesRequests } from './beats.ts';
import type { Flow, FlowInput, FlowStep } from './flow.ts';
import { enteringEvent, firstTouchStep, historyStep } from './history.ts';
import { loginStep } from './login-step.ts';
import { freshVisitor, freshVisitorTitle, idsIn, isOver, runsOf, type Steps, step } from './steps.ts';
import { linkedElsewhere, type Visit, visitsOf } from './visits.ts';

/** Who a visit belongs to in the end, be it by an event of a server. */
const knownIn = (project: ProjectAnalysis, thread: Thread, { beats, identify }: Visit) => {
  const elsewhere = identify === -1 ? linkedElsewhere(project, thread, eventsOf(beats)) : null;
  return { elsewhere, known: beats[identify]?.after.knownId ?? elsewhere?.event.ids.knownId ?? null };
};

const judgeVisit = ({ analysis, project }: FlowInput, thread: Thread, visit: Visit): Steps => {
  const { beats } = visit;
  const over = visit.ended || isOver(analysis, thread);
  const told = eventsOf(beats);
  const muted = told.length > 0 && told.every((e) => e.delivery === 'suppressed');
  const { elsewhere, known } = knownIn(project, thread, visit);
  const verdict = muted || elsewhere !== null ? 'not-applicable' : over ? 'fail' : 'waiting';
  /** A step that has not come true: what excuses it goes before what is missing. */
  const open = (name: string, why: string): FlowStep =>
    step(
      name,
      verdict,
      muted
        ? 'Capturing was off for this visitor, so nothing was to be sent.'
        : elsewhere !== null
          ? `Event ${elsewhere.index} (${elsewhere.event.name}), sent from elsewhere, links this visitor to ${elsewhere.event.ids.knownId}.`
          : why,
    );
  const before = visit.identify === -1 ? beats : beats.slice(0, visit.identify);
  const after = visit.identify === -1 ? [] : eventsOf(beats.slice(visit.identify + 1));
  const history = arrivedOf(before).filter((e) => e.event.ids.knownId === null);

  const anonymous =
    history.length > 0
      ? step('anonymous-events', 'pass', `${counted(history.length, 'event')} before identify.`, history[0])
      : known === null
        ? step('anonymous-events', 'waiting', 'No event was sent yet.')
        : step('anonymous-events', 'not-applicable', 'No event was sent before identify, so there is no history to carry over.');

  const identified =
    visit.identify === -1
      ? open('identify', over ? 'identify was never called after the log-in.' : 'identify was not called yet.')
      : known === null || isPlaceholder(known)
        ? step('identify', 'fail', `identify was called with "${known}", which is no real id.`, beats[visit.identify])
        : step('identify', 'pass', `Identified as ${known}.`, beats[visit.identify]);

  const carried = after.filter((e) => isOrdinary(e.event) && e.event.ids.knownId === known);
  const best = enteringEvent(carried.filter((e) => e.included));
  const name = 'event-after-identify';
  const event =
    best !== undefined
      ? step(name, 'pass', `${eventNameFirst(best)} carried ${known}.`, best)
      : carried.length === 0
        ? open(name, 'No event was sent after identify yet: send one, such as "Sign Up".')
        : seesRequests(project)
          ? open(name, `${counted(carried.length, 'event')} after identify, but none reached the vendor.`)
          : step(name, 'not-applicable', 'No request of this project was seen, so that it cannot be told what arrived.');

  const person = elsewhere?.profile ?? (known === null ? null : profileOf(after, known));
  const becoming = { project, history, known, person, open };
  return [
    freshVisitor(thread, idsIn(visit.identify === -1 ? beats : beats.slice(0, visit.identify + 1))),
    anonymous,
    loginStep(thread, beats),
    identified,
    event,
    historyStep('history-lands-on-user', becoming),
    firstTouchStep('first-touch-lands-on-user', becoming),
  ];
};

/** A visitor signs up, and what they did before becomes theirs. A user known from earlier in the recording signs in, not up. */
export const signUp: Flow = {
  id: 'sign-up',
  title: 'A visitor signs up and keeps their history',
  cite: 'https://docs.mixpanel.com/docs/tracking-methods/id-management/identifying-users-simplified',
  steps: [
    freshVisitorTitle,
    { step: 'anonymous-events', title: 'Events before the sign-up' },
    { step: 'login-confirmed', title: 'Sign-up or log-in succeeded' },
    { step: 'identify', title: 'Identified' },
    { step: 'event-after-identify', title: 'An event after identify' },
    { step: 'history-lands-on-user', title: 'Earlier events land on the user' },
    { step: 'first-touch-lands-on-user', title: 'First touch lands on the user' },
  ],
  judge: (input) => {
    const seen = new Set<string>();
    return runsOf(input, ['fresh-visitor', 'anonymous-events'], (thread) =>
      visitsOf(input.analysis, thread).flatMap((visit): readonly Steps[] => {
        const { known } = knownIn(input.project, thread, visit);
        if (known !== null && seen.has(known)) return [];
        if (known !== null) seen.add(known);
        return [judgeVisit(input, thread, visit)];
      }),
    );
  },
};
