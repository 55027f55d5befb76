import type { AnalysisOptions } from '../core/options.ts';
import type { OptionsChange } from '../messages/options-change.ts';
import type { ViewProject } from '../messages/view.ts';

/** One choice that differs from its default, and the change that takes it back. */
export type Chosen = {
  readonly kind: 'model' | 'feed' | 'assumption';
  readonly key: string;
  /** The project, or the assumption's title. */
  readonly of: string;
  readonly value: string;
  /** Null where the default is known only once the choice is gone. */
  readonly normally: string | null;
  readonly without: OptionsChange;
};

const modelTitle = (projects: readonly ViewProject[], id: string): string =>
  projects.flatMap(({ choices, feeds }) => [...choices, ...feeds.flatMap((feed) => feed.choices)]).find((each) => each.id === id)?.title ??
  id;

/** What a tester chose of models, feeds and assumptions, as far as it is not the default. */
export const chosenOf = ({ models, settings, feeds = [] }: AnalysisOptions, projects: readonly ViewProject[]): readonly Chosen[] => {
  const known = projects.flatMap((project) => project.settings);
  return [
    ...Object.entries(models).map(
      ([project, model]): Chosen => ({
        kind: 'model',
        key: project,
        of: projects.find((each) => each.project === project)?.vendorTitle ?? project,
        value: modelTitle(projects, model),
        normally: null,
        without: { models: { [project]: null } },
      }),
    ),
    ...feeds.map(
      (feed): Chosen => ({
        kind: 'feed',
        key: `${feed.from} ${feed.to}`,
        of: feed.from,
        value: modelTitle(projects, feed.to),
        normally: null,
        without: { feeds: [{ ...feed, on: false }] },
      }),
    ),
    ...Object.entries(settings).flatMap(([name, value]): readonly Chosen[] => {
      const setting = known.find((each) => each.name === name);
      if (setting?.default === value) return [];
      return [
        {
          kind: 'assumption',
          key: name,
          of: setting?.title ?? name,
          value,
          normally: setting?.default ?? null,
          without: { settings: { [name]: null } },
        },
      ];
    }),
  ];
};
