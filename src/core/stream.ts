import type { AnalyticsEvent } from './event.ts';
import type { MergeModel, Settings } from './model.ts';
import type { AnalysisOptions } from './options.ts';
import { assumptionsIn, chooseModel, settingsOf } from './project-analysis.ts';
import { createProjectStream, type ProjectStream } from './project-stream.ts';

export type StreamedProject = {
  readonly vendor: string;
  readonly project: string;
  /** Null for a vendor without a server model. */
  readonly model: string | null;
  readonly settings: Settings;
  readonly stream: ProjectStream;
};

/** Events of many projects, each project simulated apart. */
export type Stream = {
  /** Takes the next event in ingestion order. */
  add(event: AnalyticsEvent): void;
  /** In order of first appearance. */
  readonly projects: readonly StreamedProject[];
  /** Events that came again and were dropped. */
  readonly duplicates: number;
};

/** `mostRows` bounds the events of which a project keeps rows; a project that has more keeps none at all. */
export const createStream = (
  models: readonly MergeModel[],
  options: Pick<AnalysisOptions, 'models' | 'settings'>,
  mostRows: number,
): Stream => {
  const projects: StreamedProject[] = [];
  const byVendor = new Map<string, Map<string, StreamedProject>>();

  const begin = (vendor: string, project: string): StreamedProject => {
    const { model } = chooseModel(models, vendor, project, options.models);
    const settings = settingsOf(model, options.settings);
    const begun = { vendor, project, model: model?.id ?? null, settings, stream: createProjectStream(model, settings, mostRows) };
    projects.push(begun);
    const ofVendor = byVendor.get(vendor) ?? new Map<string, StreamedProject>();
    byVendor.set(vendor, ofVendor.set(project, begun));
    return begun;
  };

  return {
    projects,
    get duplicates() {
      return projects.reduce((sum, { stream }) => sum + stream.duplicates, 0);
    },
    add: (event) => {
      const { vendor, project } = event;
      const { stream } = byVendor.get(vendor)?.get(project) ?? begin(vendor, project);
      stream.add(event);
    },
  };
};

/** How many events rest on each assumption. */
export const assumptionsOf = ({
  settings,
  stream,
}: StreamedProject): readonly { readonly name: string; readonly value: string; readonly touched: number }[] =>
  assumptionsIn(settings, stream.touched());
