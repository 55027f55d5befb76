import type { View, ViewRow } from '../messages/view.ts';
import { clockTime } from './format.ts';
import { words } from './words/en.ts';

type ViewFinding = View['findings'][number];

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

const evidenceLine = (row: ViewRow): string => {
  const ids = [row.ids?.anonymousId, row.ids?.knownId].filter((id) => typeof id === 'string').join(' / ');
  return oneLine(`- \`${clockTime(row.at)}\` ${row.title} ${row.detail}${ids === '' ? '' : ` (${ids})`}`);
};

/** One finding as Markdown, complete enough to be understood without the recording. */
export const findingTicket = (finding: ViewFinding, rows: readonly ViewRow[]): string => {
  const keys = new Set(finding.keys);
  const evidence = rows.filter((row) => keys.has(row.key)).map(evidenceLine);
  const t = words.ticket;
  return [
    `### ${words.findings.severity(finding.severity)}: ${oneLine(finding.title)}`,
    '',
    oneLine(finding.what),
    '',
    ...(finding.consequence === '' ? [] : [`**${t.consequence}:** ${oneLine(finding.consequence)}`]),
    ...(finding.fix === '' ? [] : [`**${t.fix}:** ${oneLine(finding.fix)}`]),
    ...(finding.affected === 0 ? [] : [`**${t.affected}:** ${finding.affected}`]),
    ...(finding.vendor === null ? [] : [`**${t.vendor}:** ${finding.vendor}${finding.project === null ? '' : ` (${finding.project})`}`]),
    ...(evidence.length === 0 ? [] : ['', `**${t.evidence}:**`, ...evidence]),
    '',
    `${t.reference}: ${finding.rule}, ${finding.cite}`,
  ].join('\n');
};

const whoThinks = ({ thinks }: View['strip']): string => {
  if (thinks === null) return '–';
  return thinks.known ? thinks.label : `${words.strip.anonymous} (${thinks.label})`;
};

/** The whole verdict as Markdown: the strip's sentence, the findings, the flows. */
export const verdictTicket = (view: View): string => {
  const t = words.ticket;
  const page = view.documents.at(-1)?.url;
  const { logout } = view.strip;
  return [
    `## ${words.product}: ${t.heading}`,
    '',
    ...(page === undefined ? [] : [`- ${t.page}: ${page}`]),
    `- ${t.thinks}: **${whoThinks(view.strip)}**`,
    `- ${t.logout}: **${words.strip.logoutState(logout.state)}**${logout.why === '' ? '' : `, ${oneLine(logout.why)}`}`,
    '',
    ...(view.findings.length === 0 ? [t.noFindings, ''] : view.findings.flatMap((finding) => [findingTicket(finding, view.rows), ''])),
    ...(view.flows.length === 0 ? [] : [`### ${t.flows}`, '']),
    ...view.flows.map((flow) => `- ${flow.title}, ${flow.vendor}, ${words.flows.run(flow.run)}: **${words.flows.verdict(flow.verdict)}**`),
  ]
    .join('\n')
    .trimEnd();
};
