import { adapters } from '../../adapters/index.ts';
import { analyse } from '../../core/analyse.ts';
import { models } from '../../models/index.ts';
import { toJson } from '../../reports/json.ts';
import { toSimulation } from '../../reports/simulation.ts';
import { analysisOptions } from '../analysis-options.ts';
import type { Command } from '../command.ts';
import { readFiles } from '../input/read-files.ts';
import { commonOptions, parseOptions } from '../options.ts';
import { simulationText } from '../output/simulation-text.ts';

export const simulate: Command = {
  name: 'simulate',
  summary: 'Shows which profile every event lands on.',
  usage: 'idscope simulate FILE… [--model ID|PROJECT=ID]… [--set NAME=VALUE]… [--as delivered|called] [--config FILE] [--json]',
  run: async (args, io) => {
    const { values, positionals } = parseOptions(args, commonOptions, true);
    const { options, vendors } = await analysisOptions(values, io);
    const { recordings, skipped } = await readFiles(positionals, vendors, io);
    const analysis = analyse(recordings, { adapters, models }, options, { skipped });
    const simulation = toSimulation(analysis);
    const duplicates = analysis.projects.reduce((sum, project) => sum + project.duplicates, 0);
    io.out(values.json === true ? toJson(simulation) : simulationText(simulation, duplicates));
    return 0;
  },
};
