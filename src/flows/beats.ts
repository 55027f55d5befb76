import type { LandedEvent, ProjectAnalysis } from '../core/landed.ts';
import type { Ids } from '../core/observation.ts';
import type { Beat, BeatOf } from '../core/thread.ts';

/** The known id, null when it is empty. */
export const knownOf = (ids: Ids | undefined): string | null => ids?.knownId || null;

export const isLogin = (b: Beat): b is BeatOf<'signal'> => b.kind === 'signal' && b.signal === 'login' && b.confirmed;
export const isExit = (b: Beat): b is BeatOf<'signal'> => b.kind === 'signal' && b.signal !== 'login' && b.confirmed;

export const becomesKnown = (b: Beat): b is BeatOf<'identify'> =>
  b.kind === 'identify' && knownOf(b.before) === null && knownOf(b.after) !== null;

/** Every event, delivered or not. */
export const eventsOf = (beats: readonly Beat[]): readonly LandedEvent[] => beats.flatMap((b) => (b.kind === 'event' ? [b.event] : []));

/** Events that the vendor has, also those that PostHog counts for nobody. */
export const arrivedOf = (beats: readonly Beat[]): readonly LandedEvent[] =>
  eventsOf(beats).filter((e) => e.included && e.merge !== 'ignored');

/** Events that the vendor has, and counts for somebody. */
export const landedOf = (beats: readonly Beat[]): readonly LandedEvent[] => eventsOf(beats).filter((e) => e.included && e.profile !== null);

/** The profile for which the events count that carry a known id; null without such an event. */
export const profileOf = (events: readonly LandedEvent[], known: string): string | null =>
  events.find((e) => e.included && e.event.ids.knownId === known && e.profile !== null)?.profile ?? null;

/** Whether any request of the project was seen: without one, what did not arrive cannot be told from what was not seen. */
export const seesRequests = (project: ProjectAnalysis): boolean => project.events.some((e) => e.sent !== null);
