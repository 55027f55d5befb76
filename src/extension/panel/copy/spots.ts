import type { Analysis } from '../../../core/analysis.ts';
import type { Moment } from '../../../core/story.ts';
import type { Spot } from '../../../core/what-if-target.ts';
import type { ProjectName, RowPlace } from '../../../messages/copy.ts';

const gone = 'This row is no longer in the recording.';

export type SpotFound = { readonly ok: true; readonly spot: Spot } | { readonly ok: false; readonly why: string };

const momentOf = (analysis: Analysis, row: string): Moment | null => analysis.moments.find(({ key }) => key === row) ?? null;

/** The call or event that a row is. */
const ownSpot = (moment: Moment): Spot | null => {
  if (moment.kind === 'call') return { kind: 'call', call: moment.call };
  return moment.kind === 'event' ? { kind: 'event', project: moment.event.project, index: moment.event.index } : null;
};

/** What stands in a row, to be left out. */
export const spotOfRow = (analysis: Analysis, row: string): SpotFound => {
  const moment = momentOf(analysis, row);
  if (moment === null) return { ok: false, why: gone };
  const spot = ownSpot(moment);
  return spot === null ? { ok: false, why: 'Only calls and events can be left out.' } : { ok: true, spot };
};

/** Where something of a project is added: at its own call or event, or where the page stood then. */
export const spotBeside = (analysis: Analysis, { row, behind }: RowPlace, { vendor, project }: ProjectName): SpotFound => {
  const moment = momentOf(analysis, row);
  if (moment === null) return { ok: false, why: gone };
  const after = behind ? ({ behind: true } as const) : {};
  const own = 'vendor' in moment && moment.vendor === vendor && moment.project === project ? ownSpot(moment) : null;
  if (own !== null && own.kind !== 'place') return { ok: true, spot: { ...own, ...after } };
  const { document, seq, at } = moment;
  return { ok: true, spot: { kind: 'place', vendor, project, document, seq, at, ...after } };
};
