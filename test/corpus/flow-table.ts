import { flows } from '../../src/flows/index.ts';
import { correctStories } from './correct/index.ts';
import type { CorpusVendor } from './idioms/idioms.ts';
import { storedNames } from './stored.ts';

export const flowVendors: readonly CorpusVendor[] = ['mixpanel', 'segment', 'posthog', 'amplitude', 'rudderstack'];

/** Why a flow has no recording of a vendor. */
export const whyNot: Readonly<Record<string, { readonly vendors: readonly CorpusVendor[]; readonly why: string }>> = {
  'alias-then-identify': {
    vendors: ['segment', 'posthog', 'amplitude', 'rudderstack'],
    why: 'only the legacy system of Mixpanel, and Kissmetrics, which no package holds, make users by alias',
  },
  consent: {
    vendors: ['segment', 'rudderstack'],
    why: 'the SDK has no call that ends capturing: the site loads it, or lets it go, when the visitor agrees',
  },
};

/** How many recordings of correct sites are about a flow and hold a vendor. */
export const recordingsOf = (flow: string | null, vendor: CorpusVendor): number => {
  const kept = new Set(storedNames('correct'));
  return correctStories
    .filter((story) => story.flow === flow)
    .flatMap(({ name, vendors }) => vendors.filter((which) => which.split('+').includes(vendor) && kept.has(`${name}.${which}`))).length;
};

const open = '<!-- corpus:flows -->';
const close = '<!-- /corpus:flows -->';

/** Which flow is walked with which SDK, as Markdown. */
export const flowTable = (): string => {
  const row = (flow: string | null, title: string): string =>
    `| ${title} | ${flowVendors
      .map((vendor) => recordingsOf(flow, vendor) || (flow !== null && whyNot[flow]?.vendors.includes(vendor) ? 'no' : '?'))
      .join(' | ')} |`;
  return [
    `| flow | ${flowVendors.join(' | ')} |`,
    `|---|${flowVendors.map(() => '---').join('|')}|`,
    ...flows.map(({ id }) => row(id, `\`${id}\``)),
    row(null, 'browsing, a wrong password, a token renewed, the back/forward cache'),
    '',
    ...Object.entries(whyNot).map(([flow, { vendors, why }]) => `- \`${flow}\`, ${vendors.join(', ')}: ${why}.`),
  ].join('\n');
};

/** The page with the table as it is now. */
export const withFlowTable = (page: string): string => {
  const [from, to] = [page.indexOf(open), page.indexOf(close)];
  if (from === -1 || to < from) throw new Error(`There is no ${open} … ${close}.`);
  return `${page.slice(0, from + open.length)}\n${flowTable()}\n${page.slice(to)}`;
};
