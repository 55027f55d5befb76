import type { Recording } from '../../core/recording.ts';
import { redact } from '../../core/redact.ts';
import { flows } from '../../flows/index.ts';
import { toCheck } from '../../reports/check.ts';
import { readRecordings } from '../../reports/engine.ts';
import { analysisOptions } from '../analysis-options.ts';
import type { Command } from '../command.ts';
import { readBaseline } from '../input/read-baseline.ts';
import { readFiles } from '../input/read-files.ts';
import type { Io } from '../io.ts';
import { commonOptions, oneOf, parseOptions } from '../options.ts';
import { nearLimits, warnOfLimits } from '../output/limit-warnings.ts';
import { isRedactedByDefault, reporterOf } from '../output/reporters.ts';
import { warnOfUnmatched } from '../output/unmatched-warnings.ts';
import { Unusable } from '../unusable.ts';

const checkOptions = {
  ...commonOptions,
  flow: { type: 'string', multiple: true },
  'fail-on': { type: 'string' },
  reporter: { type: 'string' },
  out: { type: 'string' },
  redact: { type: 'boolean' },
  'no-redact': { type: 'boolean' },
  baseline: { type: 'string' },
  'allow-empty': { type: 'boolean' },
} as const;

const namedFlows = (texts: readonly string[]): readonly string[] =>
  texts
    .flatMap((text) => text.split(','))
    .map((id) =>
      oneOf(
        '--flow',
        id,
        flows.map((flow) => flow.id),
      ),
    );

const redacted = (recordings: readonly Recording[], io: Io): readonly Recording[] => {
  const salt = io.newSalt();
  return recordings.map((recording) => redact(recording, salt));
};

export const check: Command = {
  name: 'check',
  summary: 'Judges recordings by the rules and flows: 0 pass, 1 fail, 2 unusable.',
  usage:
    'idscope check FILE… [--flow ID]… [--fail-on error|warning|info] [--reporter text|json|junit|markdown|html] [--out FILE] [--redact|--no-redact] [--baseline FILE] [--allow-empty] [--model ID|PROJECT=ID]… [--feeds SOURCE:MODEL]… [--set NAME=VALUE]… [--as delivered|called] [--device-from file|ua] [--config FILE] [--json]',
  run: async (args, io) => {
    const { values, positionals } = parseOptions(args, checkOptions, true);
    if (values.redact === true && values['no-redact'] === true) throw new Unusable('--redact and --no-redact exclude each other.');
    const reporter = reporterOf(values.reporter ?? (values.json === true ? 'json' : 'text'));
    const failOn = oneOf('--fail-on', values['fail-on'] ?? 'error', ['error', 'warning', 'info']);
    const mustPass = namedFlows(values.flow ?? []);
    const { options, reading } = await analysisOptions(values, io);
    const input = await readFiles(positionals, reading, io);

    const baseline = values.baseline === undefined ? null : await readBaseline(values.baseline, options, reading, io);
    const hide = values.redact === true || (isRedactedByDefault(reporter.name) && values['no-redact'] !== true);
    const judged = readRecordings(hide ? redacted(input.recordings, io) : input.recordings, options);
    warnOfUnmatched(values, judged.analysis.projects, io);
    warnOfLimits(nearLimits(judged.analysis.projects), io);
    const checked = toCheck(judged, {
      failOn,
      flows: mustPass,
      allowEmpty: values['allow-empty'] === true,
      ownProjects: options.ownProjects,
      baseline,
    });
    const report = reporter.write(judged, checked, positionals.join(', '));
    if (values.out === undefined) io.out(report);
    else
      await io.write(values.out, report).catch(() => {
        throw new Unusable(`${values.out} cannot be written.`);
      });
    if (values.out !== undefined || reporter.name !== 'text') for (const reason of checked.reasons) io.warn(reason);
    return checked.check.verdict === 'pass' ? 0 : 1;
  },
};
