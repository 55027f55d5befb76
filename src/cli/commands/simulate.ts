import { feedEvents } from '../../adapters/feeds.ts';
import { adapters } from '../../adapters/index.ts';
import { analyse } from '../../core/analyse.ts';
import { createFedStream } from '../../core/fed-stream.ts';
import { models } from '../../models/index.ts';
import { toJson } from '../../reports/json.ts';
import { toSimulation } from '../../reports/simulation.ts';
import { streamedJson } from '../../reports/streamed.ts';
import { analysisOptions } from '../analysis-options.ts';
import type { Command } from '../command.ts';
import { openFiles } from '../input/open-files.ts';
import { readOpened, warnOfDevices } from '../input/read-files.ts';
import { areLines, streamFiles } from '../input/stream-files.ts';
import type { Io } from '../io.ts';
import { commonOptions, parseOptions } from '../options.ts';
import { digestOf, digestOfStream, duplicatesOf, mostRows } from '../output/digest.ts';
import { nearLimits, nearLimitsOfStream, warnOfLimits } from '../output/limit-warnings.ts';
import { simulationText } from '../output/simulation-text.ts';
import { warnOfUnmatched } from '../output/unmatched-warnings.ts';

const portionLength = 1 << 16;

/** Writes pieces in portions, and waits where the reader is slower than we are. */
const writeAll = async (pieces: Iterable<string>, io: Io): Promise<void> => {
  let portion = '';
  for (const piece of pieces) {
    portion += piece;
    if (portion.length < portionLength) continue;
    await io.out(portion);
    portion = '';
  }
  await io.out(portion);
};

export const simulate: Command = {
  name: 'simulate',
  summary: 'Shows which profile every event lands on.',
  usage:
    'idscope simulate FILE… [--model ID|PROJECT=ID]… [--feeds SOURCE:MODEL]… [--set NAME=VALUE]… [--as delivered|called] [--device-from file|ua] [--config FILE] [--json]',
  run: async (args, io) => {
    const { values, positionals } = parseOptions(args, commonOptions, true);
    const { options, reading } = await analysisOptions(values, io);
    const json = values.json === true;
    const files = await openFiles(positionals, io);
    if (areLines(files) && options.order === 'ingestion') {
      const stream = createFedStream(models, options, json ? Number.POSITIVE_INFINITY : mostRows, feedEvents);
      warnOfDevices(files, reading, io);
      const skipped = await streamFiles(files, reading.vendors, stream, io);
      warnOfUnmatched(values, stream.projects, io);
      warnOfLimits(nearLimitsOfStream(stream), io);
      if (json) await writeAll(streamedJson(stream, skipped), io);
      else await io.out(simulationText(digestOfStream(stream, skipped)));
      return 0;
    }
    const { recordings, skipped } = await readOpened(files, reading, io);
    const analysis = analyse(recordings, { adapters, models, feed: feedEvents }, options, { skipped });
    warnOfUnmatched(values, analysis.projects, io);
    warnOfLimits(nearLimits(analysis.projects), io);
    const simulation = toSimulation(analysis);
    await io.out(json ? toJson(simulation) : simulationText(digestOf(simulation, duplicatesOf(analysis.projects))));
    return 0;
  },
};
