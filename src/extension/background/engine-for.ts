import { adapters } from '../../adapters/index.ts';
import { createAnalyser } from '../../core/analyse.ts';
import { flows } from '../../flows/index.ts';
import { judgeFlows } from '../../flows/judge.ts';
import { models } from '../../models/index.ts';
import { rules } from '../../rules/index.ts';
import { judge } from '../../rules/judge.ts';
import type { EngineFor } from './live.ts';

/** Analysis, rules and flows over one growing recording. */
export const engineFor: EngineFor = (options) => {
  const analyser = createAnalyser({ adapters, models }, options);
  return {
    append: analyser.append,
    result: (until) => {
      const analysis = analyser.result(until === undefined ? {} : { until });
      const { findings, unchecked } = judge(analysis, rules, { ownProjects: options.ownProjects, settings: options.settings });
      return { analysis, findings, unchecked, flows: judgeFlows(analysis, flows, () => true) };
    },
  };
};
