import { counted } from '../core/wording.ts';
import type { Checked } from './check.ts';

const mark = { pass: '+', fail: 'x', waiting: '?', 'not-applicable': '-', incomplete: '?' } as const;

/** Breaks at spaces so that no line is longer than `width`, every line led by `indent`. */
const wrapped = (text: string, indent: string, width = 100): string => {
  const lines: string[] = [];
  let line = indent;
  for (const word of text.split(' ')) {
    if (line.length > indent.length && line.length + 1 + word.length > width) {
      lines.push(line);
      line = indent;
    }
    line += line.length > indent.length ? ` ${word}` : word;
  }
  return [...lines, line].join('\n');
};

const labelled = (label: string, text: string): string => wrapped(text, '           ').replace(/^ {11}/, `    ${label.padEnd(7)}`);

/** The flows that nobody tried, by project: one line says as much as one for each. */
const untriedOf = (check: Checked['check']): ReadonlyMap<string, readonly string[]> => {
  const untried = new Map<string, readonly string[]>();
  for (const { flow, project } of check.unchecked)
    if (flow !== undefined) untried.set(project ?? 'everything', [...(untried.get(project ?? 'everything') ?? []), flow]);
  return untried;
};

/** A check for reading in a terminal: the verdict with its reasons, findings, flows, and what could not be judged. */
export const toText = ({ check, reasons, baseline }: Checked): string => {
  const known = new Set(baseline?.known);
  const out: string[] = [check.verdict === 'pass' ? 'PASS' : 'FAIL', ...reasons.map((r) => wrapped(r, '  '))];
  out.push('', check.findings.length === 0 ? 'No findings.' : `${counted(check.findings.length, 'finding')}:`);
  for (const f of check.findings) {
    const where = [f.vendor, f.project].filter((x) => x !== null).join(' ');
    out.push(
      '',
      `  ${f.severity.toUpperCase()}${known.has(f) ? ' (known)' : ''}  ${f.title}  [${f.rule}${where === '' ? '' : `, ${where}`}]`,
    );
    out.push(labelled('what', f.what), labelled('means', f.consequence), labelled('mend', f.fix), labelled('source', f.cite));
    if (f.affected > 0) out.push(`    ${counted(f.affected, 'event')} on the wrong person`);
    if (f.related.length > 0) out.push(`    explains ${f.related.join(', ')}`);
  }
  if (baseline !== null && baseline.gone.length > 0) {
    out.push('', 'Gone since the baseline:');
    for (const f of baseline.gone)
      out.push(`  ${f.severity.toUpperCase()}  ${f.title}  [${[f.rule, f.vendor, f.project].filter((x) => x !== null).join(' ')}]`);
  }
  out.push('', check.flows.length === 0 ? 'No flow was tried.' : 'Flows:');
  for (const run of check.flows) {
    out.push('', `  ${mark[run.verdict]} ${run.flow}: ${run.verdict}  [${run.vendor} ${run.project}, run ${run.run}]`);
    for (const s of run.steps) out.push(`      ${mark[s.verdict]} ${s.step}: ${s.why}`);
  }
  if (check.unchecked.length > 0) {
    out.push('', 'Not judged:');
    for (const u of check.unchecked.filter((each) => each.flow === undefined))
      out.push(wrapped(`${u.rule ?? 'everything'}${u.project === null ? '' : ` (${u.project})`}: ${u.why}`, '  '));
    for (const [project, ids] of untriedOf(check)) out.push(wrapped(`flows not tried (${project}): ${ids.join(', ')}`, '  '));
  }
  return `${out.join('\n')}\n`;
};
