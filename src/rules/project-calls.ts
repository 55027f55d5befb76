import type { Analysis } from '../core/analysis.ts';
import type { ProjectAnalysis } from '../core/landed.ts';
import type { MomentOf } from '../core/story.ts';

const cache = new WeakMap<Analysis, ReadonlyMap<string, readonly MomentOf<'call'>[]>>();

/** The calls of a project's SDK as the page made them, in order of time; those of a stub whose replay was never seen included. */
export const callsOf = (analysis: Analysis, { vendor, project }: ProjectAnalysis): readonly MomentOf<'call'>[] => {
  const known = cache.get(analysis);
  if (known !== undefined) return known.get(`${vendor} ${project}`) ?? [];
  const calls = new Map<string, MomentOf<'call'>[]>();
  for (const moment of analysis.moments) {
    if (moment.kind !== 'call') continue;
    const key = `${moment.vendor} ${moment.project}`;
    const list = calls.get(key);
    if (list === undefined) calls.set(key, [moment]);
    else list.push(moment);
  }
  cache.set(analysis, calls);
  return calls.get(`${vendor} ${project}`) ?? [];
};

/** Whether calls of this project would be seen if there were any: without a hooked SDK there are requests and storage alone. */
export const seesCalls = (analysis: Analysis, project: ProjectAnalysis): boolean =>
  callsOf(analysis, project).length > 0 ||
  analysis.identities.some((i) => i.vendor === project.vendor && i.project === project.project && i.hooked);
