import type { LandedEvent } from '../core/landed.ts';
import { type Beat, type BeatOf, namesSomebody, type Thread, threadsOf } from '../core/thread.ts';
import { resetCall, trackCall } from '../core/wording.ts';
import { saysLogout } from './event-words.ts';
import { atBeat, eventsNamedFirst, given } from './evidence.ts';
import type { RawFinding, Rule } from './rule.ts';

type Late = { readonly reset: BeatOf<'reset'>; readonly person: string; readonly event: LandedEvent };

/** mParticle's `logout` is the reset itself. */
const isReset = ({ event: { claims } }: LandedEvent): boolean => claims.shape === 'mparticle' && claims.request === 'logout';

const tellsOfLogout = (b: Beat): b is BeatOf<'event'> =>
  b.kind === 'event' && b.event.included && saysLogout(b.event.event.name) && !isReset(b.event);

/** Log-out events that went out after the person's reset and without their id, where none had told of it before. */
const lateIn = ({ beats }: Thread): readonly Late[] =>
  beats.flatMap((reset, at): readonly Late[] => {
    const person = reset.before.knownId ?? '';
    if (reset.kind !== 'reset' || person === '') return [];
    const before = beats.slice(0, at);
    const began = before.findLastIndex((b) => namesSomebody(b) || b.kind === 'reset');
    if (before.slice(began + 1).some(tellsOfLogout)) return [];
    const rest = beats.slice(at + 1);
    const end = rest.findIndex((b) => namesSomebody(b) || b.kind === 'reset');
    const late = (end === -1 ? rest : rest.slice(0, end)).find(tellsOfLogout);
    if (late === undefined || (late.event.event.ids.knownId ?? '') !== '' || late.event.merge === 'ignored') return [];
    // What a server or another SDK has linked since counts for the person after all.
    return late.event.landsOn === person ? [] : [{ reset, person, event: late.event }];
  });

/** W27. */
export const logoutEventAfterReset: Rule = {
  id: 'logout-event-after-reset',
  number: 'W27',
  severity: 'warning',
  vendors: 'all',
  models: 'all',
  title: 'The log-out was tracked after the reset',
  cite: 'https://segment.com/docs/connections/spec/best-practices-identify/',
  settings: [],
  explainedBy: ['identity-changed-in-same-tick', 'reset-kept-an-id', 'placeholder-id'],
  check: ({ analysis, project }) => ({
    findings: threadsOf(analysis, project).flatMap((thread) =>
      lateIn(thread).map(
        ({ reset, person, event }): RawFinding => ({
          severity: 'warning',
          document: event.document,
          evidence: [atBeat(reset), { event: event.index, project: project.project }],
          wrong: [event.index],
          about: {
            ids: given(person, reset.before.anonymousId, event.event.ids.anonymousId),
            device: thread.device,
            from: reset.at,
            to: analysis.until,
          },
          what: `${eventsNamedFirst([event])} went out after the reset, so without the id of ${person}, who logged out.`,
          consequence: `The log-out counts for a new anonymous visitor, and ${person} never seems to leave.`,
          fix:
            project.vendor === 'amplitude'
              ? "Track the log-out first and wait for it: await amplitude.track('Log Out').promise; amplitude.reset();"
              : `Track the log-out first, then reset: ${trackCall(project.vendor, 'Log Out')}; ${resetCall(project.vendor)};`,
        }),
      ),
    ),
    unchecked: [],
  }),
};
