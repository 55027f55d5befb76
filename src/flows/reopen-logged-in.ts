import type { Analysis } from '../core/analysis.ts';
import { isTop, loadsOf } from '../core/loads.ts';
import { isOrdinary } from '../core/ordinary.ts';
import type { Beat, BeatOf, Thread } from '../core/thread.ts';
import { counted, eventNameFirst } from '../core/wording.ts';
import { isExit, isLogin, knownOf, landedOf, profileOf } from './beats.ts';
import { forgetsUser } from './differences.ts';
import type { Flow, FlowInput, FlowStep } from './flow.ts';
import { freshVisitor, freshVisitorTitle, runsOf, type Steps, step } from './steps.ts';

/** The time during which one person stays logged in. */
type Stay = { readonly known: string; readonly beats: readonly Beat[] };

/** A stay ends by a log-out, by a reset that was called, by a log-in, or with the next person. That the id is gone by itself is no end. */
const staysOf = (thread: Thread): readonly Stay[] => {
  const stays: Stay[] = [];
  let known: string | null = null;
  let out = false;
  let beats: Beat[] = [];
  const close = () => {
    if (known !== null && beats.length > 0) stays.push({ known, beats });
    beats = [];
  };
  for (const beat of thread.beats) {
    const held = knownOf(beat.after);
    const ends = isExit(beat) || isLogin(beat) || (beat.kind === 'reset' && beat.call !== null);
    if (ends || (held !== null && known !== null && held !== known)) {
      close();
      known = null;
    }
    // Who logged out is not there again because the SDK still holds them.
    out = isExit(beat) || (out && !isLogin(beat) && beat.kind !== 'identify');
    if (known === null && held !== null && !out) known = held;
    if (known !== null) beats.push(beat);
  }
  close();
  return stays;
};

type Page = { readonly document: string; readonly beats: readonly Beat[] };

/** Pages that were opened during a stay, the tool being at work there. */
const reopenedIn = ({ analysis }: FlowInput, thread: Thread, { beats, known }: Stay): readonly Page[] => {
  const loads = loadsOf(analysis);
  const since = beats[0]?.at ?? 0;
  const stored = thread.storedBefore?.knownId === known && beats[0] === thread.beats[0];
  const pages = new Map<string, Beat[]>();
  for (const beat of beats) {
    const load = loads.get(beat.document);
    if (load === undefined || !isTop(load) || (load.openedAt <= since && !stored) || beat.kind === 'signal' || beat.kind === 'route')
      continue;
    pages.set(beat.document, [...(pages.get(beat.document) ?? []), beat]);
  }
  return [...pages].map(([document, of]) => ({ document, beats: of }));
};

const ordinary = (page: Page): readonly BeatOf<'event'>[] =>
  page.beats.filter((b): b is BeatOf<'event'> => b.kind === 'event' && b.event.included && isOrdinary(b.event.event));

const updating = new WeakMap<Analysis, ReadonlySet<string>>();

/** Documents on which Mixpanel was told something of a profile. */
const updatesProfiles = (analysis: Analysis): ReadonlySet<string> => {
  const known =
    updating.get(analysis) ??
    new Set(
      analysis.moments.flatMap((m) => (m.kind === 'call' && m.vendor === 'mixpanel' && m.method.startsWith('people.') ? [m.document] : [])),
    );
  updating.set(analysis, known);
  return known;
};

/** Mixpanel keeps profile updates back until identify is called on the same page. */
const heldBack = ({ analysis, project }: FlowInput, pages: readonly Page[]): number =>
  project.vendor !== 'mixpanel'
    ? 0
    : pages.filter(
        ({ document, beats }) =>
          loadsOf(analysis).get(document)?.closedAt != null &&
          !beats.some((b) => b.kind === 'identify') &&
          updatesProfiles(analysis).has(document),
      ).length;

const identifyStep = (input: FlowInput, pages: readonly Page[], known: string): FlowStep => {
  const name = 'identify-again';
  const count = pages.filter((page) => page.beats.some((b) => b.kind === 'identify' && b.after.knownId === known)).length;
  const held = heldBack(input, pages);
  if (held > 0) return step(name, 'fail', `Profile updates on ${counted(held, 'page')} wait for an identify that never came.`);
  if (count === pages.length) return step(name, 'pass', `${known} was identified on ${count === 1 ? 'it' : 'each of them'}.`);
  if (!forgetsUser(input.project.vendor))
    return step(name, 'not-applicable', `The SDK remembers ${known}: events need no identify, only profile updates may.`);
  return pages.flatMap(ordinary).every(({ event }) => event.event.ids.knownId === known)
    ? step(name, 'pass', `Every event there carried ${known}.`)
    : step(name, 'waiting', `This SDK forgets the user with every page: ${counted(pages.length - count, 'page')} did not name ${known}.`);
};

const carryStep = ({ project }: FlowInput, stay: Stay, pages: readonly Page[]): FlowStep => {
  const name = 'events-carry-id';
  const { known } = stay;
  const events = pages.flatMap(ordinary);
  if (events.length === 0) return step(name, 'waiting', 'No event was sent from there yet.');
  const person = profileOf(landedOf(stay.beats), known);
  const carries = ({ event }: BeatOf<'event'>): boolean => event.event.ids.knownId === known;
  // Where nothing is remembered, a page on which no event names the user was not told who is there.
  const without = forgetsUser(project.vendor)
    ? pages.filter((page) => !ordinary(page).some(carries)).flatMap(ordinary)
    : events.filter((b) => !carries(b) && (b.event.profile === null || b.event.profile !== person));
  const [one] = without;
  if (one === undefined) return step(name, 'pass', `${counted(events.length, 'event')} there counted for ${known}.`, events[0]);
  // Only a later page that knows the user again, with nobody logging in, proves that they were logged in all the time.
  const later = stay.beats.some(
    (b) => b.at > one.at && b.document !== one.document && b.kind === 'event' && b.event.event.ids.knownId === known,
  );
  return later
    ? step(name, 'fail', `${eventNameFirst(one.event)} did not carry ${known}, and a later page did.`, one.event)
    : step(name, 'not-applicable', `${known} was gone when a page was opened. Was storage cleared, or did they log out unseen?`, one.event);
};

/** Pages that are opened while somebody is still logged in. */
export const reopenLoggedIn: Flow = {
  id: 'reopen-logged-in',
  title: 'Coming back while still logged in',
  cite: 'https://segment.com/docs/connections/spec/best-practices-identify/',
  steps: [
    freshVisitorTitle,
    { step: 'reopened', title: 'A page opened by a logged-in user' },
    { step: 'identify-again', title: 'Identified again, where that is needed' },
    { step: 'events-carry-id', title: 'Events count for the user' },
  ],
  judge: (input) =>
    runsOf(input, [], (thread) =>
      thread.device === null
        ? []
        : staysOf(thread).flatMap((stay): readonly Steps[] => {
            const pages = reopenedIn(input, thread, stay);
            if (pages.length === 0) return [];
            return [
              [
                freshVisitor(
                  thread,
                  stay.beats.slice(0, 1).flatMap((b) => [b.after.anonymousId, b.after.knownId]),
                ),
                step('reopened', 'pass', `${counted(pages.length, 'page')} opened while ${stay.known} was logged in.`, pages[0]?.beats[0]),
                identifyStep(input, pages, stay.known),
                carryStep(input, stay, pages),
              ],
            ];
          }),
    ),
};
