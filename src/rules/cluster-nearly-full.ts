import { counted, resetCall } from '../core/wording.ts';
import type { RawFinding, Rule } from './rule.ts';

/** W21. The model says which of its documented limits a profile has reached to nine tenths. */
export const clusterNearlyFull: Rule = {
  id: 'cluster-nearly-full',
  number: 'W21',
  severity: 'warning',
  vendors: 'all',
  models: 'all',
  title: 'A user has almost as many ids as the vendor allows',
  cite: 'https://docs.mixpanel.com/docs/tracking-methods/id-management',
  settings: [],
  explainedBy: ['placeholder-id', 'reset-while-anonymous'],
  check: ({ analysis, project }) => {
    const findings = project.profiles.flatMap((profile) =>
      (profile.nearLimits ?? []).map((limit): RawFinding => {
        const ids = new Set(profile.ids);
        const events = project.events.filter((e) => e.profile === profile.id);
        const last = events.findLast((e) => e.merge === 'merged') ?? events.at(-1);
        const full = limit.value >= limit.limit;
        const resets = project.model === 'mixpanel-original';
        return {
          severity: 'warning',
          document: last?.document ?? null,
          evidence: last === undefined ? [] : [{ event: last.index, project: project.project }],
          wrong: [],
          about: { ids: [...ids], device: null, from: events[0]?.called.at ?? 0, to: analysis.until },
          what: `${profile.label} has ${limit.value} of ${limit.limit} (${limit.name}) that the vendor allows for one user.`,
          consequence: `${full ? 'The limit is reached' : `After ${counted(limit.limit - limit.value, 'more')}`}: further ids are kept apart, so what this user does on another device or after another log-out counts for somebody else (${limit.cite}).`,
          fix: resets
            ? `With Mixpanel's Original ID Merge every reset uses up an id: do not call ${resetCall(project.vendor)} on every log-out, or move the project to Simplified ID Merge, which has no such limit.`
            : `Find out what makes so many ids for one user: ${resetCall(project.vendor)} on every page, one id that several people share, or an id that is made anew each time.`,
        };
      }),
    );
    return {
      findings,
      unchecked: project.model === null ? ['This vendor has no merge model here, so its limits are not known.'] : [],
    };
  },
};
