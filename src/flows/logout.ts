import type { LandedEvent } from '../core/landed.ts';
import { isTop, loadsOf } from '../core/loads.ts';
import { endsPage } from '../core/ordinary.ts';
import { type Thread, threadsOf } from '../core/thread.ts';
import { eventName, eventNameFirst, listed } from '../core/wording.ts';
import { arrivedOf, profileOf } from './beats.ts';
import { type Change, changesOf, isElsewhere, logoutWait } from './changes.ts';
import type { Flow, FlowInput, FlowStep } from './flow.ts';
import { eventsOfFirst, exitStep, idsOfFirst, type Leaving, nobodyStep, resetStep } from './leaving.ts';
import { freshVisitor, freshVisitorTitle, numbered, type Steps, step } from './steps.ts';

const exits = { button: 'the log-out button', expiry: 'a session that expires', tab: 'a log-out while another tab is open' } as const;
type Exit = keyof typeof exits;

/** The last event of a user, the log-out event for one, counts for them. */
const lastEvent = (leaving: Leaving): FlowStep => {
  const name = 'last-event';
  const { first } = leaving.change;
  const told = eventsOfFirst(leaving).filter((e) => e.included && e.profile !== null);
  const last = told.at(-1);
  if (last === undefined) return step(name, 'not-applicable', `No event was sent while ${first} was logged in.`);
  const person = profileOf(told, first);
  return last.profile === person
    ? step(name, 'pass', `${eventNameFirst(last)} landed on ${first}.`, last)
    : step(name, 'fail', `${eventNameFirst(last)}, the last one before ${first} left, is on ${last.landsOn ?? 'nobody'}.`, last);
};

/** One reset is enough: another one a little later throws away the visitor that the first one began. */
const once = (leaving: Leaving): FlowStep => {
  const { thread, change } = leaving;
  const took = resetStep(leaving);
  const reset = thread.beats[change.reset ?? -1];
  if (reset === undefined || took.verdict !== 'pass') return took;
  const rest = thread.beats.slice((change.reset ?? 0) + 1, change.next ?? thread.beats.length);
  const again = rest.findIndex((b) => b.kind === 'reset' && b.call !== null && b.at - reset.at <= logoutWait);
  const spoilt = arrivedOf(rest.slice(0, again === -1 ? 0 : again))[0];
  const { anonymousId } = rest[again]?.before ?? {};
  return spoilt !== undefined && anonymousId === spoilt.event.ids.anonymousId
    ? step(took.step, 'fail', `reset was called twice, and ended ${anonymousId}, which had sent ${eventName(spoilt)}.`, rest[again])
    : took;
};

/** Other tabs that were at work when somebody left, and what they sent afterwards. */
const tabsOf = ({ analysis, thread: { beats }, change }: Leaving): { readonly open: boolean; readonly later: readonly LandedEvent[] } => {
  const exit = beats[change.left];
  if (exit === undefined) return { open: false, later: [] };
  const loads = loadsOf(analysis);
  const others = beats.slice(change.start, change.next ?? beats.length).filter((b) => {
    const load = loads.get(b.document);
    return load !== undefined && isTop(load) && isElsewhere(analysis, exit, b) && (load.closedAt ?? exit.at) >= exit.at;
  });
  return { open: others.length > 0, later: arrivedOf(others.filter((b) => b.at > exit.at + logoutWait)).filter((e) => !endsPage(e.event)) };
};

const tabStep = (leaving: Leaving): FlowStep => {
  const name = 'other-tabs';
  const { open, later } = tabsOf(leaving);
  const { first } = leaving.change;
  if (!open) return step(name, 'not-applicable', 'No other tab was at work when they left.');
  if (later.length === 0) return step(name, 'not-applicable', 'Another tab was open, but sent nothing after the log-out.');
  const still = later.find((e) => e.event.ids.knownId === first);
  return still === undefined
    ? step(name, 'pass', 'The other tab no longer carried the user either.', later[0])
    : step(name, 'fail', `${eventNameFirst(still)} of another tab still carried ${first} after the log-out.`, still);
};

/** Somebody who changes accounts or whose storage is gone has not logged out. */
const isLogout = ({ beats }: Thread, { exit, reset, next }: Change): boolean => {
  if (exit !== null) return true;
  const [at, to] = [beats[reset ?? -1], beats[next ?? -1]];
  return at?.kind === 'reset' && (to === undefined || to.at - at.at > logoutWait || to.document !== at.document);
};

const exitsIn = (leavings: readonly Leaving[]): ReadonlySet<Exit> => {
  const tried = new Set<Exit>();
  for (const leaving of leavings) {
    const exit = leaving.thread.beats[leaving.change.exit ?? -1];
    if (exit?.kind === 'signal') tried.add(exit.signal === 'expiry' ? 'expiry' : 'button');
    if (tabsOf(leaving).open) tried.add('tab');
  }
  return tried;
};

const untriedStep = (tried: ReadonlySet<Exit>): FlowStep => {
  const missing = (Object.keys(exits) as Exit[]).filter((e) => !tried.has(e)).map((e) => exits[e]);
  return missing.length === 0
    ? step('exits-tried', 'pass', 'Button, expiry and another tab were all tried.')
    : step('exits-tried', 'not-applicable', `Not tried yet: ${listed(missing)}.`);
};

const leavingsOf = (input: FlowInput): readonly Leaving[] =>
  threadsOf(input.analysis, input.project).flatMap((thread) =>
    thread.device === null
      ? []
      : changesOf(input, thread)
          .filter((change) => isLogout(thread, change))
          .map((change) => ({ ...input, thread, change })),
  );

/** A user leaves, by whichever way out. Each is a run of its own. */
export const logout: Flow = {
  id: 'logout',
  title: 'Logging out',
  cite: 'https://docs.mixpanel.com/docs/tracking-methods/id-management/identifying-users-simplified',
  steps: [
    freshVisitorTitle,
    { step: 'logout', title: 'They log out' },
    { step: 'last-event', title: 'Their last event lands on them' },
    { step: 'reset-took-effect', title: 'One reset, and it took effect' },
    { step: 'next-event', title: 'The next event lands on nobody known' },
    { step: 'other-tabs', title: 'Other tabs know of it' },
    { step: 'exits-tried', title: 'Ways out that were tried' },
  ],
  judge: (input) => {
    const leavings = leavingsOf(input);
    const tried = exitsIn(leavings);
    const runs = leavings.map(
      (leaving): Steps => [
        freshVisitor(leaving.thread, idsOfFirst(leaving)),
        exitStep(leaving),
        lastEvent(leaving),
        once(leaving),
        nobodyStep(leaving, 'next-event'),
        tabStep(leaving),
        untriedStep(tried),
      ],
    );
    return numbered(runs, []);
  },
};
