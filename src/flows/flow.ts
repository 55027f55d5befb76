import type { Analysis } from '../core/analysis.ts';
import type { ProjectAnalysis } from '../core/landed.ts';

export type StepVerdict = 'pass' | 'fail' | 'waiting' | 'not-applicable';
export type FlowVerdict = 'pass' | 'fail' | 'incomplete' | 'not-applicable';
/** Where something stands in the timeline: a moment by its key, or an event of the project by its index. */
export type StepPlace = { readonly moment: string } | { readonly event: number };
/** `at` is what decided the step; absent where it was decided by what is not there. */
export type FlowStep = { readonly step: string; readonly verdict: StepVerdict; readonly why: string; readonly at?: StepPlace };
export type FlowRun = { readonly run: number; readonly verdict: FlowVerdict; readonly steps: readonly FlowStep[] };

export type FlowInput = { readonly analysis: Analysis; readonly project: ProjectAnalysis };

/** One login scenario. `judge` finds every run of it in a project's story; none tried gives an empty list. */
export type Flow = {
  readonly id: string;
  readonly title: string;
  readonly cite: string;
  readonly steps: readonly { readonly step: string; readonly title: string }[];
  /** Absent where the scenario makes sense for every project. Nobody is asked to try one that does not. */
  readonly applies?: (project: ProjectAnalysis) => boolean;
  readonly judge: (input: FlowInput) => readonly FlowRun[];
};

/** A run with its place, as panel, reports and `check --json` show it. */
export type FlowResult = FlowRun & { readonly flow: string; readonly vendor: string; readonly project: string };
