import type { Analysis } from '../../../core/analysis.ts';
import type { AnalysisOptions } from '../../../core/options.ts';
import type { Flow } from '../../../flows/flow.ts';
import type { View, ViewFinding, ViewStrip } from '../../../messages/view.ts';
import type { Judged } from '../../../reports/engine.ts';
import type { Finding } from '../../../rules/rule.ts';
import { toViewFinding, toViewUnchecked } from './finding-view.ts';
import { toViewFlow } from './flow-view.ts';
import { findPlaces } from './places.ts';
import { type Registries, titleIn, toProjects } from './projects.ts';
import { toRows } from './rows.ts';
import { numberSlots } from './slots.ts';
import { type Surroundings, toStatus } from './status.ts';

export type ViewDeps = Registries & {
  readonly flows: readonly Flow[];
  readonly toStrip: (judged: Judged, at: { readonly tab: number | null }) => ViewStrip;
};

/** What all panels show alike; tab, strip and status differ. */
export type SharedView = Omit<View, 'version' | 'tab' | 'strip' | 'status' | 'serverId' | 'site'>;

const documentsOf = (judged: Judged): View['documents'] => {
  const documents = new Map<string, View['documents'][number]>();
  for (const moment of judged.analysis.moments) {
    if (moment.kind !== 'document' || moment.url === null || documents.has(moment.document)) continue;
    documents.set(moment.document, {
      id: moment.document,
      url: moment.url,
      tab: moment.tab,
      device: moment.device,
      openedAt: moment.at,
    });
  }
  return [...documents.values()];
};

/** Whether trying it could tell anything of one of the projects; of an empty recording everything might. */
const makesSense = ({ applies }: Flow, { projects }: Analysis): boolean =>
  applies === undefined || projects.length === 0 || projects.some((project) => applies(project));

/** The judged recording as every panel shows it. */
export const buildSharedView = (judged: Judged, options: AnalysisOptions, deps: ViewDeps): SharedView => {
  const { analysis } = judged;
  const places = findPlaces(analysis);
  const slots = numberSlots(analysis);
  const placed = (finding: Finding): ViewFinding => toViewFinding(finding, analysis, places);
  const known = new Map(deps.flows.map((flow) => [flow.id, flow]));
  const tried = new Set(judged.flows.map((result) => result.flow));
  return {
    rows: toRows(analysis, places, slots, titleIn(deps.adapters)),
    documents: documentsOf(judged),
    devices: analysis.devices,
    projects: toProjects(analysis, places, slots, options.feeds ?? [], deps),
    identities: analysis.identities,
    findings: judged.findings.map(placed),
    muted: (judged.muted ?? []).map(placed),
    flows: judged.flows.map((result) => toViewFlow(result, known.get(result.flow), places)),
    untried: deps.flows.filter((flow) => !tried.has(flow.id) && makesSense(flow, analysis)).map(({ id, title }) => ({ flow: id, title })),
    unchecked: judged.unchecked.map((one) => toViewUnchecked(one, known)),
    options,
  };
};

/** The view of one panel. */
export const buildView = (
  shared: SharedView,
  judged: Judged,
  { tab, version, around, deps }: { tab: number; version: number; around: Surroundings; deps: ViewDeps },
): View => ({
  ...shared,
  version,
  tab,
  strip: deps.toStrip(judged, { tab: around.imported === null ? tab : null }),
  status: toStatus(judged.analysis, deps, around),
  serverId: around.serverId,
  site: around.site,
});
