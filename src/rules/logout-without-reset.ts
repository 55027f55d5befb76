import type { Analysis } from '../core/analysis.ts';
import type { LandedEvent, ProjectAnalysis } from '../core/landed.ts';
import { loadsOf } from '../core/loads.ts';
import { type Beat, type BeatOf, endOfThread, namesSomebody, type Thread, threadsOf } from '../core/thread.ts';
import { counted, eventNameFirst, resetCall } from '../core/wording.ts';
import { nextWhere } from './beat-search.ts';
import { numbersDevices } from './kept-ids.ts';
import { knownElsewhere, type StillKnown } from './known-elsewhere.ts';
import type { RawFinding, Rule } from './rule.ts';

/** An exit of a known person, with everything until somebody is identified again or the ids are cleared. */
type Exit = {
  readonly signal: BeatOf<'signal'>;
  readonly known: string;
  readonly anonymous: string | null;
  readonly after: readonly Beat[];
  readonly next: Beat | null;
  /** When the ids were cleared after it, epoch ms; null if never. */
  readonly clearedAt: number | null;
};

const isExit = (beat: Beat): beat is BeatOf<'signal'> => beat.kind === 'signal' && beat.signal !== 'login' && beat.confirmed;
const isLogin = (beat: Beat): boolean => beat.kind === 'signal' && beat.signal === 'login' && beat.confirmed;

/**
 * A reset that kept the anonymous id is another mistake, of which `reset-kept-an-id` tells. Where calls are not seen, a
 * RudderStack user who is gone while the anonymous id stays was reset so. Elsewhere that id is the device's and always stays.
 */
const clears = (beat: Beat, vendor: string): boolean =>
  beat.kind === 'reset' &&
  (beat.after.knownId ?? '') === '' &&
  (beat.call !== null ||
    vendor === 'rudderstack' ||
    numbersDevices.has(vendor) ||
    beat.after.anonymousId === null ||
    beat.after.anonymousId !== beat.before.anonymousId);

const exitsOf = (thread: Thread, vendor: string): readonly Exit[] => {
  const exits: Exit[] = [];
  const { beats } = thread;
  const nextCleared = nextWhere(beats, (b) => clears(b, vendor));
  const nextNamed = nextWhere(beats, namesSomebody);
  let open = false;
  beats.forEach((beat, at) => {
    if (namesSomebody(beat) || beat.kind === 'reset' || isLogin(beat)) open = false;
    if (!isExit(beat) || open || beat.before.knownId === null || beat.before.knownId === '') return;
    // A click, a request and a route may all tell of one log-out.
    open = true;
    const end = Math.min(nextNamed(at), nextCleared(at));
    exits.push({
      signal: beat,
      known: beat.before.knownId,
      anonymous: beat.before.anonymousId,
      after: beats.slice(at + 1, end),
      next: beats[end] ?? null,
      clearedAt: beats[nextCleared(at)]?.at ?? null,
    });
  });
  return exits;
};

const carriesOld = (event: LandedEvent, exit: Exit): boolean => {
  const { anonymousId, knownId } = event.event.ids;
  return (
    event.included &&
    event.profile !== null &&
    (knownId === exit.known || (knownId === null && anonymousId !== null && anonymousId === exit.anonymous))
  );
};

const openedAfter = (analysis: Analysis, document: string | null, { signal }: Exit): boolean =>
  document !== null && (loadsOf(analysis).get(document)?.openedAt ?? 0) > signal.at;

/** Events of the old identity after the exit that no later reset excuses; `waiting` while the window for a reset is open. */
const lateEvents = (analysis: Analysis, exit: Exit, wait: number): { readonly late: readonly LandedEvent[]; readonly waiting: boolean } => {
  const here = exit.signal.document;
  const closed = loadsOf(analysis).get(here)?.closedAt ?? null;
  const over = exit.signal.at + wait;
  const inWindow = (b: Beat): boolean => b.document === here && b.at <= over;
  const resetInTime = exit.next !== null && exit.next.kind === 'reset' && inWindow(exit.next);
  const relogin = exit.after.findIndex(isLogin);
  // Somebody logged in again and was never identified anew: whose events these are cannot be told.
  const after = relogin !== -1 && exit.next === null ? exit.after.slice(0, relogin) : exit.after;
  const routed = after.findIndex((b) => b.kind === 'route');
  const late = after.flatMap((b, at) => {
    if (b.kind !== 'event' || !carriesOld(b.event, exit)) return [];
    // The log-out event itself is tracked between the click and the reset, or before the page goes away.
    const excused = resetInTime || (inWindow(b) && (routed === -1 || at < routed || (closed !== null && closed <= over)));
    return excused ? [] : [b.event];
  });
  // A page that followed in the same tab had its chance: what it sent shows that nothing was reset.
  const followed = late.some(({ document, tab }) => document !== here && tab === exit.signal.tab && openedAfter(analysis, document, exit));
  const settled = exit.next !== null || analysis.until >= over || closed !== null || followed;
  return { late: settled ? late : [], waiting: !settled };
};

/** Signals that contradict themselves at once: a token is exchanged, the session goes on. */
const isRotation = (exit: Exit, wait: number): boolean =>
  exit.signal.signal === 'expiry' && exit.after.some((b) => isLogin(b) && b.at - exit.signal.at <= wait);

const moreEvents = ([first, ...more]: readonly LandedEvent[], known: string): readonly string[] =>
  first === undefined
    ? []
    : [`${eventNameFirst(first)}${more.length > 0 ? ` and ${counted(more.length, 'more event')}` : ''} still counted for ${known}.`];

/** The reset was called, and reached one host of the site only. */
const tellElsewhere = (analysis: Analysis, project: ProjectAnalysis, thread: Thread, still: readonly StillKnown[]): readonly RawFinding[] =>
  still.map(({ reset, known, from, host, late, end }) => ({
    severity: project.model === 'mixpanel-original' ? 'info' : 'error',
    document: reset.document,
    evidence: [
      reset.call === null ? { observation: [reset.document, reset.seq] } : { call: reset.call },
      ...late.slice(0, 5).map((e) => ({ event: e.index, project: project.project })),
    ],
    wrong: late.map((e) => e.index),
    about: {
      ids: [
        known,
        ...new Set(
          [reset.before.anonymousId, ...late.map((e) => e.event.ids.anonymousId), end?.after.knownId].flatMap((id) =>
            id === null || id === undefined || id === '' ? [] : [id],
          ),
        ),
      ],
      device: thread.device,
      from: reset.at,
      to: end?.at ?? endOfThread(analysis, thread),
    },
    what: [`${known} was reset on ${from}, but on ${host} the SDK still knew them.`, ...moreEvents(late, known)].join(' '),
    consequence: `A reset empties the storage of its own host. Whatever happens on ${host} still counts for ${known}, and may bring them back on ${from}.`,
    fix: `${oneCopy[project.vendor] ?? 'Keep the ids in a cookie of the whole site only.'} Or let each host call ${resetCall(project.vendor)} when its page finds that nobody is logged in.`,
  }));

/** How an SDK is told to keep no copy of its ids that belongs to one host. */
const oneCopy: Readonly<Record<string, string>> = {
  segment: "Let the SDK keep ids in cookies only: storage: { stores: ['cookie'] }.",
  posthog: "Let the SDK keep ids in the cookie only: persistence: 'cookie'.",
};

/** W02. */
export const logoutWithoutReset: Rule = {
  id: 'logout-without-reset',
  number: 'W02',
  severity: 'error',
  vendors: 'all',
  models: 'all',
  title: 'Logged out, but analytics still knows the user',
  cite: 'https://docs.mixpanel.com/docs/tracking-methods/id-management/identifying-users-simplified',
  settings: [
    {
      name: 'logout-wait-seconds',
      title: 'How long after a log-out the reset may come',
      default: '5',
      values: [],
      pattern: '\\d{1,4}(\\.\\d+)?',
      cite: 'https://docs.mixpanel.com/docs/tracking-methods/id-management/identifying-users-simplified',
      assumption: false,
    },
  ],
  explainedBy: ['tabs-disagree'],
  check: ({ analysis, project, settings }) => {
    const wait = Number(settings['logout-wait-seconds'] ?? 5) * 1000;
    const original = project.model === 'mixpanel-original';
    const findings: RawFinding[] = [];
    const unchecked: string[] = [];
    const threads = threadsOf(analysis, project).filter((t) => t.device !== null);
    for (const thread of threads) {
      const still = knownElsewhere(analysis, thread);
      findings.push(...tellElsewhere(analysis, project, thread, still));
      for (const exit of exitsOf(thread, project.vendor)) {
        const { at } = exit.signal;
        const isTold = still.some(({ reset, known, end }) => known === exit.known && at > reset.at && (end === null || at < end.at));
        if (isTold || isRotation(exit, wait)) continue;
        const { late, waiting } = lateEvents(analysis, exit, wait);
        if (waiting) unchecked.push(`The ${wait / 1000} seconds that a reset may take after the last log-out are not over.`);
        const heir =
          exit.next?.kind === 'identify' && exit.next.after.knownId !== null && exit.next.after.knownId !== exit.known
            ? exit.next.after.knownId
            : null;
        const inherits = heir !== null && exit.anonymous !== null && exit.next?.after.anonymousId === exit.anonymous;
        if (late.length === 0 && !inherits) continue;
        const end = exit.clearedAt ?? endOfThread(analysis, thread);
        findings.push({
          severity: original ? 'info' : 'error',
          document: exit.signal.document,
          evidence: [
            { observation: [exit.signal.document, exit.signal.seq] },
            ...late.slice(0, 5).map((e) => ({ event: e.index, project: project.project })),
            ...(inherits && exit.next?.kind === 'identify' && exit.next.call !== null ? [{ call: exit.next.call }] : []),
          ],
          wrong: late.map((e) => e.index),
          about: {
            ids: [exit.known, ...(exit.anonymous === null ? [] : [exit.anonymous]), ...(heir === null ? [] : [heir])],
            device: thread.device,
            from: exit.signal.at,
            to: end,
          },
          what: [
            exit.signal.signal === 'expiry'
              ? `The session of ${exit.known} ended, but the SDK kept the identity.`
              : `${exit.known} logged out, but the SDK kept the identity.`,
            ...moreEvents(late, exit.known),
            ...(heir === null ? [] : [`Then ${heir} was identified on the same browser${inherits ? ' with the same anonymous id' : ''}.`]),
          ].join(' '),
          consequence: `Whatever happens in this browser after the log-out counts for ${exit.known}${
            heir === null ? ', until somebody else logs in' : `, also what ${heir} did before logging in`
          }. The vendor cannot move these events to the right person later.`,
          fix: original
            ? `With Mixpanel's Original ID Merge do not reset on every log-out, each reset uses up one of 500 ids. Call ${resetCall(project.vendor)} only when another person is certain to follow.`
            : `Call ${resetCall(project.vendor)} in the log-out handler, after the log-out event, and also where the session times out.`,
        });
      }
    }
    const seen = threads.some((t) => t.beats.some(isExit));
    if (!seen && threads.some((t) => t.beats.some((b) => b.after.knownId !== null))) unchecked.push('No confirmed log-out was seen.');
    return { findings, unchecked };
  },
};
