import { type FeedEvents, fedProject, feedsOf, optionsOfFeed } from './feeds.ts';
import type { MergeModel } from './model.ts';
import type { AnalysisOptions } from './options.ts';
import { createStream, type Stream } from './stream.ts';

/** A stream whose events go on to the destinations too; each of these is a project of its own behind the observed ones. */
export const createFedStream = (models: readonly MergeModel[], options: AnalysisOptions, mostRows: number, feed: FeedEvents): Stream => {
  const observed = createStream(models, options, mostRows);
  const fed = new Map<string, Stream>();

  const streamOf = (model: MergeModel): Stream => {
    const stream = fed.get(model.id) ?? createStream(models, optionsOfFeed(options, model), mostRows);
    fed.set(model.id, stream);
    return stream;
  };

  return {
    get projects() {
      return [...observed.projects, ...[...fed.values()].flatMap(({ projects }) => projects)];
    },
    // What is fed comes again only because its source does.
    get duplicates() {
      return observed.duplicates;
    },
    add: (event) => {
      observed.add(event);
      for (const model of feedsOf(options.feeds, models, event.vendor, event.project)) {
        const project = fedProject(event.project, model.vendor);
        for (const received of feed(event, { model, project })) streamOf(model).add(received);
      }
    },
  };
};
