import type { MixpanelClaims } from '../core/event.ts';
import type { LandedEvent, ProjectAnalysis } from '../core/landed.ts';
import { atEvents, eventsNamed, firstOf, given } from './evidence.ts';
import type { RawFinding, Rule } from './rule.ts';

const claimsOf = ({ event: { claims } }: LandedEvent): MixpanelClaims | null => (claims.shape === 'mixpanel' ? claims : null);
const namesBoth = (e: LandedEvent): boolean => (claimsOf(e)?.userId ?? '') !== '' && (claimsOf(e)?.deviceId ?? '') !== '';
const mergesByName = ({ event: { name } }: LandedEvent): boolean => name === '$identify' || name === '$merge' || name === '$create_alias';
/** An instruction of the original API: `$identify` of two ids, or `$merge`. */
const isOriginal = (e: LandedEvent): boolean =>
  e.event.name === '$merge' || (e.event.name === '$identify' && claimsOf(e)?.identifiedId != null && claimsOf(e)?.anonId != null);

type Mismatch = { readonly events: readonly LandedEvent[]; readonly fits: string; readonly why: string; readonly fix: string };

/** Mixpanel's own SDK speaks both at once, so that only traffic of own code, servers and pipelines can be wrong. */
const mismatchOf = ({ model, events }: ProjectAnalysis): Mismatch | null => {
  const included = events.filter((e) => e.included);
  const original = included.filter(isOriginal);
  const both = included.filter(namesBoth);
  const merges = included.filter((e) => e.event.name === '$merge');
  if (model === 'mixpanel-simplified' && original.length > 0 && both.length === 0)
    return {
      events: original,
      fits: 'Original ID Merge',
      why: 'link ids by $identify or $merge alone, and no event carries both $user_id and $device_id',
      fix: 'Send $device_id and $user_id with an ordinary event after the log-in, or set the pipeline to Simplified ID Merge. If the project is one of Original ID Merge, choose that model.',
    };
  if (model === 'mixpanel-original' && both.length > 0 && !included.some(mergesByName))
    return {
      events: both,
      fits: 'Simplified ID Merge',
      why: 'carry both $user_id and $device_id, and no $identify links the two',
      fix: 'Send $identify with $identified_id and $anon_id at the log-in, or set the pipeline to Original ID Merge. If the project is one of Simplified ID Merge, choose that model.',
    };
  if (model === 'mixpanel-legacy' && merges.length > 0)
    return {
      events: merges,
      fits: 'Original ID Merge',
      why: 'ask to merge users, which the legacy system does not know',
      fix: 'Call alias once, when somebody signs up. If the project is one of Original ID Merge, choose that model.',
    };
  return null;
};

/** W32. */
export const wrongMergeApi: Rule = {
  id: 'wrong-merge-api',
  number: 'W32',
  severity: 'warning',
  vendors: ['mixpanel'],
  models: ['mixpanel-simplified', 'mixpanel-original', 'mixpanel-legacy'],
  title: 'Events are sent for another merge system than the project has',
  cite: 'https://docs.mixpanel.com/docs/tracking-methods/id-management/migrating-to-simplified-id-merge-system',
  settings: [],
  explainedBy: [],
  check: ({ project }) => {
    const mismatch = mismatchOf(project);
    if (mismatch === null) return { findings: [], unchecked: [] };
    const { events, fits, why, fix } = mismatch;
    if (!project.modelConfirmed)
      return { findings: [], unchecked: [`The events of this project fit ${fits}: confirm which merge system it has.`] };
    const finding: RawFinding = {
      severity: 'warning',
      document: events[0]?.document ?? null,
      evidence: atEvents(project, events),
      wrong: [],
      about: {
        ids: given(events.flatMap(({ event: { ids } }) => [ids.anonymousId, ids.knownId])),
        device: null,
        from: firstOf(events),
        to: Number.POSITIVE_INFINITY,
      },
      what: `The events fit ${fits}, not the system that was chosen: ${eventsNamed(events)} ${why}.`,
      consequence: 'Nothing is merged: what visitors did before they logged in never counts for the user.',
      fix,
    };
    return { findings: [finding], unchecked: [] };
  },
};
