import type { View, ViewRow } from '../messages/view.ts';
import { code, plain } from '../reports/markdown-text.ts';
import { type TicketFacts, type TicketStep, ticketText } from '../reports/ticket.ts';
import { words } from './words/en.ts';

type ViewFinding = View['findings'][number];

const mostSteps = 15;
const mostIds = 8;
const identityMethod = /identify|alias|reset|merge|setUserId|setAnonymousId|login|logout|clear|shutdown|modify/i;

const isStep = (row: ViewRow, { vendor, project }: ViewFinding): boolean => {
  if (row.kind === 'document' || row.kind === 'signal' || row.kind === 'mark') return true;
  return row.kind === 'call' && row.vendor === vendor && row.project === project && identityMethod.test(row.title);
};

const idsLine = ({ ids }: ViewRow): string => {
  const shown = [ids?.anonymousId, ids?.knownId].filter((id) => typeof id === 'string').join(' / ');
  return shown === '' ? '' : ` (${shown})`;
};

const stepOf = (row: ViewRow, evidence: boolean): TicketStep => ({
  at: row.at,
  text: `${row.vendor === null ? '' : `${row.vendor}: `}${row.title} ${row.detail}${idsLine(row)}`,
  evidence,
});

const stepsOf = (finding: ViewFinding, rows: readonly ViewRow[]): readonly TicketStep[] => {
  const keys = new Set(finding.keys);
  const last = rows.findLastIndex((row) => keys.has(row.key));
  const devices = new Set(rows.filter((row) => keys.has(row.key)).map((row) => row.device));
  const told = rows.slice(0, last + 1).filter((row) => keys.has(row.key) || (devices.has(row.device) && isStep(row, finding)));
  const spare = Math.max(0, mostSteps - told.filter((row) => keys.has(row.key)).length);
  const others = new Set(spare === 0 ? [] : told.filter((row) => !keys.has(row.key)).slice(-spare));
  return told.filter((row) => keys.has(row.key) || others.has(row)).map((row) => stepOf(row, keys.has(row.key)));
};

const factsOf = (finding: ViewFinding, view: View): TicketFacts => {
  const keys = new Set(finding.keys);
  const mine = (one: { readonly vendor: string; readonly project: string }): boolean =>
    one.vendor === finding.vendor && one.project === finding.project;
  const ids = view.rows.flatMap((row) => (keys.has(row.key) ? [row.ids?.knownId, row.ids?.anonymousId] : []));
  return {
    finding,
    page: view.documents.find(({ id }) => id === finding.document)?.url ?? null,
    version: view.identities.find((i) => mine(i) && i.version !== null)?.version ?? null,
    model: view.projects.find(mine)?.model ?? null,
    ids: [...new Set(ids.filter((id) => typeof id === 'string' && id !== ''))].slice(0, mostIds) as string[],
    steps: stepsOf(finding, view.rows),
    sites: finding.sites ?? [],
  };
};

/** One finding as Markdown, complete enough to be understood without the recording. */
export const findingTicket = (finding: ViewFinding, view: View): string => ticketText(factsOf(finding, view));

const whoThinks = ({ thinks }: View['strip']): string => {
  if (thinks === null) return '–';
  return thinks.known ? plain(thinks.label) : `${words.strip.anonymous} (${plain(thinks.label)})`;
};

/** The whole verdict as Markdown: the strip's sentence, the findings, the flows. */
export const verdictTicket = (view: View): string => {
  const t = words.ticket;
  const page = view.documents.at(-1)?.url;
  const { logout } = view.strip;
  return [
    `## ${words.product}: ${t.heading}`,
    '',
    ...(page == null ? [] : [`- ${t.page}: ${code(page)}`]),
    `- ${t.thinks}: **${whoThinks(view.strip)}**`,
    `- ${t.logout}: **${words.strip.logoutState(logout.state)}**${logout.why === '' ? '' : `, ${plain(logout.why)}`}`,
    '',
    ...(view.findings.length === 0 ? [t.noFindings, ''] : view.findings.flatMap((finding) => [findingTicket(finding, view), ''])),
    ...(view.flows.length === 0 ? [] : [`### ${t.flows}`, '']),
    ...view.flows.map((flow) => `- ${flow.title}, ${flow.vendor}, ${words.flows.run(flow.run)}: **${words.flows.verdict(flow.verdict)}**`),
  ]
    .join('\n')
    .trimEnd();
};
