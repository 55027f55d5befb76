import type { Analysis } from '../../../core/analysis.ts';
import type { Flow } from '../../../flows/flow.ts';
import type { Change } from '../../../messages/copy.ts';
import type { ViewFinding, ViewUnchecked } from '../../../messages/view.ts';
import { callSites } from '../../../reports/places.ts';
import { rules } from '../../../rules/index.ts';
import { remedyOf } from '../../../rules/remedies.ts';
import type { Finding, Unchecked } from '../../../rules/rule.ts';
import type { Places } from './places.ts';

const titles = new Map(rules.map(({ id, title }) => [id, title]));

/** What could not be judged, by the name that a tester knows it by. */
export const toViewUnchecked = (unchecked: Unchecked, flows: ReadonlyMap<string, Flow>): ViewUnchecked => {
  const { rule, flow } = unchecked;
  const title = rule !== undefined ? titles.get(rule) : flow !== undefined ? flows.get(flow)?.title : undefined;
  return title === undefined ? unchecked : { ...unchecked, title };
};

/** The advice of a finding as changes of the rows that are shown; null where there is nothing to try. */
export const remedyChanges = (finding: Finding, places: Places): readonly Change[] | null => {
  const { vendor, project } = finding;
  const remedy = remedyOf(finding);
  if (remedy === null || vendor === null || project === null) return null;
  if (remedy.kind === 'drop') {
    const rows = remedy.calls.map((call) => places.rowOfEvidence(call, vendor));
    return rows.some((row) => row === null) ? null : rows.flatMap((row) => (row === null ? [] : [{ kind: 'drop', row }]));
  }
  const row = places.rowOfEvidence(remedy.at, vendor);
  return row === null ? null : [{ kind: 'call', of: { vendor, project }, place: { row, behind: false }, text: remedy.text }];
};

/** A finding with the rows that prove it, the lines of code behind it, and what could be tried against it. */
export const toViewFinding = (finding: Finding, analysis: Analysis, places: Places): ViewFinding => {
  const remedy = remedyChanges(finding, places);
  return {
    ...finding,
    keys: [...new Set(finding.evidence.map((each) => places.rowOfEvidence(each, finding.vendor)).filter((key) => key !== null))],
    sites: callSites(analysis, finding),
    explains: finding.related.map((rule) => titles.get(rule) ?? rule),
    ...(remedy === null ? {} : { remedy }),
  };
};
