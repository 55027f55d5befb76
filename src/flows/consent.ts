import type { ProjectAnalysis } from '../core/landed.ts';
import { type Beat, namesSomebody, type Thread } from '../core/thread.ts';
import { counted, eventNameFirst } from '../core/wording.ts';
import { eventsOf, knownOf, landedOf, profileOf, seesRequests } from './beats.ts';
import { linksHistory } from './differences.ts';
import type { Flow, FlowInput, FlowStep } from './flow.ts';
import { freshVisitor, freshVisitorTitle, idsIn, isOver, runsOf, type Steps, step } from './steps.ts';

/** A stretch without consent, epoch ms. `to` is null while it lasts. */
type Refusal = { readonly from: number; readonly to: number | null };

/** When capturing was switched off and on, by what calls say and what an SDK was found with. */
const refusalsOf = ({ analysis, project }: FlowInput, thread: Thread): readonly Refusal[] => {
  const refusals: Refusal[] = [];
  let from: number | null = null;
  for (const m of analysis.moments) {
    if (m.device !== thread.device || !('vendor' in m) || m.vendor !== project.vendor) continue;
    const to =
      m.kind === 'call' && m.carriedOut && m.project === project.project && m.meaning.kind === 'capturing'
        ? m.meaning.to
        : m.kind === 'sdk' && (m.project === null || m.project === project.project)
          ? m.capturing
          : null;
    if (to === 'out') from ??= m.at;
    if (to !== 'in' || from === null) continue;
    refusals.push({ from, to: m.at });
    from = null;
  }
  return from === null ? refusals : [...refusals, { from, to: null }];
};

/** PostHog counts visitors who refuse without telling them apart. Source: https://posthog.com/docs/privacy/cookieless-tracking */
const isCookieless = (id: string | null): boolean => id === '$posthog_cookieless';

const silentStep = (project: ProjectAnalysis, meanwhile: readonly Beat[]): FlowStep => {
  const name = 'nothing-sent';
  // What was called before may still leave, and of requests without a call nobody knows when it was made.
  const called = eventsOf(meanwhile).filter((e) => e.call !== null && !isCookieless(e.event.ids.anonymousId ?? e.event.ids.knownId));
  const sent = called.find((e) => e.sent !== null);
  if (sent !== undefined) return step(name, 'fail', `${eventNameFirst(sent)} was sent although capturing was off.`, sent);
  if (called.length > 0)
    return step(name, 'pass', `${counted(called.length, 'event')} meanwhile ${called.length === 1 ? 'was' : 'were'} held back.`, called[0]);
  return seesRequests(project)
    ? step(name, 'pass', 'Nothing was sent meanwhile.')
    : step(name, 'not-applicable', 'Nothing was called meanwhile, and no request of this project was ever seen.');
};

type Consented = {
  readonly project: ProjectAnalysis;
  readonly after: readonly Beat[];
  readonly over: boolean;
  readonly known: string | null;
};

/** Whether events with the user's id tell the vendor which visitor they are. */
const isLinked = (project: ProjectAnalysis, person: string | null, anonymousId: string | null): boolean => {
  const ids = project.profiles.find((p) => p.id === person)?.ids ?? [];
  return anonymousId !== null && ids.some((id) => id === anonymousId || id === `$device:${anonymousId}` || id.endsWith(`=${anonymousId}`));
};

const linkSteps = ({ project, after, over, known }: Consented): readonly FlowStep[] => {
  if (known === null) {
    const why = over ? 'Nobody was logged in.' : 'Nobody is logged in yet.';
    const verdict = over ? 'not-applicable' : 'waiting';
    return [step('identify-again', verdict, why), step('link-sent', verdict, why)];
  }
  const again = after.find((b) => namesSomebody(b) && b.after.knownId === known);
  const person = profileOf(eventsOf(after), known);
  const anonymousId = (again ?? after.find((b) => knownOf(b.after) === known))?.after.anonymousId ?? null;
  const linked = isLinked(project, person, anonymousId);
  const identified =
    again !== undefined
      ? step('identify-again', 'pass', `${known} was identified after the consent.`, again)
      : linked
        ? step('identify-again', 'not-applicable', `${known} was identified before the consent, and events link the visitor all the same.`)
        : step('identify-again', over ? 'fail' : 'waiting', `${known} was identified before the consent only: nothing of it was sent.`);
  if (!linksHistory(project)) return [identified, step('link-sent', 'not-applicable', 'This vendor need not link a visitor with a user.')];
  const open = landedOf(after).length === 0 ? 'waiting' : over ? 'fail' : 'waiting';
  return [
    identified,
    linked
      ? step('link-sent', 'pass', `${anonymousId} is linked with ${known}.`)
      : step('link-sent', open, `Nothing has linked the visitor ${anonymousId ?? ''} with ${known} since the consent.`),
  ];
};

const judgeRefusal = (input: FlowInput, thread: Thread, { from, to }: Refusal): Steps => {
  const { analysis, project } = input;
  const meanwhile = thread.beats.filter((b) => b.at >= from && (to === null || b.at < to));
  const after = to === null ? [] : thread.beats.filter((b) => b.at >= to);
  const left = after.findIndex((b) => b.kind === 'reset' && b.before.knownId !== null);
  const own = left === -1 ? after : after.slice(0, left);
  const known = knownOf(own.find((b) => knownOf(b.after) !== null)?.after) ?? knownOf(meanwhile.at(-1)?.after);
  const before = thread.storedBefore?.knownId === known && known !== null;
  const later: readonly FlowStep[] =
    to === null
      ? [
          step('opted-in', 'waiting', 'Capturing is still off: agree to be tracked.'),
          step('identify-again', 'waiting', 'Identify is due after the consent.'),
          step('link-sent', 'waiting', 'Nothing can be linked before the consent.'),
        ]
      : [
          step('opted-in', 'pass', 'Capturing was switched on.'),
          ...(before
            ? [
                step('identify-again', 'not-applicable', `${known} was known before the recording.`),
                step('link-sent', 'not-applicable', `${known} may have been linked before the recording.`),
              ]
            : linkSteps({ project, after: own, over: left !== -1 || isOver(analysis, thread), known })),
        ];
  return [
    freshVisitor(thread, idsIn(meanwhile)),
    step('opted-out', 'pass', 'Capturing was off.'),
    silentStep(project, meanwhile),
    ...later,
  ];
};

/** A visitor refuses to be tracked, and agrees later. */
export const consent: Flow = {
  id: 'consent',
  title: 'Opted out, and in again',
  cite: 'https://docs.mixpanel.com/docs/tracking-methods/sdks/javascript',
  steps: [
    freshVisitorTitle,
    { step: 'opted-out', title: 'Capturing is off' },
    { step: 'nothing-sent', title: 'Nothing is sent' },
    { step: 'opted-in', title: 'The visitor agrees' },
    { step: 'identify-again', title: 'Identified after that' },
    { step: 'link-sent', title: 'Visitor and user are linked' },
  ],
  judge: (input) =>
    runsOf(input, [], (thread) =>
      thread.device === null ? [] : refusalsOf(input, thread).map((refusal) => judgeRefusal(input, thread, refusal)),
    ),
};
