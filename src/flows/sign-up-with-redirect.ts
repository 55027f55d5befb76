import type { Analysis } from '../core/analysis.ts';
import type { LandedEvent } from '../core/landed.ts';
import { type Load, loadsOf, nextLoad } from '../core/loads.ts';
import { isOrdinary } from '../core/ordinary.ts';
import type { Beat, Thread } from '../core/thread.ts';
import { counted, eventNameFirst } from '../core/wording.ts';
import { eventsOf, landedOf, profileOf, seesRequests } from './beats.ts';
import type { Flow, FlowInput, FlowStep } from './flow.ts';
import { lossesOf } from './losses.ts';
import { freshVisitor, freshVisitorTitle, idsIn, isOver, runsOf, type Steps, step } from './steps.ts';
import { type Visit, visitsOf } from './visits.ts';

/** How long after a sign-up the page may stay, in ms: who stays longer was not sent on. */
const redirectWait = 10_000;
/** How long before identify a log-in counts as the one it tells of, in ms. */
const loginBefore = 60_000;

type Redirect = { readonly visit: Visit; readonly known: string; readonly from: string; readonly to: Load };

/** A sign-up whose page was left for another one at once. */
const redirectOf = (analysis: Analysis, visit: Visit): Redirect | null => {
  const identify = visit.beats[visit.identify];
  const known = identify?.after.knownId ?? null;
  if (identify === undefined || known === null) return null;
  const submit = visit.beats.find(
    (b, at) => at < visit.identify && b.kind === 'signal' && b.signal === 'login' && identify.at - b.at <= loginBefore,
  );
  const from = submit ?? identify;
  const to = nextLoad(analysis, from.document, from.at);
  const last = from.document === identify.document ? identify : from;
  return to === null || to.openedAt - last.at > redirectWait ? null : { visit, known, from: from.document, to };
};

const isWelcome = (analysis: Analysis, { to }: Redirect, b: Beat): boolean =>
  (loadsOf(analysis).get(b.document)?.openedAt ?? 0) >= to.openedAt;

/** What was called at the sign-up, on its page or on the one that followed. */
const callsStep = ({ visit, known, from }: Redirect): FlowStep => {
  const identify = visit.beats[visit.identify];
  return step(
    'calls-at-sign-up',
    'pass',
    identify?.document === from
      ? `${known} was identified before the page was left.`
      : `${known} was identified on the page that followed.`,
    identify,
  );
};

const deliveredStep = (input: FlowInput, { visit, from }: Redirect): FlowStep => {
  const name = 'all-delivered';
  const events = eventsOf(visit.beats.filter((b) => b.document === from));
  if (events.length === 0) return step(name, 'not-applicable', 'Nothing was to be sent from the page that was left.');
  if (!seesRequests(input.project) || input.project.nothingArrived === true)
    return step(name, 'not-applicable', 'No request of this project was answered, so that it cannot be told what is lost on the way.');
  if (lossesOf(input.analysis).has(from)) return step(name, 'not-applicable', 'Not everything that happened on that page was recorded.');
  const by = (...of: readonly LandedEvent['delivery'][]) => events.filter((e) => of.includes(e.delivery));
  const arrived = by('sent', 'accepted', 'unconfirmed').reduce((last, e) => Math.max(last, e.called.at), Number.NEGATIVE_INFINITY);
  // What was called before something that did arrive was dropped by the SDK, such as properties it had sent already.
  const lost = by('failed')[0] ?? by('lost').find((e) => e.called.at > arrived && e.event.name !== '$set');
  if (lost !== undefined)
    return step(
      name,
      'fail',
      `${eventNameFirst(lost)} ${lost.delivery === 'lost' ? 'was lost with the page' : 'was not accepted'}: make such calls on the next page.`,
      lost,
    );
  const open = by('called', 'queued').length;
  if (open > 0)
    return step(name, 'waiting', `${counted(open, 'event')} of the page that was left ${open === 1 ? 'waits' : 'wait'} to be sent.`);
  return by('suppressed').length === events.length
    ? step(name, 'not-applicable', 'Capturing was off, so nothing was to be sent.')
    : step(name, 'pass', `${counted(events.length, 'event')} of the page that was left went out.`);
};

const orderStep = (input: FlowInput, thread: Thread, { visit, known }: Redirect): FlowStep => {
  const name = 'identify-before-track';
  const after = eventsOf(visit.beats.slice(visit.identify + 1)).filter((e) => isOrdinary(e.event) && e.event.ids.knownId === known);
  const [first] = after;
  if (first !== undefined) return step(name, 'pass', `${eventNameFirst(first)} followed identify and carried ${known}.`, first);
  const over = visit.ended || isOver(input.analysis, thread);
  const person = profileOf(landedOf(visit.beats), known);
  const early = landedOf(visit.beats.slice(0, visit.identify)).filter((e) => isOrdinary(e.event));
  // What was tracked too early need not be lost: some vendors move it.
  if (early.length > 0 && person !== null && early.every((e) => e.profile === person))
    return step(name, 'not-applicable', `No event followed identify, but what went before it lands on ${known}.`);
  if (visit.beats.some((b) => b.kind === 'event' && b.event.delivery === 'suppressed'))
    return step(name, 'not-applicable', 'Capturing was off, so nothing was to be sent.');
  return step(name, over ? 'fail' : 'waiting', `No event has followed identify: track the sign-up after it.`);
};

const welcomeStep = (input: FlowInput, redirect: Redirect): FlowStep => {
  const name = 'on-welcome-page';
  const { visit, known } = redirect;
  const beats = visit.beats.filter((b) => isWelcome(input.analysis, redirect, b));
  const named = beats.findIndex((b) => b.after.knownId === known);
  const events = landedOf(named === -1 ? beats : beats.slice(named)).filter((e) => isOrdinary(e.event));
  const [first] = events;
  if (first === undefined)
    return visit.ended
      ? step(name, 'not-applicable', `${known} left before an event was sent from the page that followed.`)
      : step(name, 'waiting', 'No event was sent from the page that followed yet.');
  if (named === -1) return step(name, 'fail', `${eventNameFirst(first)} on the page that followed is anonymous again.`, first);
  const carried = events.find((e) => e.event.ids.knownId === known);
  return carried === undefined
    ? step(name, 'waiting', `No event of the page that followed has carried ${known} yet.`)
    : step(name, 'pass', `${eventNameFirst(carried)} on the page that followed carried ${known}.`, carried);
};

/** A sign-up that sends the visitor to another page at once. */
export const signUpWithRedirect: Flow = {
  id: 'sign-up-with-redirect',
  title: 'A sign-up that leads to another page',
  cite: 'https://segment.com/docs/connections/spec/best-practices-identify/',
  steps: [
    freshVisitorTitle,
    { step: 'calls-at-sign-up', title: 'Identified at the sign-up' },
    { step: 'navigation', title: 'Sent on to another page' },
    { step: 'all-delivered', title: 'Nothing was lost on the way' },
    { step: 'identify-before-track', title: 'Identified before the sign-up event' },
    { step: 'on-welcome-page', title: 'Known on the page that follows' },
  ],
  judge: (input) => {
    const seen = new Set<string>();
    return runsOf(input, [], (thread) =>
      thread.device === null
        ? []
        : visitsOf(input.analysis, thread).flatMap((visit): readonly Steps[] => {
            const redirect = redirectOf(input.analysis, visit);
            if (redirect === null || seen.has(redirect.known)) return [];
            seen.add(redirect.known);
            return [
              [
                freshVisitor(thread, idsIn(visit.beats.slice(0, visit.identify + 1))),
                callsStep(redirect),
                step('navigation', 'pass', 'Another page followed at once.'),
                deliveredStep(input, redirect),
                orderStep(input, thread, redirect),
                welcomeStep(input, redirect),
              ],
            ];
          }),
    );
  },
};
