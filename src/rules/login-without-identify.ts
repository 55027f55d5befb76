import type { Analysis } from '../core/analysis.ts';
import { allClosed, nextLoad } from '../core/loads.ts';
import { type Beat, type BeatOf, namesItself, type Thread, threadsOf } from '../core/thread.ts';
import { counted, eventName, identifyCall, trackCall } from '../core/wording.ts';
import { nextWhere } from './beat-search.ts';
import type { RawFinding, Rule } from './rule.ts';

type Login = { readonly signal: BeatOf<'signal'>; readonly rest: readonly Beat[] };

const isLogin = (b: Beat): b is BeatOf<'signal'> => b.kind === 'signal' && b.signal === 'login' && b.confirmed;
const isExit = (b: Beat): boolean => b.kind === 'signal' && b.signal !== 'login' && b.confirmed;
const endsVisit = (b: Beat): boolean => b.kind === 'reset' || isExit(b);

/** Events of the page that answered a log-in form: it is theirs from its first event on, the confirmation comes later. */
const answered = (beats: readonly Beat[], attempt: Beat | undefined, firstOfPage: number, at: number): readonly Beat[] => {
  const { document } = beats[at] as Beat;
  if (attempt === undefined || attempt.document === document) return [];
  const page = beats.slice(firstOfPage, at).filter((b) => b.document === document);
  return page.slice(page.findLastIndex(isExit) + 1);
};

/** Confirmed log-ins of somebody whom the SDK does not know yet. Several signs of one log-in count once. */
const loginsOf = ({ beats }: Thread): readonly Login[] => {
  const logins: Login[] = [];
  const nextExit = nextWhere(beats, isExit);
  const pages = new Map<string, number>();
  let attempt: Beat | undefined;
  let open = false;
  beats.forEach((beat, at) => {
    if (!pages.has(beat.document)) pages.set(beat.document, at);
    if (endsVisit(beat)) open = false;
    if (isLogin(beat) && !open && beat.before.knownId === null) {
      open = true;
      const page = answered(beats, attempt, pages.get(beat.document) ?? at, at);
      // A reset belongs to the visit: pages that reset before they identify do so right after a log-in.
      logins.push({ signal: beat, rest: [...page, ...beats.slice(at + 1, nextExit(at))] });
    }
    if (beat.kind === 'signal' && beat.signal === 'login' && !beat.confirmed) attempt = beat;
  });
  return logins;
};

/** The ten seconds are over, or the page that came next is over as well, or no page is left that could identify. */
const waited = (analysis: Analysis, { device }: Thread, signal: BeatOf<'signal'>, wait: number): boolean => {
  if (analysis.until >= signal.at + wait || allClosed(analysis, device)) return true;
  const next = nextLoad(analysis, signal.document, signal.at);
  return next !== null && next.closedAt !== null;
};

/** The id of an identify after which nobody was known all the same. */
const ignoredId = (rest: readonly Beat[]): string | null => {
  for (const b of rest)
    if (b.kind === 'identify' && b.call !== null && (typeof b.id === 'string' || typeof b.id === 'number')) return String(b.id);
  return null;
};

/** W36. */
export const loginWithoutIdentify: Rule = {
  id: 'login-without-identify',
  number: 'W36',
  severity: 'error',
  vendors: 'all',
  models: 'all',
  title: 'Logged in, but never identified',
  cite: 'https://segment.com/docs/connections/spec/best-practices-identify/',
  settings: [
    {
      name: 'login-wait-seconds',
      title: 'How long after a log-in identify may come',
      default: '10',
      values: [],
      pattern: '\\d{1,4}(\\.\\d+)?',
      cite: 'https://segment.com/docs/connections/spec/best-practices-identify/',
      assumption: false,
    },
  ],
  explainedBy: ['empty-identify', 'placeholder-id', 'identify-before-ready'],
  check: ({ analysis, project, settings }) => {
    const wait = Number(settings['login-wait-seconds'] ?? 10) * 1000;
    const known = new Set(project.profiles.filter((p) => p.known).map((p) => p.id));
    const findings: RawFinding[] = [];
    const unchecked: string[] = [];
    const threads = threadsOf(analysis, project).filter((t) => t.device !== null);
    for (const thread of threads) {
      for (const { signal, rest } of loginsOf(thread)) {
        // An identify that came late still links what went before it.
        if (
          rest.some(
            (b) =>
              b.after.knownId !== null ||
              (b.kind === 'event' && b.event.included && namesItself(b.event.event) && b.event.event.ids.knownId !== null),
          )
        )
          continue;
        const anonymous = rest.flatMap((b) =>
          b.kind === 'event' && b.event.included && b.event.merge !== 'ignored' && !known.has(b.event.profile ?? '') ? [b.event] : [],
        );
        const first = anonymous[0];
        if (first === undefined) continue;
        if (!waited(analysis, thread, signal, wait)) {
          unchecked.push(`The ${wait / 1000} seconds that identify may take after the last log-in are not over.`);
          continue;
        }
        const ignored = ignoredId(rest);
        findings.push({
          severity: 'error',
          document: signal.document,
          evidence: [
            { observation: [signal.document, signal.seq] },
            ...anonymous.slice(0, 5).map((e) => ({ event: e.index, project: project.project })),
          ],
          wrong: anonymous.map((e) => e.index),
          about: {
            ids: [...new Set(anonymous.flatMap((e) => e.event.ids.anonymousId ?? []))],
            device: thread.device,
            from: signal.at,
            to: rest.at(-1)?.at ?? signal.at,
          },
          what: `Somebody logged in or signed up, ${ignored === null ? 'but identify() was never called' : `and identify('${ignored}') was called, but the SDK did not take it`}: ${eventName(first)}${anonymous.length > 1 ? ` and ${counted(anonymous.length - 1, 'more event')}` : ''} still went out anonymously.`,
          consequence: `What this user does stays on an anonymous visitor, and what they did before logging in is never linked to them.`,
          fix:
            ignored !== null
              ? `Look at the console of the page: the SDK says there why it ignores the call. ${project.vendor === 'posthog' ? "PostHog does so with person_profiles: 'never'." : ''}`.trim()
              : `Call identify with the user's id as soon as the log-in succeeded, then track an event: ${identifyCall(project.vendor, 'user.id')}; ${trackCall(project.vendor, 'Log In')};`,
        });
      }
    }
    if (!threads.some((t) => t.beats.some(isLogin))) unchecked.push('No confirmed log-in was seen.');
    return { findings, unchecked };
  },
};
