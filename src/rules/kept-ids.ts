import type { Analysis } from '../core/analysis.ts';
import type { ProjectAnalysis } from '../core/landed.ts';
import { leftoversOf } from '../core/leftovers.ts';
import { loadsOf } from '../core/loads.ts';
import { type Beat, type BeatOf, namesSomebody, type Thread } from '../core/thread.ts';

/** An id that was to end with a reset and went on after it. */
export type KeptId = {
  readonly reset: BeatOf<'reset'>;
  readonly person: string;
  readonly id: string;
  readonly how: 'kept' | 'device' | 'restored';
  /** What came after the reset, up to the next one. */
  readonly after: readonly Beat[];
  /** The first other person who was identified then. */
  readonly next: BeatOf<'identify'> | null;
};

const deviceIdOf = (beat: Beat): string | null =>
  beat.kind === 'event' && !beat.event.predicted && beat.event.event.claims.shape === 'posthog' ? beat.event.event.claims.deviceId : null;

const firstDeviceId = (beats: readonly Beat[]): string | null => {
  for (const beat of beats) {
    const id = deviceIdOf(beat);
    if (id !== null) return id;
  }
  return null;
};

/** An old id that came back: on the page of the reset or on one that was opened after it, not in a tab that still has it. */
const comesBack = (analysis: Analysis, reset: Beat, after: readonly Beat[], id: string): boolean => {
  const loads = loadsOf(analysis);
  return after.some(
    (b) =>
      b.after.anonymousId === id &&
      (b.after.knownId ?? '') === '' &&
      (b.document === reset.document || (loads.get(b.document)?.openedAt ?? 0) > reset.at),
  );
};

/**
 * Vendors whose anonymous id is the device's: it stays when somebody logs out, and the events say themselves whose they are.
 * Sources: https://docs.mparticle.com/guides/idsync/use-cases/, https://developers.google.com/analytics/devguides/collection/ga4/user-id,
 * https://docs.snowplow.io/docs/events/identifiers/
 */
export const numbersDevices: ReadonlySet<string> = new Set(['mparticle', 'ga4', 'snowplow']);

/** Ids of a person that survived a reset, on one device. */
export const keptIdsOf = (analysis: Analysis, project: ProjectAnalysis, thread: Thread): readonly KeptId[] => {
  if (numbersDevices.has(project.vendor)) return [];
  const leftovers = leftoversOf(analysis, thread);
  return thread.beats.flatMap((reset, at): readonly KeptId[] => {
    // Other SDKs take the user away by other calls than reset, which are no resets.
    if (reset.kind !== 'reset' || (reset.call === null && project.vendor !== 'rudderstack') || leftovers.has(reset)) return [];
    const { anonymousId: id, knownId: person } = reset.before;
    if (person === null || person === '') return [];
    const rest = thread.beats.slice(at + 1);
    const end = rest.findIndex((b) => b.kind === 'reset');
    const after = end === -1 ? rest : rest.slice(0, end);
    const next = after.find((b): b is BeatOf<'identify'> => namesSomebody(b) && b.after.knownId !== person) ?? null;
    const found = (kept: string, how: KeptId['how']): readonly KeptId[] => [{ reset, person, id: kept, how, after, next }];
    if (id !== null && reset.after.anonymousId === id) return found(id, 'kept');
    if (project.vendor === 'posthog') {
      const device = firstDeviceId(thread.beats.slice(0, at).toReversed());
      if (device !== null && firstDeviceId(after) === device) return found(device, 'device');
    }
    return id !== null && comesBack(analysis, reset, after, id) ? found(id, 'restored') : [];
  });
};
