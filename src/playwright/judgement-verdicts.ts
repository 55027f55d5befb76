import { flows } from '../flows/index.ts';
import type { Judged } from '../reports/engine.ts';
import type { Severity } from '../rules/rule.ts';
import type { Wanted } from './silence.ts';
import type { Verdict } from './verdict.ts';

const fits = ({ vendor, project }: Wanted, one: { readonly vendor: string | null; readonly project: string | null }): boolean =>
  (vendor === undefined || vendor === one.vendor) && (project === undefined || project === one.project);

/** Whether every run of a flow passed, of which there must be one. Throws for a flow that does not exist. */
export const flowVerdict = ({ flows: runs }: Judged, id: string, wanted: Wanted): Verdict => {
  const flow = flows.find((one) => one.id === id);
  if (flow === undefined) throw new Error(`There is no flow “${id}”; there are ${flows.map((one) => one.id).join(', ')}.`);
  const own = runs.filter((run) => run.flow === id && fits(wanted, run));
  if (own.length === 0) {
    const steps = flow.steps.map(({ title }, at) => `  ${at + 1}. ${title}`).join('\n');
    return { holds: null, why: `The flow ${id} (${flow.title}) was not tried. It needs these steps:\n${steps}` };
  }
  const open = own.filter(({ verdict }) => verdict !== 'pass');
  const said = (open.length > 0 ? open : own).map((run) => {
    const steps = run.steps.map(({ step, verdict, why }) => {
      const title = flow.steps.find((one) => one.step === step)?.title ?? step;
      return `  ${verdict === 'pass' ? '✓' : verdict === 'fail' ? '✗' : verdict === 'waiting' ? '…' : '–'} ${title}: ${why}`;
    });
    return `${run.vendor} ${run.project}: the flow ${id} is ${run.verdict} (run ${run.run})\n${steps.join('\n')}`;
  });
  return { holds: open.length === 0, why: said.join('\n') };
};

const weight: Readonly<Record<Severity, number>> = { info: 0, warning: 1, error: 2 };

/** Whether nothing at or above `severity` was found. */
export const findingsVerdict = ({ findings }: Judged, severity: Severity, wanted: Wanted): Verdict => {
  const own = findings.filter((one) => weight[one.severity] >= weight[severity] && fits(wanted, one));
  const said = own.map((one) =>
    [
      `${one.severity.toUpperCase()} ${one.title} [${one.rule}${one.vendor === null ? '' : `, ${one.vendor} ${one.project}`}]`,
      `  ${one.what}`,
      `  ${one.consequence}`,
      `  Fix: ${one.fix}`,
    ].join('\n'),
  );
  return { holds: own.length === 0, why: own.length === 0 ? `Nothing of severity ${severity} or above was found.` : said.join('\n') };
};
