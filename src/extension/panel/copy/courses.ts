import { adapters } from '../../../adapters/index.ts';
import type { Analysis } from '../../../core/analysis.ts';
import type { ProjectAnalysis } from '../../../core/landed.ts';
import { flows } from '../../../flows/index.ts';
import type { BeforeAfter, FlowChange, ProjectPair } from '../../../messages/copy.ts';
import type { Diff } from '../../../reports/diff.ts';
import type { Judged } from '../../../reports/engine.ts';
import { titleIn } from '../../background/view/projects.ts';

// Two courses of events side by side, for what-if and for comparing.

const vendorTitle = titleIn(adapters);

const find = (analysis: Analysis, { vendor, project }: ProjectAnalysis): ProjectAnalysis | null =>
  analysis.projects.find((one) => one.vendor === vendor && one.project === project) ?? null;

const both = <T>(pair: BeforeAfter<ProjectAnalysis | null>, read: (project: ProjectAnalysis) => T): BeforeAfter<T | null> => ({
  before: pair.before === null ? null : read(pair.before),
  after: pair.after === null ? null : read(pair.after),
});

/** Every project of either course, those of the first one first. */
export const projectPairs = (before: Analysis, after: Analysis): readonly ProjectPair[] =>
  [...before.projects, ...after.projects.filter((one) => find(before, one) === null)].map((one) => {
    const pair = { before: find(before, one), after: find(after, one) };
    return {
      vendor: one.vendor,
      vendorTitle: vendorTitle(one.vendor),
      project: one.project,
      model: both(pair, ({ model }) => model),
      people: both(pair, ({ profiles }) => profiles.length),
      known: both(pair, ({ profiles }) => profiles.filter(({ known }) => known).length),
    };
  });

export const flowChanges = (diff: Diff): readonly FlowChange[] =>
  diff.flows.map((change) => ({ ...change, title: flows.find(({ id }) => id === change.flow)?.title ?? change.flow }));

/** Events on the wrong person, each counted once. */
export const wrongEvents = (before: Judged, after: Judged): BeforeAfter<number> => ({
  before: before.affected ?? 0,
  after: after.affected ?? 0,
});
