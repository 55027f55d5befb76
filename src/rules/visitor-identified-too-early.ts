import type { Analysis } from '../core/analysis.ts';
import { spelling } from '../core/placeholder.ts';
import { type Beat, type BeatOf, namesSomebody, type Thread, threadsOf } from '../core/thread.ts';
import { identifyCall } from '../core/wording.ts';
import { atBeat, given, whenOf } from './evidence.ts';
import { differInShape, shapeOf } from './id-shape.ts';
import type { Evidence, RawFinding, Rule } from './rule.ts';

/** A known id that was given to a visitor, and how that shows. */
type Early = { readonly beat: BeatOf<'identify'>; readonly id: string; readonly how: string; readonly next: BeatOf<'identify'> | null };

const isLogin = (b: Beat): boolean => b.kind === 'signal' && b.signal === 'login';
const isExit = (b: Beat): boolean => b.kind === 'reset' || (b.kind === 'signal' && b.signal !== 'login' && b.confirmed);

/** Every anonymous id that any tool had on a device; without a browser those of the thread. */
const visitorIds = (analysis: Analysis, thread: Thread): ReadonlySet<string> => {
  const ids = new Set<string>();
  const threads =
    thread.device === null
      ? [thread]
      : analysis.projects.flatMap((project) => threadsOf(analysis, project).filter(({ device }) => device === thread.device));
  for (const { beats } of threads)
    for (const { before, after } of beats) for (const id of [before.anonymousId, after.anonymousId]) if (id) ids.add(id);
  return ids;
};

const guest = /^(guest|anon|anonymous|visitor|temp|tmp|lead|session|device)[-_:.]?\w*\d/i;
/** Ids as code makes them for a visitor: random, or with a word that says so. */
const looksMade = (id: string): boolean => guest.test(id) || shapeOf(id) === 'UUID' || shapeOf(id) === 'hash';

const earlyIn = (analysis: Analysis, thread: Thread): readonly Early[] => {
  const { beats } = thread;
  const visitors = visitorIds(analysis, thread);
  const found: Early[] = [];
  const seen = new Set<string>();
  beats.forEach((beat, at) => {
    const id = beat.after.knownId ?? '';
    if (!namesSomebody(beat) || (beat.before.knownId ?? '') !== '' || id === '' || seen.has(id)) return;
    seen.add(id);
    const rest = beats.slice(at + 1);
    const end = rest.findIndex((b) => isExit(b) || (namesSomebody(b) && spelling(b.after.knownId ?? '') !== spelling(id)));
    const next = rest[end];
    const follower = next !== undefined && namesSomebody(next) ? next : null;
    if (visitors.has(id)) found.push({ beat, id, how: 'is the anonymous id of this browser', next: follower });
    // Somebody may have logged in before the recording began: only an id that is made for visitors tells otherwise.
    else if (
      follower !== null &&
      looksMade(id) &&
      (guest.test(id) || differInShape(id, follower.after.knownId ?? '')) &&
      !beats.slice(0, at).some(isLogin) &&
      rest.slice(0, end).some((b) => b.kind === 'signal' && b.signal === 'login' && b.confirmed) &&
      (thread.storedBefore?.knownId ?? '') === ''
    )
      found.push({
        beat,
        id,
        how: `was given before anybody logged in, and replaced by ${follower.after.knownId} at the log-in`,
        next: follower,
      });
  });
  return found;
};

/** W40. */
export const visitorIdentifiedTooEarly: Rule = {
  id: 'visitor-identified-too-early',
  number: 'W40',
  severity: 'error',
  vendors: 'all',
  models: 'all',
  title: 'A visitor was identified before they had logged in',
  cite: 'https://posthog.com/docs/product-analytics/identify',
  settings: [],
  explainedBy: ['placeholder-id', 'bare-anonymous-distinct-id', 'empty-identify'],
  check: ({ analysis, project }) => ({
    findings: threadsOf(analysis, project).flatMap((thread) =>
      earlyIn(analysis, thread).map(({ beat, id, how, next }): RawFinding => {
        const wrong = project.events.filter((e) => e.included && e.profile !== null && e.event.ids.knownId === id && whenOf(e) >= beat.at);
        const evidence: readonly Evidence[] = [atBeat(beat), ...(next === null ? [] : [atBeat(next)])];
        return {
          severity: 'error',
          document: beat.document,
          evidence,
          wrong: wrong.map((e) => e.index),
          about: {
            ids: given(id, next?.after.knownId, beat.before.anonymousId, beat.after.anonymousId, next?.after.anonymousId),
            device: thread.device,
            from: beat.at,
            to: Number.POSITIVE_INFINITY,
          },
          what: `${id} was identified as a user, but ${how}.`,
          consequence: `For the vendor ${id} is a person of their own. When the real user is identified, the two stay apart or the visitor's history is refused, and this cannot be repaired.`,
          fix: `Leave visitors anonymous: the SDK makes an id for them by itself. Call ${identifyCall(project.vendor, 'user.id')} only once somebody has logged in.`,
        };
      }),
    ),
    unchecked: [],
  }),
};
