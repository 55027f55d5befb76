import { counted } from '../core/wording.ts';
import type { FlowResult } from '../flows/flow.ts';
import { flows as allFlows } from '../flows/index.ts';
import type { Finding } from '../rules/rule.ts';
import type { Checked } from './check.ts';
import type { Judged } from './engine.ts';
import { cellCode, code, plain } from './markdown-text.ts';
import { ticketText } from './ticket.ts';
import { ticketFacts } from './ticket-facts.ts';

const marks = { pass: '✅', fail: '❌', incomplete: '⏳', waiting: '⏳', 'not-applicable': '➖' } as const;

const bySeverity = (findings: readonly Finding[]): string => {
  const parts = (['error', 'warning', 'info'] as const).flatMap((severity) => {
    const count = findings.filter((f) => f.severity === severity).length;
    return count === 0 ? [] : [counted(count, severity === 'info' ? 'remark' : severity)];
  });
  return parts.length === 0 ? 'none' : parts.join(', ');
};

const byVerdict = (flows: readonly FlowResult[]): string => {
  const words = { pass: 'passed', fail: 'failed', incomplete: 'incomplete', 'not-applicable': 'not applicable' } as const;
  const parts = (['pass', 'fail', 'incomplete', 'not-applicable'] as const).flatMap((verdict) => {
    const count = flows.filter((f) => f.verdict === verdict).length;
    return count === 0 ? [] : [`${count} ${words[verdict]}`];
  });
  return parts.length === 0 ? 'none tried' : parts.join(', ');
};

const table = ({ analysis }: Judged, { check, baseline }: Checked): readonly string[] => {
  const projects = analysis.projects.map(
    ({ vendor, project, model, modelConfirmed }) =>
      `${vendor} ${cellCode(project)}${model === null ? '' : ` (${model}${modelConfirmed ? '' : ', assumed'})`}`,
  );
  const row = (name: string, text: string): string => `| ${name} | ${text} |`;
  return [
    '| | |',
    '|---|---|',
    row('Findings', bySeverity(check.findings)),
    ...(baseline === null
      ? []
      : [
          row(
            'Since the baseline',
            `${check.findings.length - baseline.known.length} new, ${baseline.known.length} known, ${baseline.gone.length} gone`,
          ),
        ]),
    row('Flows', byVerdict(check.flows)),
    row('Observed', projects.length === 0 ? 'no analytics project' : projects.join('<br>')),
    row('Not judged', check.unchecked.length === 0 ? 'nothing' : counted(check.unchecked.length, 'thing')),
  ];
};

const folded = (summary: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : ['<details>', `<summary>${summary}</summary>`, '', ...lines, '', '</details>', ''];

const flowBlock = (run: FlowResult): string => {
  const flow = allFlows.find(({ id }) => id === run.flow);
  const titleOf = (step: string): string => flow?.steps.find((s) => s.step === step)?.title ?? step;
  return [
    `- ${marks[run.verdict]} **${plain(flow?.title ?? run.flow)}** (${code(run.flow)}, ${plain(run.vendor)} ${code(run.project)}, run ${run.run})`,
    ...run.steps.map(({ step, verdict, why }) => `  - ${marks[verdict]} ${plain(titleOf(step))}: ${plain(why)}`),
  ].join('\n');
};

/** A comment longer than this is refused by the common forges; the frame around the blocks is left some room. */
const longest = 60_000;

/** Blocks as lines, until the report as a whole would be too long; then it says how many are missing. */
type Take = (blocks: readonly string[], one: string) => readonly string[];

const createTake = (): Take => {
  let left = longest;
  return (blocks, one) => {
    const lines: string[] = [];
    for (const [place, block] of blocks.entries()) {
      left -= block.length + 1;
      if (left < 0) return [...lines, '', `${counted(blocks.length - place, `more ${one}`)} would make this too long.`];
      lines.push(block);
    }
    return lines;
  };
};

const tickets = (judged: Judged, findings: readonly Finding[]): readonly string[] =>
  findings.map((f) => `${ticketText(ticketFacts(judged, f), 4)}\n`);

/**
 * A check as Markdown, for a pull-request comment or a ticket: a short verdict, what makes it fail in full, and the rest
 * folded away. Nothing of the recording becomes markup, a mention or a link.
 */
export const toMarkdown = (judged: Judged, checked: Checked, title = ''): string => {
  const { check, reasons, failing, baseline } = checked;
  const bad = new Set(failing.findings);
  const known = new Set(baseline?.known);
  const others = check.findings.filter((f) => !bad.has(f) && !known.has(f));
  const goneLines =
    baseline?.gone.map(
      (f) => `- ${plain(f.title)} (${code(f.rule)}${f.project === null ? '' : `, ${plain(f.vendor ?? '')} ${code(f.project)}`})`,
    ) ?? [];
  const take = createTake();
  const lines = [
    `## ${marks[check.verdict]} Idscope: ${check.verdict === 'pass' ? 'identity check passed' : 'identity check failed'}`,
    '',
    ...(title === '' ? [] : [`${code(title)}`, '']),
    ...table(judged, checked),
    '',
    ...(reasons.length === 0
      ? []
      : [
          '**Fails because**',
          '',
          ...take(
            reasons.map((reason) => `- ${plain(reason)}`),
            'reason',
          ),
          '',
        ]),
    ...(bad.size === 0 ? [] : ['### Findings', '', ...take(tickets(judged, failing.findings), 'finding')]),
    ...folded(
      `${counted(others.length, bad.size === 0 ? 'finding' : 'further finding')} that ${others.length === 1 ? 'does' : 'do'} not fail the check`,
      take(tickets(judged, others), 'finding'),
    ),
    ...folded(`${counted(known.size, 'finding')} known before`, take(tickets(judged, baseline?.known ?? []), 'finding')),
    ...folded(`${counted(goneLines.length, 'finding')} gone since the baseline`, take(goneLines, 'finding')),
    ...folded(`Flows: ${byVerdict(check.flows)}`, take(check.flows.map(flowBlock), 'flow')),
    ...folded(
      `${counted(check.unchecked.length, 'thing')} could not be judged`,
      take(
        check.unchecked.map(
          (u) => `- ${code(u.rule ?? u.flow ?? 'project')}${u.project === null ? '' : ` in ${code(u.project)}`}: ${plain(u.why)}`,
        ),
        'thing',
      ),
    ),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
};
