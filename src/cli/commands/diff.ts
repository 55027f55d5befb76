import { toDiff } from '../../reports/diff.ts';
import { readRecordings } from '../../reports/engine.ts';
import { toJson } from '../../reports/json.ts';
import { analysisOptions } from '../analysis-options.ts';
import type { Command } from '../command.ts';
import { readFiles } from '../input/read-files.ts';
import { commonOptions, parseOptions } from '../options.ts';
import { diffText } from '../output/diff-text.ts';
import { warnOfUnmatched } from '../output/unmatched-warnings.ts';
import { Unusable } from '../unusable.ts';

export const diff: Command = {
  name: 'diff',
  summary: 'Shows what changed between two recordings in calls, ids, profiles and findings: 1 when findings were added.',
  usage:
    'idscope diff BEFORE AFTER [--model ID|PROJECT=ID]… [--feeds SOURCE:MODEL]… [--set NAME=VALUE]… [--as delivered|called] [--device-from file|ua] [--config FILE] [--json]',
  run: async (args, io) => {
    const { values, positionals } = parseOptions(args, commonOptions, true);
    const [before, after, ...more] = positionals;
    if (before === undefined || after === undefined || more.length > 0) throw new Unusable('diff takes two files: BEFORE and AFTER.');
    if (before === '-' && after === '-') throw new Unusable('Only one of the two files can be standard input.');
    const { options, reading } = await analysisOptions(values, io);
    const judgedOf = async (path: string) => {
      const { recordings, skipped } = await readFiles([path], reading, io);
      return readRecordings(recordings, options, undefined, skipped);
    };
    const left = await judgedOf(before);
    const right = await judgedOf(after);
    warnOfUnmatched(values, [...left.analysis.projects, ...right.analysis.projects], io);
    const compared = toDiff(left, right);
    await io.out(values.json === true ? toJson(compared) : diffText(compared));
    return compared.findings.added.length === 0 ? 0 : 1;
  },
};
