import type { Analysis } from '../core/analysis.ts';
import type { LandedEvent } from '../core/landed.ts';
import { isTop, loadsOf, nextLoad } from '../core/loads.ts';
import { type Beat, type BeatOf, type Thread, threadsOf } from '../core/thread.ts';
import { counted, resetCall } from '../core/wording.ts';
import type { RawFinding, Rule } from './rule.ts';

type Cut = { readonly beat: BeatOf<'reset'>; readonly ended: string; readonly events: readonly LandedEvent[] };

/** How far a log-out and its resets may lie apart, in ms. */
const nearLogout = 5_000;
/** A handler may reset before the request that confirms the log-out. */
const beforeSignal = 1_000;

/** Whether a reset belongs to a log-out: on its page, or on the page that comes back. */
const belongs = (analysis: Analysis, exit: Beat, reset: Beat): boolean => {
  const since = reset.at - exit.at;
  if (exit.document === reset.document) return since >= -beforeSignal && since <= nearLogout;
  return since >= 0 && since <= nearLogout && nextLoad(analysis, exit.document, exit.at)?.document === reset.document;
};

/**
 * Signs that somebody left, even where the SDK was never told who had logged in. A session that "ends" although nobody
 * ever logged in is the answer every visitor gets to the question who they are.
 */
const exitsOf = (thread: Thread): readonly Beat[] => {
  const first = thread.beats.findIndex(
    (b) => (b.before.knownId ?? '') !== '' || (b.kind === 'signal' && b.signal === 'login' && b.confirmed),
  );
  return thread.beats.filter(
    (b, at) => b.kind === 'signal' && (b.signal === 'logout' || (b.signal === 'expiry' && first !== -1 && at >= first)),
  );
};

const cutsOf = (analysis: Analysis, thread: Thread): readonly Cut[] => {
  const cuts: Cut[] = [];
  const sent = new Map<string, LandedEvent[]>();
  const exits = exitsOf(thread);
  let lastKnown = Number.NEGATIVE_INFINITY;
  for (const beat of thread.beats) {
    if (beat.kind === 'event' && beat.event.included && beat.event.event.ids.anonymousId !== null) {
      const id = beat.event.event.ids.anonymousId;
      const events = sent.get(id);
      if (events === undefined) sent.set(id, [beat.event]);
      else events.push(beat.event);
    }
    if (beat.kind !== 'reset' || beat.call === null) continue;
    const { anonymousId, knownId } = beat.before;
    if (knownId !== null && knownId !== '') {
      lastKnown = beat.at;
      continue;
    }
    if (anonymousId === null || anonymousId === beat.after.anonymousId) continue;
    // At a log-out a reset is right, even where the SDK was never told who logged in.
    if (exits.some((exit) => belongs(analysis, exit, beat))) continue;
    const events = sent.get(anonymousId) ?? [];
    // The page after a log-out may reset once more; the visitor it cuts off was born on that page.
    const again = beat.at - lastKnown <= nearLogout && events.every((e) => e.document === beat.document);
    if (events.length > 0 && !again) cuts.push({ beat, ended: anonymousId, events });
  }
  return cuts;
};

/** Whether two cuts happened on pages that were opened one right after the other. */
const onLoadsInARow = (analysis: Analysis, thread: Thread, cuts: readonly Cut[]): boolean => {
  const used = new Set(
    thread.beats.filter((b) => b.kind === 'event' || b.kind === 'reset' || b.kind === 'identify').map((b) => b.document),
  );
  const loads = [...loadsOf(analysis).values()].filter((l) => isTop(l) && used.has(l.document)).map((l) => l.document);
  const cut = new Set(cuts.map((c) => c.beat.document));
  return loads.some((document, at) => at > 0 && cut.has(document) && cut.has(loads[at - 1] ?? ''));
};

/** W03. */
export const resetWhileAnonymous: Rule = {
  id: 'reset-while-anonymous',
  number: 'W03',
  severity: 'warning',
  vendors: 'all',
  models: 'all',
  title: 'An anonymous visitor was reset',
  cite: 'https://docs.mixpanel.com/docs/tracking-methods/id-management/identifying-users-simplified',
  settings: [],
  explainedBy: ['login-without-identify'],
  check: ({ analysis, project }) => {
    const known = new Set(project.profiles.filter((p) => p.known).map((p) => p.id));
    const findings = threadsOf(analysis, project).flatMap((thread): readonly RawFinding[] => {
      const cuts = cutsOf(analysis, thread);
      const [first] = cuts;
      const last = cuts.at(-1);
      if (first === undefined || last === undefined) return [];
      const everyLoad = onLoadsInARow(analysis, thread, cuts);
      const orphans = cuts.flatMap((c) => c.events.filter((e) => e.merge !== 'ignored' && !known.has(e.profile ?? '')).map((e) => e.index));
      const ids = [...new Set(cuts.map((c) => c.ended))];
      return [
        {
          severity: everyLoad ? 'error' : 'warning',
          document: first.beat.document,
          evidence: cuts.slice(0, 5).flatMap((c) => (c.beat.call === null ? [] : [{ call: c.beat.call }])),
          wrong: orphans,
          about: { ids, device: thread.device, from: first.beat.at, to: last.beat.at },
          what: everyLoad
            ? `reset() runs on every page load: ${counted(cuts.length, 'time')} it ended a visitor who was not logged in.`
            : `reset() was called ${cuts.length === 1 ? '' : `${cuts.length} times `}while nobody was logged in, and ended the anonymous id ${first.ended} that had already sent ${counted(first.events.length, 'event')}.`,
          consequence: `One visitor is counted as ${cuts.length + 1}. What they did before the reset is never linked to the user they become, so sign-ups lose their history and their campaign.`,
          fix: `Call ${resetCall(project.vendor)} only when somebody who was logged in logs out, not while a page loads and not while the session is still being looked up: if (wasLoggedIn) ${resetCall(project.vendor)};`,
        },
      ];
    });
    const blind = threadsOf(analysis, project).some((t) => t.evidence !== 'calls');
    return {
      findings,
      unchecked: blind ? ['Calls of this project were not observed, so a reset of an anonymous visitor cannot be seen.'] : [],
    };
  },
};
