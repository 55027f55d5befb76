import { threadsOf } from '../core/thread.ts';
import { counted, sdkName } from '../core/wording.ts';
import { changesOf, othersKept, ownersOf } from './anonymous-id-steps.ts';
import { hostsOf } from './hosts.ts';
import { seesCalls } from './project-calls.ts';
import type { RawFinding, Rule } from './rule.ts';

/** W26. */
export const anonymousIdChanged: Rule = {
  id: 'anonymous-id-changed',
  number: 'W26',
  severity: 'warning',
  vendors: 'all',
  models: 'all',
  title: 'The same browser got a new anonymous id',
  cite: 'https://docs.mixpanel.com/docs/tracking-methods/sdks/javascript',
  settings: [],
  explainedBy: ['identity-from-url', 'anonymous-id-overridden', 'reset-while-anonymous'],
  check: ({ analysis, project }) => {
    const unchecked: string[] = [];
    const known = new Set(project.profiles.filter((p) => p.known).map((p) => p.id));
    const hosts = hostsOf(analysis);
    const owners = ownersOf(project);
    const called = seesCalls(analysis, project);
    const findings = threadsOf(analysis, project).flatMap((thread): readonly RawFinding[] => {
      const { device } = thread;
      if (device === null) return [];
      // What was put together in the end did no harm.
      const changes = changesOf(analysis, project, thread).filter(
        (c) => owners.get(c.old) === undefined || owners.get(c.old) !== owners.get(c.fresh),
      );
      const between = changes.filter((c) => hosts.get(c.from.document) !== hosts.get(c.to.document));
      const judged = changes.map((change) => ({ change, kept: othersKept(analysis, project, device, change) }));
      // One change may be the tester's cleared storage; an id on every page is none that was kept.
      const everyLoad = changes.length > 1 && changes.every((c, at) => at === 0 || c.old === changes[at - 1]?.fresh);
      const sure = judged
        .filter(({ change, kept }) => between.includes(change) || kept === true || (kept === null && everyLoad))
        .map((j) => j.change);
      if (sure.length < changes.length)
        unchecked.push('An anonymous id changed between two pages: whether somebody cleared the storage cannot be told.');
      const [first] = sure;
      const last = sure.at(-1);
      if (first === undefined || last === undefined) return [];
      const ids = new Set(sure.flatMap((c) => [c.old, c.fresh]));
      const old = new Set(sure.map((c) => c.old));
      const orphans = project.events.filter(
        (e) => e.included && e.merge !== 'ignored' && !known.has(e.profile ?? '') && old.has(e.event.ids.anonymousId ?? ''),
      );
      const hostChange = between.includes(first) ? ` from ${hosts.get(first.from.document)} to ${hosts.get(first.to.document)}` : '';
      return [
        {
          severity: 'warning',
          document: first.to.document,
          evidence: sure.slice(0, 5).map((c) => ({ observation: [c.to.document, c.to.seq] as const })),
          wrong: orphans.map((e) => e.index),
          about: { ids: [...ids], device, from: first.from.at, to: last.to.at },
          what: `The anonymous id changed from ${first.old} to ${first.fresh} on the way${hostChange === '' ? ' to another page' : hostChange}${sure.length > 1 ? `, and ${counted(sure.length - 1, 'time')} more` : ''}${called ? ', without a reset' : ''}.`,
          consequence:
            'One visitor is counted as several, and only what the last of them did is linked at the log-in: sign-ups lose their history and their campaign.',
          fix:
            hostChange === ''
              ? `${called ? '' : 'Calls were not observed: if the page calls reset() while nobody is logged in, remove that. Else s'}${called ? 'S' : ''}ee that the SDK may keep its id: persistence is on, cookies are not blocked, and nothing deletes ${sdkName(project.vendor)}'s storage between pages.`
              : 'Store the id for the whole site and not for one host: set the cookie domain to the top domain (cross_subdomain_cookie, cookieDomain), or pass the id on in the link.',
        },
      ];
    });
    return { findings, unchecked };
  },
};
