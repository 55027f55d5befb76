import type { Analysis } from '../core/analysis.ts';
import type { ProjectAnalysis } from '../core/landed.ts';
import { allClosed } from '../core/loads.ts';
import { isOrdinary } from '../core/ordinary.ts';
import { isPlaceholder } from '../core/placeholder.ts';
import { type BeatOf, endOfThread, type Thread, threadsOf } from '../core/thread.ts';
import { counted } from '../core/wording.ts';
import type { RawFinding, Rule } from './rule.ts';

/** Ordinary events by the pair of ids they carried. */
const pairsOf = (thread: Thread): ReadonlyMap<string, readonly BeatOf<'event'>[]> => {
  const pairs = new Map<string, BeatOf<'event'>[]>();
  for (const beat of thread.beats) {
    if (beat.kind !== 'event' || beat.event.delivery === 'suppressed' || !isOrdinary(beat.event.event)) continue;
    const { anonymousId, knownId } = beat.event.event.ids;
    const key = pairKey(anonymousId, knownId);
    const list = pairs.get(key);
    if (list === undefined) pairs.set(key, [beat]);
    else list.push(beat);
  }
  return pairs;
};
const pairKey = (anonymous: string | null, known: string | null): string => JSON.stringify([anonymous, known]);

const arrives = (beat: BeatOf<'event'>): boolean => beat.event.delivery !== 'failed' && beat.event.delivery !== 'lost';

/** What ended the wait for an event, if anything did. */
const endOf = (analysis: Analysis, thread: Thread, at: number, known: string): string | null => {
  for (let next = at + 1; next < thread.beats.length; next += 1) {
    const beat = thread.beats[next];
    if (beat === undefined) continue;
    if (beat.kind === 'reset') return 'reset() was called';
    if (beat.kind === 'signal' && beat.signal !== 'login' && beat.confirmed) return 'the user logged out';
    if (beat.kind === 'identify' && beat.after.knownId !== null && beat.after.knownId !== known) return 'somebody else was identified';
  }
  return allClosed(analysis, thread.device) ? 'the last page was closed' : null;
};

const anythingArrived = (project: ProjectAnalysis): boolean =>
  project.events.some((e) => e.delivery !== 'failed' && e.delivery !== 'lost' && e.delivery !== 'suppressed');

/** W07. In a simplified project `$identify` itself links nothing: only an ordinary event that carries both ids does. */
export const identifyWithoutEvent: Rule = {
  id: 'identify-without-event',
  number: 'W07',
  severity: 'warning',
  vendors: ['mixpanel'],
  models: ['mixpanel-simplified'],
  title: 'identify was not followed by an event',
  cite: 'https://docs.mixpanel.com/docs/tracking-methods/id-management/identifying-users-simplified',
  settings: [],
  explainedBy: [
    'user-switched-without-reset',
    'logout-without-reset',
    'placeholder-id',
    'reset-while-anonymous',
    'call-lost-in-navigation',
    'id-shape-changed',
    'alias-misuse',
  ],
  check: ({ analysis, project }) => {
    const findings: RawFinding[] = [];
    const unchecked: string[] = [];
    for (const thread of threadsOf(analysis, project)) {
      if (thread.device === null || !anythingArrived(project)) continue;
      const pairs = pairsOf(thread);
      thread.beats.forEach((beat, at) => {
        if (beat.kind !== 'identify') return;
        const { anonymousId, knownId } = beat.after;
        if (anonymousId === null || knownId === null || knownId === beat.before.knownId || isPlaceholder(knownId)) return;
        // Opted out: the instruction itself was kept back, which is another matter.
        const own = thread.beats[at + 1];
        if (own?.kind === 'event' && own.key === beat.key && own.event.delivery === 'suppressed') return;
        const linking = pairs.get(pairKey(anonymousId, knownId)) ?? [];
        if (linking.some(arrives)) return;
        const end = endOf(analysis, thread, at, knownId);
        if (end === null) {
          unchecked.push(`identify('${knownId}') was not followed by an event yet.`);
          return;
        }
        const left = project.events.filter(
          (e) =>
            e.included &&
            e.profile !== null &&
            e.event.ids.anonymousId === anonymousId &&
            e.event.ids.knownId === null &&
            e.landsOn !== knownId,
        );
        findings.push({
          severity: 'warning',
          document: beat.document,
          evidence: [
            beat.call === null ? { observation: [beat.document, beat.seq] } : { call: beat.call },
            ...linking.slice(0, 2).map((b) => ({ event: b.event.index, project: project.project })),
          ],
          wrong: left.map((e) => e.index),
          about: { ids: [anonymousId, knownId], device: thread.device, from: beat.at, to: endOfThread(analysis, thread) },
          what:
            linking.length === 0
              ? `identify('${knownId}') was called, then ${end}, and no event was tracked in between.`
              : `identify('${knownId}') was called, but ${counted(linking.length, 'event')} that carried both ids never reached Mixpanel.`,
          consequence: `Mixpanel links a visitor to a user by the first event that carries both ids, not by identify itself. ${
            left.length === 0
              ? 'If this visitor was never linked before, their history stays anonymous.'
              : `${counted(left.length, 'earlier event')} of this visitor ${left.length === 1 ? 'stays' : 'stay'} on the anonymous ${anonymousId}.`
          }`,
          fix: `Track at least one event right after identify: mixpanel.identify('${knownId}'); mixpanel.track('Sign Up'); if the page goes away at once, do both on the next page.`,
        });
      });
    }
    return { findings, unchecked };
  },
};
