import type { Analysis } from '../core/analysis.ts';
import type { ProjectAnalysis } from '../core/landed.ts';
import type { Flow, FlowResult } from './flow.ts';

/** Runs the flows over every project that `judged` lets through. Flows nobody tried give no result. */
export const judgeFlows = (
  analysis: Analysis,
  flows: readonly Flow[],
  judged: (project: ProjectAnalysis) => boolean,
): readonly FlowResult[] => {
  const projects = analysis.projects.filter(judged);
  return flows.flatMap((flow) =>
    projects.flatMap((project) =>
      flow.judge({ analysis, project }).map((run) => ({ ...run, flow: flow.id, vendor: project.vendor, project: project.project })),
    ),
  );
};
