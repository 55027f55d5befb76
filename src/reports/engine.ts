import { feedEvents } from '../adapters/feeds.ts';
import { adapterOf, adapters } from '../adapters/index.ts';
import { type AnalyserStart, analyse, createAnalyser } from '../core/analyse.ts';
import type { Analysis } from '../core/analysis.ts';
import type { ForeignObservation, Observation } from '../core/observation.ts';
import type { AnalysisOptions } from '../core/options.ts';
import type { Recording } from '../core/recording.ts';
import type { FlowResult } from '../flows/flow.ts';
import { flows } from '../flows/index.ts';
import { judgeFlows } from '../flows/judge.ts';
import { models } from '../models/index.ts';
import { rules } from '../rules/index.ts';
import { isOwn, judge } from '../rules/judge.ts';
import type { Finding, Unchecked } from '../rules/rule.ts';

/** Everything Idscope can say of a recording. Panel, command, reports and fixture read nothing else. */
export type Judged = {
  readonly analysis: Analysis;
  readonly findings: readonly Finding[];
  readonly flows: readonly FlowResult[];
  readonly unchecked: readonly Unchecked[];
  /** Events on the wrong person, each counted once. */
  readonly affected?: number;
  /** What muted rules would have found; absent when none is muted. */
  readonly muted?: readonly Finding[];
};

const registries = { adapters, models, feed: feedEvents };

/** Rules and flows over an analysis, each with all of its kind. */
export const judged = (analysis: Analysis, options: AnalysisOptions): Judged => {
  const { settings, ownProjects, muted = [] } = options;
  const judgement = judge(analysis, rules, { settings, ownProjects, muted });
  const { findings, unchecked, affected } = judgement;
  return {
    analysis,
    findings,
    unchecked,
    affected,
    ...(muted.length === 0 ? {} : { muted: judgement.muted }),
    flows: judgeFlows(
      analysis,
      flows,
      // Every flow asks for events: of SDKs whose requests are not read, none can be seen to arrive.
      (project) => project.fedBy === undefined && adapterOf(project.vendor)?.wire !== 'unseen' && isOwn(analysis, project, ownProjects),
    ),
  };
};

/** The engine for a recording that grows. */
export type Engine = {
  /** In any order and portions; what is known already is dropped. */
  append(observations: readonly (Observation | ForeignObservation)[]): void;
  /** `until` in epoch ms: how far the story is known, by default the last `at`. */
  result(until?: number): Judged;
};

export const createEngine = (options: AnalysisOptions, start: AnalyserStart = {}): Engine => {
  const analyser = createAnalyser(registries, options, start);
  return {
    append: analyser.append,
    result: (until) => judged(analyser.result(until === undefined ? {} : { until }), options),
  };
};

/** Several recordings as one story, as from files. `skipped` counts what the parser had to leave out. */
export const readRecordings = (recordings: readonly Recording[], options: AnalysisOptions, until?: number, skipped = 0): Judged =>
  judged(analyse(recordings, registries, options, until === undefined ? { skipped } : { until, skipped }), options);
