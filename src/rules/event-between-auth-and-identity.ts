import type { LandedEvent, ProjectAnalysis } from '../core/landed.ts';
import { endsPage, isOrdinary } from '../core/ordinary.ts';
import { type Beat, type BeatOf, namesSomebody, type Thread, threadsOf } from '../core/thread.ts';
import { identifyCall, resetCall } from '../core/wording.ts';
import { nextWhere } from './beat-search.ts';
import { saysLogout } from './event-words.ts';
import { atBeat, atEvents, eventsNamedFirst, given } from './evidence.ts';
import type { RawFinding, Rule } from './rule.ts';

/** Events between a sign of logging in or out and the call that tells the SDK, and who they should have counted for. */
type Gap = { readonly signal: BeatOf<'signal'>; readonly call: Beat; readonly person: string; readonly wrong: readonly LandedEvent[] };

const isLogin = (b: Beat): b is BeatOf<'signal'> => b.kind === 'signal' && b.signal === 'login' && b.confirmed;
const isExit = (b: Beat): b is BeatOf<'signal'> => b.kind === 'signal' && b.signal !== 'login' && b.confirmed;
const endsGap = (b: Beat): boolean => namesSomebody(b) || b.kind === 'reset' || (b.kind === 'signal' && b.confirmed);

const eventsIn = (beats: readonly Beat[]): readonly LandedEvent[] =>
  beats.flatMap((b) =>
    b.kind === 'event' && b.event.included && b.event.merge !== 'ignored' && isOrdinary(b.event.event) && !endsPage(b.event.event)
      ? [b.event]
      : [],
  );

/** The profile of each user, by the first event of theirs that has one. */
const usersOf = ({ events }: ProjectAnalysis): ReadonlyMap<string, string> => {
  const users = new Map<string, string>();
  for (const { included, profile, event } of events) {
    const { knownId } = event.ids;
    if (included && profile !== null && knownId !== null && !users.has(knownId) && isOrdinary(event)) users.set(knownId, profile);
  }
  return users;
};

/** Somebody logged in, and what came before identify stays on the visitor for good. */
const lateIdentify = (users: ReadonlyMap<string, string>, { beats }: Thread, nextEnd: (at: number) => number): readonly Gap[] =>
  beats.flatMap((signal, at): readonly Gap[] => {
    if (!isLogin(signal) || (signal.before.knownId ?? '') !== '') return [];
    const end = nextEnd(at);
    const call = beats[end];
    const person = call?.after.knownId ?? '';
    if (call === undefined || !namesSomebody(call) || person === '') return [];
    const user = users.get(person);
    // Whom the events of the user land on is only known once there is one.
    if (user === undefined) return [];
    const wrong = eventsIn(beats.slice(at + 1, end)).filter((e) => e.profile !== user);
    return wrong.length === 0 ? [] : [{ signal, call, person, wrong }];
  });

/** Somebody logged out and was shown another page, and its events still count for them, until the reset. */
const lateReset = ({ beats }: Thread, wait: number, nextEnd: (at: number) => number): readonly Gap[] =>
  beats.flatMap((signal, at): readonly Gap[] => {
    const person = signal.before.knownId ?? '';
    if (!isExit(signal) || person === '') return [];
    const end = nextEnd(at);
    const call = beats[end];
    // A reset that does not come in time is another matter.
    if (call?.kind !== 'reset' || call.document !== signal.document || call.at - signal.at > wait) return [];
    const between = beats.slice(at + 1, end);
    const routed = between.findIndex((b) => b.kind === 'route');
    if (routed === -1) return [];
    const wrong = eventsIn(between.slice(routed)).filter((e) => e.event.ids.knownId === person && !saysLogout(e.event.name));
    return wrong.length === 0 ? [] : [{ signal, call, person, wrong }];
  });

/** W35. */
export const eventBetweenAuthAndIdentity: Rule = {
  id: 'event-between-auth-and-identity',
  number: 'W35',
  severity: 'warning',
  vendors: 'all',
  models: 'all',
  title: 'An event went out between the log-in or log-out and the call that tells of it',
  cite: 'https://segment.com/docs/connections/spec/best-practices-identify/',
  settings: [],
  explainedBy: [
    'logout-without-reset',
    'user-switched-without-reset',
    'placeholder-id',
    'identity-changed-in-same-tick',
    'merge-refused',
    'identify-without-event',
    'identify-while-opted-out',
    'call-lost-in-navigation',
    'reset-while-anonymous',
    'anonymous-id-overridden',
    'anonymous-id-changed',
    'reset-kept-an-id',
    'alias-misuse',
    'id-shape-changed',
    'wrong-merge-api',
  ],
  check: ({ analysis, project, settings }) => {
    // Without a model of the vendor's server nobody knows where events land in the end.
    const wait = Number(settings['logout-wait-seconds'] ?? 5) * 1000;
    const threads = threadsOf(analysis, project).filter((t) => t.device !== null && project.model !== null);
    const users = usersOf(project);
    const findings = threads.flatMap((thread) => {
      const nextEnd = nextWhere(thread.beats, endsGap);
      const told = ({ signal, call, person, wrong }: Gap, left: boolean): RawFinding => ({
        severity: 'warning',
        document: signal.document,
        evidence: [{ observation: [signal.document, signal.seq] }, ...atEvents(project, wrong), atBeat(call)],
        wrong: wrong.map((e) => e.index),
        about: {
          ids: given(
            person,
            wrong.map((e) => e.event.ids.anonymousId),
            call.before.anonymousId,
          ),
          device: thread.device,
          from: signal.at,
          to: analysis.until,
        },
        what: left
          ? `${person} had logged out and was on another page, but nothing was reset yet: ${eventsNamedFirst(wrong)} still counted for ${person}.`
          : `${person} had logged in, but was not identified yet: ${eventsNamedFirst(wrong)} landed on ${wrong[0]?.landsOn ?? 'nobody'}, and stays there.`,
        consequence: left
          ? `What an anonymous visitor did counts for ${person}.`
          : `What ${person} did first of all does not count for them.`,
        fix: left
          ? `Call ${resetCall(project.vendor)} before the next page is shown.`
          : `Call ${identifyCall(project.vendor, 'user.id')} first of all after the log-in, before any event.`,
      });
      return [
        ...lateIdentify(users, thread, nextEnd).map((gap) => told(gap, false)),
        ...lateReset(thread, wait, nextEnd).map((gap) => told(gap, true)),
      ];
    });
    const unseen = !threads.some((t) => t.beats.some((b) => b.kind === 'signal' && b.confirmed));
    return { findings, unchecked: unseen ? ['No confirmed log-in or log-out was seen.'] : [] };
  },
};
