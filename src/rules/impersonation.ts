import { threadsOf } from '../core/thread.ts';
import { identifyCall, sdkName } from '../core/wording.ts';
import { atBeat, atEvents, eventsNamedFirst, given } from './evidence.ts';
import { actsOf } from './impersonation-acts.ts';
import type { RawFinding, Rule } from './rule.ts';

/** W29. */
export const impersonation: Rule = {
  id: 'impersonation',
  number: 'W29',
  severity: 'warning',
  vendors: 'all',
  models: 'all',
  title: 'Staff who acts as a customer is tracked as that customer',
  cite: 'https://github.com/PostHog/posthog/issues/381',
  settings: [],
  explainedBy: ['placeholder-id', 'id-shape-changed'],
  check: ({ analysis, project }) => ({
    findings: threadsOf(analysis, project).flatMap((thread) =>
      actsOf(analysis, project, thread).map(({ sign, customer, staff, beat, to }): RawFinding => {
        const gained = thread.beats.flatMap((b) =>
          b.kind === 'event' &&
          b.at >= beat.at &&
          b.at < to &&
          b.event.included &&
          b.event.profile !== null &&
          b.event.event.ids.knownId === customer
            ? [b.event]
            : [],
        );
        const [first] = gained;
        const device = beat.before.anonymousId;
        const ids = project.profiles.find((p) => p.id === first?.profile)?.ids ?? [];
        const linked =
          staff !== null && device !== null && ids.some((id) => id === device || id.endsWith(`:${device}`) || id.endsWith(`=${device}`));
        return {
          severity: gained.length > 0 || linked ? 'error' : 'warning',
          document: beat.document,
          evidence: [atBeat(beat), ...atEvents(project, gained)],
          wrong: gained.map((e) => e.index),
          about: {
            ids: given(customer, staff, device, beat.after.anonymousId),
            device: thread.device,
            from: beat.at,
            to: Math.min(to, analysis.until),
          },
          what: `${staff ?? 'Somebody'} acted as ${customer} (${sign}), and ${sdkName(project.vendor)} was told that this is ${customer}.${first === undefined ? '' : ` ${eventsNamedFirst(gained)} landed on them.`}`,
          consequence: `${first === undefined ? 'Whatever is tracked next' : 'What staff did'} counts as done by ${customer}${linked ? ', and the device of staff is linked to them for good' : ''}.`,
          fix: `While staff acts as a customer, do not call ${identifyCall(project.vendor, `'${customer}'`)}, and track nothing (or under the id of staff, with a property that says so).`,
        };
      }),
    ),
    unchecked: [],
  }),
};
