import type { Analysis } from '../core/analysis.ts';
import type { ProjectAnalysis } from '../core/landed.ts';
import { loadsOf } from '../core/loads.ts';
import type { IdentityNow } from '../core/story.ts';
import { identifyCall, resetCall } from '../core/wording.ts';
import type { Verdict } from './verdict.ts';

/** Who the SDK takes the visitor for in the document that was opened last. */
const nowOf = (analysis: Analysis, { vendor, project }: ProjectAnalysis): IdentityNow | null => {
  const loads = loadsOf(analysis);
  const openedAt = ({ document }: IdentityNow): number => loads.get(document)?.openedAt ?? 0;
  return analysis.identities
    .filter((one) => one.vendor === vendor && one.project === project)
    .reduce<IdentityNow | null>((latest, one) => (latest === null || openedAt(one) >= openedAt(latest) ? one : latest), null);
};

const unknown = ({ vendor, project }: ProjectAnalysis): Verdict => ({
  holds: null,
  why: `${vendor} ${project}: nothing says who it takes the visitor for: neither its calls nor its storage were seen.`,
});

/** Whether the SDK will send its next event as this known id. */
export const identifiedVerdict = (analysis: Analysis, project: ProjectAnalysis, id: string): Verdict => {
  const now = nowOf(analysis, project);
  if (now === null) return unknown(project);
  const name = `${project.vendor} ${project.project}`;
  const known = now.ids.knownId || null;
  if (known === id) return { holds: true, why: `${name} takes the visitor for ${id}.` };
  const why =
    known === null
      ? `${name} takes the visitor for nobody known (anonymous id ${now.ids.anonymousId ?? 'none'}). Was ${identifyCall(project.vendor, `'${id}'`)} called after the log-in?`
      : `${name} takes the visitor for ${known}, not for ${id}.`;
  return { holds: false, why };
};

/** Whether the SDK takes the visitor for nobody known. */
export const anonymousVerdict = (analysis: Analysis, project: ProjectAnalysis): Verdict => {
  const now = nowOf(analysis, project);
  if (now === null) return unknown(project);
  const name = `${project.vendor} ${project.project}`;
  const known = now.ids.knownId || null;
  return known === null
    ? { holds: true, why: `${name} takes the visitor for nobody known.` }
    : { holds: false, why: `${name} still takes the visitor for ${known}. After a log-out call ${resetCall(project.vendor)}.` };
};
