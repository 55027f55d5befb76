import { adapterOf } from '../adapters/index.ts';
import type { Analysis } from '../core/analysis.ts';
import type { ProjectAnalysis } from '../core/landed.ts';
import type { Judged } from './engine.ts';

const leftPage = new Set(['sent', 'accepted', 'failed', 'unconfirmed']);

const sentSomething = (project: ProjectAnalysis): boolean => project.events.some((event) => leftPage.has(event.delivery));

/** Of vendors whose requests are not read nobody knows what arrives. */
export const isUnseen = ({ vendor }: { readonly vendor: string }): boolean => adapterOf(vendor)?.wire === 'unseen';

const nameOf = ({ vendor, project }: { readonly vendor: string; readonly project: string | null }): string => `${vendor} ${project}`;

type Silence = { readonly name: string; readonly why: string };

const unsent = 'was observed but sent nothing, so it was not checked. Is capturing opted out, blocked, or refused to automated browsers?';
const refused =
  'sent requests, and every one of them failed, so nothing reached the vendor. Is the host blocked, wrong, or out of reach from here?';
const suppressed =
  'was observed but sent nothing: every event was suppressed, so it was not checked. Is capturing opted out, or refused to automated browsers?';

/** Projects that were seen, by an SDK that was found or by what it did, and of which nothing arrived. What is fed was never seen. */
const silent = (analysis: Analysis, others: ReadonlySet<ProjectAnalysis>): readonly Silence[] => {
  const observed = analysis.projects.filter((project) => project.fedBy === undefined && !isUnseen(project));
  const seen = new Map<string, ProjectAnalysis | null>(observed.map((project) => [nameOf(project), project]));
  for (const m of analysis.moments) {
    if (m.kind === 'sdk' && m.project !== null && !isUnseen(m) && !seen.has(nameOf(m))) seen.set(nameOf(m), null);
  }
  return [...seen].flatMap(([name, project]) => {
    if (project === null) return [{ name, why: unsent }];
    if (others.has(project)) return [];
    if (project.nothingArrived === true) return [{ name, why: refused }];
    if (sentSomething(project)) return [];
    const kept = project.events.length > 0 && project.events.every(({ delivery }) => delivery === 'suppressed');
    return [{ name, why: kept ? suppressed : unsent }];
  });
};

/** Sentences that say why a recording proves nothing, or nothing of one of its projects; none where every project spoke. */
export const emptiness = ({ analysis }: Judged, others: ReadonlySet<ProjectAnalysis>): readonly string[] => {
  const quiet = silent(analysis, others);
  if (others.size > 0 && analysis.projects.length === others.size)
    return ["None of the projects that were seen is the site's own, so nothing was checked."];
  if (analysis.projects.every(isUnseen) && quiet.length === 0)
    return ['No analytics project was observed, so nothing was checked. Was the page opened, and analytics allowed to load?'];
  return quiet.map(({ name, why }) => `${name} ${why}`);
};
