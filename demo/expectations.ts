import type { Check } from '../src/reports/shapes.ts';
import type { VariantId } from './shop/variants.ts';

/** The rule that each mistake of the shop must be told by. */
const ownRule: Readonly<Record<Exclude<VariantId, 'correct'>, string>> = {
  'no-reset': 'logout-without-reset',
  'reset-every-load': 'reset-while-anonymous',
  placeholder: 'placeholder-id',
  'no-identify': 'login-without-identify',
};

/** What is not as the demo promises, in plain sentences; empty when all is well. */
export function disappointments(variant: VariantId, check: Check): readonly string[] {
  const loud = check.findings.filter((finding) => finding.severity !== 'info');
  const wrong: string[] = [];
  const demand = (met: boolean, sentence: string) => void (met || wrong.push(sentence));
  const verdicts = (flow: string) => check.flows.filter((one) => one.flow === flow).map((one) => one.verdict);

  if (variant === 'correct') {
    for (const finding of loud) wrong.push(`${finding.rule} was found in ${finding.vendor ?? 'the shop'}, where nothing is wrong`);
    for (const flow of ['sign-up', 'shared-device']) {
      demand(verdicts(flow).includes('pass'), `the flow ${flow} was not seen to pass`);
      demand(!verdicts(flow).includes('fail'), `the flow ${flow} failed`);
    }
    demand(check.verdict === 'pass', 'the check did not pass');
    return wrong;
  }

  const rule = ownRule[variant];
  demand(
    loud.some((finding) => finding.rule === rule),
    `${rule} was not found`,
  );
  for (const finding of loud) demand(finding.rule === rule, `${finding.rule} was found beside ${rule}`);
  if (variant === 'no-reset') {
    const errors = loud.filter((finding) => finding.severity === 'error');
    demand(errors.length === 1, `there are ${errors.length} errors and not one`);
    demand((errors[0]?.affected ?? 0) > 0, 'no event is said to be on the wrong person');
    demand(verdicts('shared-device').includes('fail'), 'the flow shared-device did not fail');
    demand(check.verdict === 'fail', 'the check passed');
  }
  return wrong;
}
