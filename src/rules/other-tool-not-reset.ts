import type { Analysis } from '../core/analysis.ts';
import { leftoversOf } from '../core/leftovers.ts';
import { type BeatOf, endOfThread, namesSomebody, threadsOf } from '../core/thread.ts';
import { resetCall } from '../core/wording.ts';
import { indexAfter } from './beat-search.ts';
import { clears, hadItsChance, inTime, lateEvents } from './given-up.ts';
import { type Neighbour, neighboursOf } from './neighbours.ts';
import { resetSparingly } from './reset-sparingly.ts';
import type { RawFinding, Rule } from './rule.ts';

type Exit = { readonly other: Neighbour; readonly reset: BeatOf<'reset'> };

/**
 * Resets of a known person in another tool. One that is followed by the same person at once begins a session and ends none, and
 * a tab that was open before the log-in still goes by nobody.
 */
const exitsOf = (analysis: Analysis, others: readonly Neighbour[], wait: number): readonly Exit[] =>
  others
    .flatMap((other) => {
      const leftovers = leftoversOf(analysis, other.thread);
      return other.thread.beats.flatMap((reset, at): readonly Exit[] => {
        if (reset.kind !== 'reset' || (reset.before.knownId ?? '') === '' || leftovers.has(reset) || !other.shares(reset.document))
          return [];
        const next = other.thread.beats.slice(at + 1).find((b) => namesSomebody(b) || b.kind === 'reset');
        const same = next?.kind === 'identify' && next.after.knownId === reset.before.knownId && next.at - reset.at <= wait;
        return same ? [] : [{ other, reset }];
      });
    })
    .toSorted((a, b) => a.reset.at - b.reset.at);

/** W19. */
export const otherToolNotReset: Rule = {
  id: 'other-tool-not-reset',
  number: 'W19',
  severity: 'warning',
  vendors: 'all',
  models: 'all',
  title: 'One tool was reset, another still knows the user',
  cite: 'https://segment.com/docs/connections/sources/catalog/libraries/website/javascript/',
  settings: [
    {
      name: 'other-tools-wait-seconds',
      title: 'How long after one tool was reset the others may take',
      default: '5',
      values: [],
      pattern: '\\d{1,4}(\\.\\d+)?',
      cite: 'https://segment.com/docs/connections/sources/catalog/libraries/website/javascript/',
      assumption: false,
    },
  ],
  explainedBy: ['logout-without-reset', 'user-switched-without-reset', 'placeholder-id', 'tabs-disagree', 'impersonation'],
  check: ({ analysis, project, settings }) => {
    const wait = Number(settings['other-tools-wait-seconds'] ?? 5) * 1000;
    const unchecked: string[] = [];
    const findings = threadsOf(analysis, project).flatMap((thread): readonly RawFinding[] => {
      const { device } = thread;
      if (device === null) return [];
      const told = new Set<string>();
      return exitsOf(analysis, neighboursOf(analysis, project, device), wait).flatMap(({ other, reset }): readonly RawFinding[] => {
        const at = indexAfter(thread.beats, reset.at) - 1;
        const known = thread.beats[at]?.after.knownId ?? null;
        if (known === null || known === '' || told.has(known)) return [];
        const rest = thread.beats.slice(at + 1);
        // The tools are reset one after the other, and the next user may be named in between.
        const justBefore = thread.beats
          .slice(indexAfter(thread.beats, reset.at - wait), at + 1)
          .some((b) => b.kind === 'reset' && (b.before.knownId ?? '') !== '');
        if (justBefore || inTime(reset, rest, wait)) return [];
        const late = lateEvents(analysis, reset, known, rest, wait);
        const now = analysis.identities.find((i) => i.vendor === project.vendor && i.project === project.project && i.device === device);
        const cleared = rest.some(clears);
        if (late.length === 0 && (cleared || now?.ids.knownId !== known)) return [];
        if (late.length === 0 && !hadItsChance(analysis, reset, device, wait)) {
          unchecked.push(`The ${wait / 1000} seconds that a reset may take after that of another tool are not over.`);
          return [];
        }
        told.add(known);
        const events = late.flatMap((b) => (b.kind === 'event' ? [b.event.index] : []));
        return [
          {
            severity: project.model === 'mixpanel-original' ? 'info' : 'warning',
            document: reset.document,
            evidence: [
              reset.call === null ? { observation: [reset.document, reset.seq] } : { call: reset.call },
              ...events.slice(0, 4).map((index) => ({ event: index, project: project.project })),
            ],
            wrong: events,
            about: {
              ids: [known, ...new Set(late.flatMap((b) => b.after.anonymousId ?? []))],
              device,
              from: reset.at,
              to: endOfThread(analysis, thread),
            },
            what: `${other.project.vendor} was reset when ${reset.before.knownId} left, but ${project.vendor} was not: it still knows ${known}.`,
            consequence: `Whatever happens in this browser next counts for ${known} in ${project.vendor}, and the two tools no longer agree.`,
            fix: `Reset every tool in one place: a reset of ${other.project.vendor} does not reach ${project.vendor}. Call ${resetCall(project.vendor)} beside it.${resetSparingly(project.model)}`,
          },
        ];
      });
    });
    return { findings, unchecked };
  },
};
