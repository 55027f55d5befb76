import type { Finding } from '../rules/rule.ts';
import { code, plain, sourceLink } from './markdown-text.ts';
import { clock } from './story-lines.ts';

export type TicketStep = { readonly at: number; readonly text: string /** The finding rests on it. */; readonly evidence: boolean };

/** Everything a ticket says, wherever it was collected: the panel knows it from its view, the command from an analysis. */
export type TicketFacts = {
  readonly finding: Pick<
    Finding,
    'rule' | 'severity' | 'vendor' | 'project' | 'title' | 'affected' | 'related' | 'what' | 'consequence' | 'fix' | 'cite'
  >;
  readonly page: string | null;
  /** The SDK's version; null where it was not seen. */
  readonly version: string | null;
  /** The merge model that says where events land, `null` for a vendor without one. */
  readonly model: string | null;
  /** Ids of the evidence. */
  readonly ids: readonly string[];
  readonly steps: readonly TicketStep[];
  readonly sites: readonly string[];
};

const severities = { error: 'Error', warning: 'Warning', info: 'Info' } as const;

const placeOf = ({ finding, version, model }: TicketFacts): string | null => {
  if (finding.vendor === null) return null;
  const sdk = `${finding.vendor}${version === null ? '' : ` ${version}`}`;
  return [
    plain(sdk),
    finding.project === null ? '' : `project ${code(finding.project)}`,
    model === null ? '' : `merge model ${plain(model)}`,
  ]
    .filter((part) => part !== '')
    .join(', ');
};

const field = (name: string, text: string | null): readonly string[] => (text === null || text === '' ? [] : [`**${name}:** ${text}`, '']);

/** What happened up to the finding; what it rests on is in bold. Times are UTC. */
const stepsOf = (steps: readonly TicketStep[]): readonly string[] =>
  steps.length === 0
    ? []
    : [
        '**Steps** (UTC; in bold what this rests on):',
        '',
        ...steps.map(({ at, text, evidence }, place) => {
          const line = `${code(clock(at))} ${evidence ? `**${plain(text)}**` : plain(text)}`;
          return `${place + 1}. ${line}`;
        }),
        '',
      ];

/** One finding as Markdown, complete enough to be understood without the recording. `level` is that of its heading. */
export const ticketText = (facts: TicketFacts, level = 3): string => {
  const { finding, page, ids, sites } = facts;
  return [
    `${'#'.repeat(level)} ${severities[finding.severity]}: ${plain(finding.title)}`,
    '',
    plain(finding.what),
    '',
    ...field('Consequence', plain(finding.consequence)),
    ...field('Fix', plain(finding.fix)),
    ...field('Events on the wrong person', finding.affected === 0 ? null : String(finding.affected)),
    ...field('Where', placeOf(facts)),
    ...field('Page', page === null ? null : code(page)),
    ...field('Call site', sites.length === 0 ? null : sites.map(code).join(', ')),
    ...field('Ids', ids.length === 0 ? null : ids.map(code).join(', ')),
    ...stepsOf(facts.steps),
    ...field('Explains', finding.related.length === 0 ? null : finding.related.map(code).join(', ')),
    `Rule ${code(finding.rule)}, ${sourceLink(finding.cite)}`,
  ].join('\n');
};
