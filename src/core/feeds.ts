import type { AnalyticsEvent } from './event.ts';
import type { MergeModel } from './model.ts';
import type { AnalysisOptions, Feed } from './options.ts';

/** What the destination of that vendor receives for an event of a source. */
export type FeedEvents = (event: AnalyticsEvent, to: { readonly model: MergeModel; readonly project: string }) => readonly AnalyticsEvent[];

/** The computed project that holds what a destination receives. */
export const fedProject = (source: string, vendor: string): string => `${source} → ${vendor}`;

/** Options under which a fed project is read with the model of its feed, unless another one was chosen for that very project. */
export const optionsOfFeed = (options: AnalysisOptions, model: MergeModel): AnalysisOptions => ({
  ...options,
  models: { ...options.models, [model.vendor]: model.id },
});

/** The destinations of a source, each with its model. */
export const feedsOf = (
  feeds: readonly Feed[] | undefined,
  models: readonly MergeModel[],
  vendor: string,
  project: string,
): readonly MergeModel[] =>
  (feeds ?? []).flatMap(({ from, to }) => (from === vendor || from === project ? models.filter(({ id }) => id === to) : []));

/** Keeps what was computed by event, so that an analysis made anew names the very same event objects. */
export const keepFed = (feed: FeedEvents): FeedEvents => {
  const kept = new WeakMap<AnalyticsEvent, Map<string, readonly AnalyticsEvent[]>>();
  return (event, to) => {
    const known = kept.get(event) ?? new Map<string, readonly AnalyticsEvent[]>();
    kept.set(event, known);
    const key = `${to.model.id}\n${to.project}`;
    const events = known.get(key) ?? feed(event, to);
    known.set(key, events);
    return events;
  };
};
