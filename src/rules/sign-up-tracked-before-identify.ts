import { type Beat, type BeatOf, namesSomebody, threadsOf } from '../core/thread.ts';
import { identifyCall, trackCall } from '../core/wording.ts';
import { saysSignUp } from './event-words.ts';
import { atBeat, eventsNamedFirst, given } from './evidence.ts';
import type { RawFinding, Rule } from './rule.ts';

/** The identify that a sign-up was meant for; null when the event is told again after it, which says the same of the user. */
const identifyAfter = (beats: readonly Beat[], at: number, within: number): BeatOf<'identify'> | null => {
  const limit = (beats[at]?.at ?? 0) + within;
  let identify: BeatOf<'identify'> | null = null;
  for (let next = at + 1; next < beats.length; next += 1) {
    const beat = beats[next];
    if (beat === undefined || beat.kind === 'reset' || (identify === null && beat.at > limit)) break;
    if (identify === null) identify = namesSomebody(beat) ? beat : null;
    else if (namesSomebody(beat) && beat.after.knownId !== identify.after.knownId) break;
    else if (beat.kind === 'event' && (beat.event.event.ids.knownId ?? '') !== '' && saysSignUp(beat.event.event.name)) return null;
  }
  return identify;
};

/** W34. */
export const signUpTrackedBeforeIdentify: Rule = {
  id: 'sign-up-tracked-before-identify',
  number: 'W34',
  severity: 'info',
  vendors: 'all',
  models: 'all',
  title: 'The sign-up was tracked before identify',
  cite: 'https://segment.com/docs/connections/spec/best-practices-identify/',
  settings: [
    {
      name: 'same-flow-seconds',
      title: 'How long after the event of a sign-up identify belongs to it',
      default: '60',
      values: [],
      cite: 'https://segment.com/docs/connections/spec/best-practices-identify/',
      assumption: false,
    },
  ],
  explainedBy: ['identity-changed-in-same-tick', 'placeholder-id', 'event-between-auth-and-identity'],
  check: ({ analysis, project, settings }) => {
    const within = Number(settings['same-flow-seconds'] ?? 60) * 1000;
    const findings = threadsOf(analysis, project).flatMap((thread): readonly RawFinding[] => {
      const { beats } = thread;
      return beats.flatMap((beat, at): readonly RawFinding[] => {
        if (beat.kind !== 'event' || !beat.event.included || !saysSignUp(beat.event.event.name)) return [];
        const { ids } = beat.event.event;
        if ((ids.knownId ?? '') !== '' || (beat.before.knownId ?? '') !== '') return [];
        const identify = identifyAfter(beats, at, within);
        if (identify === null) return [];
        return [
          {
            severity: 'info',
            document: beat.document,
            evidence: [{ event: beat.event.index, project: project.project }, atBeat(identify)],
            wrong: [],
            about: { ids: given(ids.anonymousId, identify.after.knownId), device: thread.device, from: beat.at, to: identify.at },
            what: `${eventsNamedFirst([beat.event])} was tracked before ${identify.after.knownId} was identified, so that it went out anonymously.`,
            consequence:
              'It counts for the user only where the vendor merges the two afterwards. Tools that do not, and reports by user id, miss the sign-up.',
            fix: `Identify first, then track: ${identifyCall(project.vendor, 'user.id')}; ${trackCall(project.vendor, beat.event.event.name.replaceAll("'", ''))};`,
          },
        ];
      });
    });
    return { findings, unchecked: [] };
  },
};
