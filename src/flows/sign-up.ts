import type { Analysis } from '../core/analysis.ts';
import type { LandedEvent, ProjectAnalysis } from '../core/landed.ts';
import { isOrdinary } from '../core/ordinary.ts';
import { isPlaceholder } from '../core/placeholder.ts';
import { type Beat, type BeatOf, type Thread, threadsOf } from '../core/thread.ts';
import { counted, eventNameFirst } from '../core/wording.ts';
import type { Flow, FlowStep } from './flow.ts';
import { freshVisitor, isOver, numbered, step } from './steps.ts';

/** One visitor from arriving to leaving, with the moment they became known. */
type Visit = { readonly beats: readonly Beat[]; readonly identify: number; readonly ended: boolean };

const isLogin = (b: Beat): boolean => b.kind === 'signal' && b.signal === 'login' && b.confirmed;
const leaves = (b: Beat): boolean =>
  (b.kind === 'reset' && b.before.knownId !== null) || (b.kind === 'signal' && b.signal !== 'login' && b.confirmed);
const becomesKnown = (b: Beat): b is BeatOf<'identify'> =>
  b.kind === 'identify' && (b.before.knownId ?? '') === '' && (b.after.knownId ?? '') !== '';

/** Cuts a thread where a known person leaves, and keeps the visits in which somebody logged in or was identified. */
const visitsOf = (thread: Thread): readonly Visit[] => {
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

const eventsOf = (beats: readonly Beat[]): readonly LandedEvent[] => beats.flatMap((b) => (b.kind === 'event' ? [b.event] : []));
const signUpWords = /sign|regist|creat|account|join|welcome|log/i;

/** The event of a server, or of another device, that links these visitors' events to somebody; null when none does. */
const linkedElsewhere = (project: ProjectAnalysis, thread: Thread, events: readonly LandedEvent[]): LandedEvent | null => {
  for (const event of events) {
    if (event.slot === null) continue;
    const because = project.because(event);
    const cause = because.kind === 'linked' ? project.events[because.event] : undefined;
    if (cause !== undefined && cause.device !== thread.device && cause.event.ids.knownId !== null) return cause;
  }
  return null;
};

const loginStep = (thread: Thread, beats: readonly Beat[]): FlowStep => {
  const name = 'login-confirmed';
  if (beats.some(isLogin)) return step(name, 'pass', 'A log-in or sign-up was seen to succeed.');
  if (thread.evidence === 'wire') return step(name, 'not-applicable', 'Requests alone do not tell of log-ins.');
  return step(name, 'waiting', 'No successful log-in was seen. If you did log in, press "I logged in".');
};

const judgeVisit = (analysis: Analysis, project: ProjectAnalysis, thread: Thread, visit: Visit): readonly FlowStep[] => {
  const { beats } = visit;
  const over = visit.ended || isOver(analysis, thread);
  const told = eventsOf(beats);
  const muted = told.length > 0 && told.every((e) => e.delivery === 'suppressed');
  const elsewhere = visit.identify === -1 ? linkedElsewhere(project, thread, told) : null;
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
  const after = visit.identify === -1 ? [] : beats.slice(visit.identify + 1);
  const identify = beats[visit.identify];
  const known = identify?.after.knownId ?? elsewhere?.event.ids.knownId ?? null;
  const history = eventsOf(before).filter((e) => e.included && e.profile !== null && e.event.ids.knownId === null);

  const anonymous =
    history.length > 0
      ? step('anonymous-events', 'pass', `${counted(history.length, 'event')} before identify.`)
      : known === null
        ? step('anonymous-events', 'waiting', 'No event was sent yet.')
        : step('anonymous-events', 'not-applicable', 'No event was sent before identify, so there is no history to carry over.');

  const identified =
    identify === undefined
      ? open('identify', over ? 'identify was never called after the log-in.' : 'identify was not called yet.')
      : known === null || isPlaceholder(known)
        ? step('identify', 'fail', `identify was called with "${known}", which is no real id.`)
        : step('identify', 'pass', `Identified as ${known}.`);

  const carried = eventsOf(after).filter((e) => isOrdinary(e.event) && e.event.ids.knownId === known);
  const arrived = carried.filter((e) => e.included);
  const best = arrived.find((e) => signUpWords.test(e.event.name)) ?? arrived[0];
  const event =
    best !== undefined
      ? step('event-after-identify', 'pass', `${eventNameFirst(best)} carried ${known}.`)
      : carried.length > 0
        ? open('event-after-identify', `${counted(carried.length, 'event')} after identify, but none reached the vendor.`)
        : open('event-after-identify', 'No event was sent after identify yet: send one, such as "Sign Up".');

  const person =
    (elsewhere ?? eventsOf(after).find((e) => e.included && e.event.ids.knownId === known && e.profile !== null))?.profile ?? null;
  const left = history.filter((e) => e.profile !== person);
  const lands =
    history.length === 0
      ? step('history-lands-on-user', 'not-applicable', 'There was no anonymous history.')
      : person === null || known === null
        ? open('history-lands-on-user', 'The anonymous events are not linked to a user.')
        : left.length === 0
          ? step(
              'history-lands-on-user',
              'pass',
              history.length === 1 ? `The anonymous event lands on ${known}.` : `All ${history.length} anonymous events land on ${known}.`,
            )
          : step(
              'history-lands-on-user',
              'fail',
              `${left.length} of ${history.length} anonymous events stay on ${left[0]?.landsOn ?? 'nobody'} instead of ${known}.`,
            );

  const first = history[0];
  const touch = project.profiles.find((p) => p.id === person)?.firstTouch ?? null;
  const firstTouch =
    first === undefined
      ? step('first-touch-lands-on-user', 'not-applicable', 'There was no anonymous event.')
      : first.event.touch === null
        ? step('first-touch-lands-on-user', 'not-applicable', `${eventNameFirst(first)} told neither a page nor a campaign.`)
        : person === null || known === null
          ? open('first-touch-lands-on-user', 'The first event is not linked to a user.')
          : first.profile === person && touch !== null
            ? step(
                'first-touch-lands-on-user',
                'pass',
                `The first touch of ${known} is ${touch.url ?? touch.referrer ?? `event ${touch.event}`}.`,
              )
            : step(
                'first-touch-lands-on-user',
                'fail',
                `${eventNameFirst(first)}, the first touch, stays on ${first.landsOn ?? 'nobody'}.`,
              );

  const ids = beats
    .slice(0, visit.identify + 1)
    .flatMap((b) => [b.before.anonymousId, b.before.knownId, b.kind === 'event' ? b.event.event.ids.anonymousId : null]);
  return [freshVisitor(thread, ids), anonymous, loginStep(thread, beats), identified, event, lands, firstTouch];
};

/** A visitor signs up, and what they did before becomes theirs. A user known from earlier in the recording signs in, not up. */
export const signUp: Flow = {
  id: 'sign-up',
  title: 'A visitor signs up and keeps their history',
  cite: 'https://docs.mixpanel.com/docs/tracking-methods/id-management/identifying-users-simplified',
  steps: [
    { step: 'fresh-visitor', title: 'Fresh visitor' },
    { step: 'anonymous-events', title: 'Events before the sign-up' },
    { step: 'login-confirmed', title: 'Sign-up or log-in succeeded' },
    { step: 'identify', title: 'Identified' },
    { step: 'event-after-identify', title: 'An event after identify' },
    { step: 'history-lands-on-user', title: 'Earlier events land on the user' },
    { step: 'first-touch-lands-on-user', title: 'First touch lands on the user' },
  ],
  judge: ({ analysis, project }) => {
    const seen = new Set<string>();
    const runs: (readonly FlowStep[])[] = [];
    for (const thread of threadsOf(analysis, project)) {
      for (const visit of visitsOf(thread)) {
        const linked = visit.identify === -1 ? linkedElsewhere(project, thread, eventsOf(visit.beats)) : null;
        const known = visit.beats[visit.identify]?.after.knownId ?? linked?.event.ids.knownId ?? null;
        if (known !== null && seen.has(known)) continue;
        if (known !== null) seen.add(known);
        runs.push(judgeVisit(analysis, project, thread, visit));
      }
    }
    return numbered(runs, ['fresh-visitor', 'anonymous-events']);
  },
};
