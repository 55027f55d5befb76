import type { Analysis } from '../core/analysis.ts';
import type { ProjectAnalysis } from '../core/landed.ts';
import { isTop, loadsOf } from '../core/loads.ts';
import { type Thread, threadsOf } from '../core/thread.ts';

export type Neighbour = {
  readonly project: ProjectAnalysis;
  readonly thread: Thread;
  /** Whether a document is of a site on which both tools were at work on one page. */
  readonly shares: (document: string) => boolean;
};

/** The top pages on which a project was seen at work. */
const pagesOf = (analysis: Analysis, { vendor, project }: ProjectAnalysis): ReadonlySet<string> => {
  const loads = loadsOf(analysis);
  const pages = new Set<string>();
  for (const m of analysis.moments) {
    if (!('vendor' in m) || m.vendor !== vendor || m.project !== project || m.kind === 'sdk') continue;
    const load = loads.get(m.document);
    if (load !== undefined && isTop(load)) pages.add(m.document);
  }
  return pages;
};

/** Other projects that were at work on the same pages of the same device, each with its story there. Fed ones were not observed. */
export const neighboursOf = (analysis: Analysis, project: ProjectAnalysis, device: string): readonly Neighbour[] => {
  const pages = pagesOf(analysis, project);
  const loads = loadsOf(analysis);
  const siteOf = (document: string): string | null => loads.get(document)?.site ?? null;
  return analysis.projects.flatMap((other): readonly Neighbour[] => {
    if ((other.vendor === project.vendor && other.project === project.project) || other.fedBy !== undefined) return [];
    const thread = threadsOf(analysis, other).find((t) => t.device === device);
    if (thread === undefined) return [];
    const sites = new Set([...pagesOf(analysis, other)].filter((page) => pages.has(page)).map((page) => siteOf(page)));
    return sites.size === 0 ? [] : [{ project: other, thread, shares: (document) => sites.has(siteOf(document)) }];
  });
};
