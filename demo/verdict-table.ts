import type { Check } from '../src/reports/shapes.ts';

/** One block a variant: the verdict, what was found and how the flows went. */
export function verdictTable(checks: readonly (readonly [string, Check])[]): string {
  const width = Math.max(...checks.map(([variant]) => variant.length));
  return checks
    .map(([variant, check]) => {
      const indent = ' '.repeat(width + 2);
      const lines = [...check.findings.map(findingLine), ...check.flows.map(flowLine)];
      return [`${variant.padEnd(width)}  ${check.verdict}`, ...lines.map((line) => indent + line)].join('\n');
    })
    .join('\n');
}

const findingLine = ({ severity, rule, vendor, affected }: Check['findings'][number]): string =>
  [severity, rule, vendor ? `in ${vendor}` : '', affected > 0 ? `(${affected} on the wrong person)` : ''].filter(Boolean).join(' ');

const flowLine = ({ flow, vendor, run, verdict }: Check['flows'][number]): string => `flow ${flow} in ${vendor}, run ${run}: ${verdict}`;
