import type { Analysis } from '../core/analysis.ts';
import type { ProjectAnalysis } from '../core/landed.ts';
import { isPlaceholder } from '../core/placeholder.ts';
import { type Beat, type Thread, threadsOf } from '../core/thread.ts';
import { counted } from '../core/wording.ts';
import { arrivedOf, eventsOf, landedOf, profileOf } from './beats.ts';
import type { Flow, FlowInput, FlowStep } from './flow.ts';
import { historyStep } from './history.ts';
import { loginStep } from './login-step.ts';
import { freshVisitor, freshVisitorTitle, idsIn, isOver, numbered, type Steps, step } from './steps.ts';
import { type Visit, visitsOf } from './visits.ts';

/** Somebody who was identified on one device, and a visit on another one. */
type Return = { readonly known: string; readonly first: Thread; readonly second: Thread; readonly visit: Visit };

const idOf = ({ beats, identify }: Visit): string | null => beats[identify]?.after.knownId ?? null;
const startOf = (visit: Visit): number => (visit.beats[visit.identify] ?? visit.beats[0])?.at ?? 0;

/** Who was known on a device, since when. */
const peopleOf = (thread: Thread): ReadonlyMap<string, number> => {
  const people = new Map<string, number>();
  for (const { after, at } of thread.beats) if (after.knownId && !people.has(after.knownId)) people.set(after.knownId, at);
  return people;
};

/** Visits of a user who was known on another device before. Where nobody has come back yet, those that may still become one. */
const returnsOf = (analysis: Analysis, threads: readonly Thread[]): readonly Return[] => {
  const people = new Map(threads.map((thread) => [thread, peopleOf(thread)]));
  const pairs = threads.flatMap((second) =>
    visitsOf(analysis, second).flatMap((visit) =>
      threads.filter((first) => first !== second && first.device !== second.device).map((first) => ({ first, second, visit })),
    ),
  );
  const told = new Set<string>();
  const returns = pairs.flatMap(({ first, second, visit }): readonly Return[] => {
    const known = idOf(visit);
    const since = known === null ? undefined : people.get(first)?.get(known);
    const here = known === null ? undefined : people.get(second)?.get(known);
    const key = `${second.device} ${known}`;
    if (
      known === null ||
      isPlaceholder(known) ||
      since === undefined ||
      since >= startOf(visit) ||
      (here ?? 0) < startOf(visit) ||
      told.has(key)
    )
      return [];
    told.add(key);
    return [{ known, first, second, visit }];
  });
  if (returns.length > 0) return returns;
  const open = pairs.find(
    ({ first, visit }) => visit.identify === -1 && [...(people.get(first) ?? [])].some(([, at]) => at < startOf(visit)),
  );
  const [known] = open === undefined ? [] : [...(people.get(open.first) ?? new Map<string, number>()).keys()];
  return open === undefined || known === undefined ? [] : [{ ...open, known }];
};

const knownEvents = (beats: readonly Beat[], project: ProjectAnalysis, known: string): string | null =>
  profileOf(landedOf(beats), known) ?? project.profiles.find((p) => p.known && p.label === known)?.id ?? null;

const judgeReturn = ({ analysis, project }: FlowInput, { known, first, second, visit }: Return): Steps => {
  const { beats, identify } = visit;
  const over = visit.ended || isOver(analysis, second);
  const open = (name: string, why: string): FlowStep => step(name, over ? 'fail' : 'waiting', why);
  const history = arrivedOf(identify === -1 ? beats : beats.slice(0, identify)).filter((e) => e.event.ids.knownId === null);
  const after = identify === -1 ? [] : eventsOf(beats.slice(identify + 1));
  const here = profileOf(after, known);
  const there = knownEvents(first.beats, project, known);
  const profile =
    identify === -1 || here === null
      ? step('one-profile', 'waiting', `No event of ${known} was sent from the second device yet.`)
      : there === null
        ? step('one-profile', 'waiting', `No event of ${known} was sent from the first device.`)
        : here === there
          ? step('one-profile', 'pass', `One profile holds what ${known} did on both devices.`, after[0])
          : step('one-profile', 'fail', `What ${known} did on the two devices is on two profiles.`, after[0]);
  return [
    freshVisitor(second, idsIn(identify === -1 ? beats : beats.slice(0, identify + 1))),
    history.length > 0
      ? step('anonymous-on-second', 'pass', `${counted(history.length, 'event')} on the second device before they logged in.`, history[0])
      : step('anonymous-on-second', identify === -1 ? 'waiting' : 'not-applicable', 'No event was sent before they logged in.'),
    loginStep(second, beats),
    identify === -1
      ? step('same-id', 'waiting', `Log in as ${known}, who was identified on the first device.`)
      : step('same-id', 'pass', `Identified as ${known}, as on the first device.`, beats[identify]),
    profile,
    here === null && history.length > 0
      ? step('history-lands-on-user', 'waiting', `No event of ${known} has followed yet.`)
      : historyStep('history-lands-on-user', { project, history, known, person: here, open }),
  ];
};

/** Somebody who is known on one device logs in on another one. */
export const returningOnNewDevice: Flow = {
  id: 'returning-on-new-device',
  title: 'A user comes back on another device',
  cite: 'https://docs.mixpanel.com/docs/tracking-methods/id-management/identifying-users-simplified',
  steps: [
    freshVisitorTitle,
    { step: 'anonymous-on-second', title: 'Events on the second device before' },
    { step: 'login-confirmed', title: 'Log-in succeeded' },
    { step: 'same-id', title: 'Identified by the same id' },
    { step: 'one-profile', title: 'One profile holds both devices' },
    { step: 'history-lands-on-user', title: 'What was before lands on the user' },
  ],
  judge: (input) => {
    // Lines tell no devices: a second anonymous id may as well be the same browser after a reset.
    const threads = threadsOf(input.analysis, input.project).filter((t) => t.device !== null);
    return numbered(
      returnsOf(input.analysis, threads).map((each) => judgeReturn(input, each)),
      ['fresh-visitor'],
    );
  },
};
