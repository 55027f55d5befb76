import { readRecordings } from '../../reports/engine.ts';
import { toPlaywrightSpec } from '../../reports/playwright-spec.ts';
import { analysisOptions } from '../analysis-options.ts';
import type { Command } from '../command.ts';
import { readFiles } from '../input/read-files.ts';
import { commonOptions, parseOptions } from '../options.ts';
import { Unusable } from '../unusable.ts';

export const exportTest: Command = {
  name: 'export-test',
  summary: 'Writes a Playwright test whose assertions are the identity facts of a recording.',
  usage: 'idscope export-test FILE… [--out FILE] [--model ID|PROJECT=ID]… [--config FILE]',
  run: async (args, io) => {
    const { values, positionals } = parseOptions(args, { ...commonOptions, out: { type: 'string' } }, true);
    const { options, reading } = await analysisOptions(values, io);
    const { recordings } = await readFiles(positionals, reading, io);
    const source = positionals.map((path) => path.split(/[\\/]/).at(-1)).join(', ');
    const spec = toPlaywrightSpec(readRecordings(recordings, options), source);
    if (spec === null) throw new Unusable('Nobody was identified in this recording, so there is nothing to assert.');
    if (values.out === undefined) io.out(spec);
    else
      await io.write(values.out, spec).catch(() => {
        throw new Unusable(`${values.out} cannot be written.`);
      });
    return 0;
  },
};
