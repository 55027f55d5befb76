import type { AnalyticsEvent } from './event.ts';
import type { LinkEvent, MergeModel, ModelSetting, Settings } from './model.ts';
import type { Ids } from './observation.ts';

export const neverLinked = 'never-linked';

/** The setting of every model that a browser's SDK feeds: what it stored before recording may have been linked already. */
export const unknownHistory = {
  name: 'unknown-history',
  title: 'Whether an anonymous and a known id that a device had both stored before recording started were linked already',
  default: neverLinked,
  values: [neverLinked, 'linked'],
  assumption: true,
} as const satisfies Omit<ModelSetting, 'cite'>;

/** The index that link events from before the recording go by: no event of the story has it. */
export const beforeRecording = -1;

/** Whether what was stored before counts as linked. */
export const countsAsLinked = (settings: Settings): boolean =>
  settings[unknownHistory.name] !== undefined && settings[unknownHistory.name] !== neverLinked;

/** The links by which a model comes to know the pairs of ids. Pairs with an id missing link nothing and are left out. */
const linksOf = (model: MergeModel, stored: readonly Ids[], project: string): readonly AnalyticsEvent[] =>
  stored.flatMap(({ anonymousId, knownId }) => {
    if (!anonymousId || !knownId || model.linkBefore === undefined) return [];
    const link: LinkEvent = model.linkBefore(anonymousId, knownId);
    const { vendor } = model;
    // Before every event of the story by time too, for models that ask which of two links is the older one.
    return [{ vendor, project, id: null, at: 0, ids: { anonymousId, knownId }, touch: null, payload: null, ...link }];
  });

/**
 * The model with a history: its runs start with these pairs linked, as far as its own rules link them. The links make no
 * row and no profile, and are nobody's `mergedBy`.
 */
export const withHistory = (model: MergeModel, stored: readonly Ids[], project: string): MergeModel => {
  const links = linksOf(model, stored, project);
  if (links.length === 0) return model;
  return {
    ...model,
    start: (settings) => {
      const run = model.start(settings);
      for (const link of links) run.ingest(link, beforeRecording);
      return run;
    },
  };
};
