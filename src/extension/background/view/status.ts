import type { Analysis } from '../../../core/analysis.ts';
import type { ViewServerId, ViewSite, ViewStatus } from '../../../messages/view.ts';
import { type Registries, titleIn } from './projects.ts';

/** What the shell knows beside the analysis. */
export type Surroundings = {
  readonly imported: string | null;
  /** What the session has got since a file is shown. */
  readonly meanwhile: number;
  /** Names of the recordings beside the session. */
  readonly added: readonly string[];
  readonly observations: number;
  /** Observations that a full log could not take. */
  readonly dropped: number;
  /** The tab's page has no content script: it is older than the extension, or none may run there. */
  readonly unreachable: boolean;
  /** The engine's error; null while it works. */
  readonly failure: string | null;
  readonly serverId: ViewServerId;
  readonly site: ViewSite;
};

const lossesOf = (analysis: Analysis, dropped: number): ViewStatus['losses'] => {
  const losses = new Map<string, { what: string; why: string; count: number }>();
  const add = (what: string, why: string, count: number): void => {
    const key = JSON.stringify([what, why]);
    losses.set(key, { what, why, count: (losses.get(key)?.count ?? 0) + count });
  };
  for (const moment of analysis.moments) if (moment.kind === 'loss') add(moment.what, moment.why, moment.count);
  if (dropped > 0) add('observations', 'the recording is full: export and clear it to go on', dropped);
  return [...losses.values()];
};

const notesOf = (analysis: Analysis, { adapters }: Registries, around: Surroundings): readonly string[] => {
  const notes = new Set<string>();
  const requestsOnly = new Set<string>();
  if (around.failure !== null) {
    notes.add(`Idscope failed to analyse this recording (${around.failure}). What you see is not complete; the recording goes on.`);
  }
  if (around.unreachable)
    notes.add('Idscope does not run in this page yet: reload it. Browser pages and extension stores stay closed to extensions.');
  for (const identity of analysis.identities) {
    const title = titleIn(adapters)(identity.vendor);
    if (identity.capturing === 'out') notes.add(`${title} is opted out on this page: it sends nothing, on purpose.`);
    if (identity.capturing === 'bot') notes.add(`${title} takes this browser for a bot and sends nothing.`);
    if (identity.instance === 'wire') requestsOnly.add(title);
    else if (!identity.hooked)
      notes.add(`${title}: calls cannot be observed${identity.why === null ? '' : ` (${identity.why})`}. Storage and requests are.`);
    else if (identity.why !== null) notes.add(`${title}: some calls cannot be observed (${identity.why}).`);
  }
  // One note for all of them: in a HAR it is every vendor.
  if (requestsOnly.size > 0)
    notes.add(`${[...requestsOnly].join(', ')}: no calls were seen. Who the visitor is to them is told by what was sent.`);
  return [...notes];
};

/** Why the panel shows what it shows, or nothing. */
export const toStatus = (analysis: Analysis, registries: Registries, around: Surroundings): ViewStatus => {
  const tabs = new Set(analysis.moments.flatMap((moment) => (moment.tab === null ? [] : [`${moment.device} ${moment.tab}`])));
  return {
    state: around.imported !== null ? 'imported' : around.observations === 0 ? 'fresh' : 'recording',
    observations: around.observations,
    tabs: tabs.size,
    losses: lossesOf(analysis, around.dropped),
    notes: notesOf(analysis, registries, around),
    skipped: analysis.skipped,
    file: around.imported === null ? null : { name: around.imported, meanwhile: around.meanwhile },
    added: around.added,
  };
};
