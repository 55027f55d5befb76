import type { LandedEvent } from '../core/landed.ts';
import { loadsOf } from '../core/loads.ts';
import { atEvents, eventsNamedFirst, given, whenOf } from './evidence.ts';
import { callsOf, seesCalls } from './project-calls.ts';
import type { RawFinding, Rule } from './rule.ts';

const unsent: ReadonlySet<string> = new Set(['lost', 'suppressed', 'called']);
/** A beacon left with the page, and nobody saw what was in it. */
const isGuess = ({ predicted, delivery }: LandedEvent): boolean => predicted && delivery === 'unconfirmed';
const isSent = ({ sent }: LandedEvent): boolean => sent !== null;

/** W38. `reset` forgets the consent, too. Source: posthog-js 1.449.2, executed */
export const resetClearedConsent: Rule = {
  id: 'reset-cleared-consent',
  number: 'W38',
  severity: 'warning',
  vendors: ['posthog'],
  models: 'all',
  title: "The reset forgot the visitor's choice",
  cite: 'https://posthog.com/docs/privacy/data-collection',
  settings: [],
  explainedBy: ['nothing-delivered', 'placeholder-id'],
  check: ({ analysis, project }) => {
    if (!seesCalls(analysis, project))
      return { findings: [], unchecked: ['Calls of this project were not observed, so that it cannot be told who agreed to what.'] };
    const calls = callsOf(analysis, project).filter((c) => c.carriedOut);
    const unchecked: string[] = [];
    const findings = calls.flatMap((reset, at): readonly RawFinding[] => {
      if (reset.meaning.kind !== 'reset') return [];
      const choices = calls.filter((c) => c.meaning.kind === 'capturing' && c.device === reset.device);
      const choice = choices.findLast((c) => c.at < reset.at);
      if (choice?.meaning.kind !== 'capturing') return [];
      if (calls.slice(0, at).some((c) => c.meaning.kind === 'reset' && c.device === reset.device && c.at > choice.at)) return [];
      const next = choices.find((c) => c.at > reset.at)?.at ?? Number.POSITIVE_INFINITY;
      const here = project.events.filter((e) => e.device === reset.device && e.document !== null && !isGuess(e));
      const before = here.filter((e) => whenOf(e) >= choice.at && whenOf(e) < reset.at);
      const after = here.filter((e) => whenOf(e) > reset.at && whenOf(e) < next);
      const where = {
        document: reset.document,
        wrong: [],
        about: {
          ids: given(
            reset.before?.knownId,
            reset.after?.anonymousId,
            ...after.flatMap((e) => [e.event.ids.anonymousId, e.event.ids.knownId]),
          ),
          device: reset.device,
          from: reset.at,
          to: analysis.until,
        },
      };
      if (choice.meaning.to === 'out') {
        const again = after.filter(isSent);
        return before.some(isSent) || again.length === 0
          ? []
          : [
              {
                ...where,
                severity: 'warning',
                evidence: [{ call: choice.call }, { call: reset.call }, ...atEvents(project, again, 4)],
                what: `The visitor had opted out, then posthog.reset() was called, and ${again.length === 1 ? 'an event was' : 'events were'} sent again: ${eventsNamedFirst(again)} left the browser.`,
                consequence:
                  'Where capturing is on until somebody opts out, reset forgets that they did: they are tracked again after the log-out, against what they chose.',
                fix: 'Remember the choice in your own code, and after posthog.reset() call posthog.opt_out_capturing() again if the visitor had opted out.',
              },
            ];
      }
      if (!before.some(isSent) || after.length === 0 || after.some(isSent)) return [];
      // What is merely queued may still be sent. Events that went by no call would be, too.
      const loads = loadsOf(analysis);
      const over = after.every((e) => e.delivery === 'suppressed' || (loads.get(e.document ?? '')?.closedAt ?? null) !== null);
      if (!over || !after.every((e) => unsent.has(e.delivery))) {
        unchecked.push('Nothing was sent since the reset, but the page is still open.');
        return [];
      }
      return [
        {
          ...where,
          severity: 'warning',
          evidence: [{ call: choice.call }, { call: reset.call }, ...atEvents(project, after, 4)],
          what: `The visitor had agreed to be tracked, then posthog.reset() was called, and since then nothing is sent: ${eventsNamedFirst(after)} did not leave the browser.`,
          consequence:
            'Where capturing is off until somebody agrees, reset forgets that they did. Everything after the log-out is missing, without an error.',
          fix: 'Remember the choice in your own code, and after posthog.reset() call posthog.opt_in_capturing() again if the visitor had agreed.',
        },
      ];
    });
    return { findings, unchecked };
  },
};
