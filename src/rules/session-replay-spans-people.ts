import { idText, member } from '../core/json.ts';
import type { LandedEvent } from '../core/landed.ts';
import { spelling } from '../core/placeholder.ts';
import { resetCall } from '../core/wording.ts';
import { atEvents, given, whenOf } from './evidence.ts';
import { propertiesOf } from './given-properties.ts';
import type { RawFinding, Rule } from './rule.ts';

/** Where payloads name the recording or the session that recordings go by. */
const names: Readonly<Record<string, string>> = {
  mixpanel: '$mp_replay_id',
  posthog: '$session_id',
  amplitude: '[Amplitude] Session Replay ID',
};

/** W30. Never a finding of its own: the missing reset is the cause. */
export const sessionReplaySpansPeople: Rule = {
  id: 'session-replay-spans-people',
  number: 'W30',
  severity: 'info',
  vendors: ['mixpanel', 'posthog', 'amplitude'],
  models: 'all',
  title: 'One session recording shows two people',
  cite: 'https://github.com/PostHog/posthog-js/issues/3822',
  settings: [],
  explainedBy: ['user-switched-without-reset', 'logout-without-reset', 'impersonation', 'tabs-disagree', 'reset-kept-an-id'],
  onlyAsConsequence: true,
  check: ({ analysis, project }) => {
    const first = new Map<string, LandedEvent>();
    const told = new Set<string>();
    const findings: RawFinding[] = [];
    for (const event of project.events) {
      const session = idText(member(propertiesOf(event.event), names[project.vendor] ?? ''));
      const known = event.event.ids.knownId ?? '';
      if (session === null || known === '' || !event.included) continue;
      const before = first.get(session);
      if (before === undefined) first.set(session, event);
      const was = before?.event.ids.knownId ?? '';
      if (before === undefined || spelling(was) === spelling(known) || told.has(session)) continue;
      told.add(session);
      findings.push({
        severity: 'info',
        document: event.document,
        evidence: atEvents(project, [before, event]),
        wrong: [],
        about: { ids: given(was, known), device: event.device, from: whenOf(before), to: analysis.until },
        what: `The recording ${session} holds events of ${was} and of ${known}.`,
        consequence: 'Whoever watches the recording sees two people as one.',
        fix: `Call ${resetCall(project.vendor)} between the two: it begins a new recording.`,
      });
    }
    return { findings, unchecked: [] };
  },
};
