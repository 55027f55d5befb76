import type { Analysis } from '../core/analysis.ts';
import type { ProjectAnalysis } from '../core/landed.ts';
import { isTop, loadsOf } from '../core/loads.ts';
import { type Beat, type Thread, threadsOf } from '../core/thread.ts';
import { counted, sdkName } from '../core/wording.ts';
import { hostsOf } from './hosts.ts';
import { callsOf, seesCalls } from './project-calls.ts';
import type { RawFinding, Rule } from './rule.ts';

type Change = { readonly from: Beat; readonly to: Beat; readonly old: string; readonly fresh: string };

const isAnonymous = (b: Beat): boolean => (b.before.knownId ?? '') === '';

/** New anonymous ids of pages that opened after one with another id, on the same site, with no reset since that one appeared. */
const changesOf = (analysis: Analysis, project: ProjectAnalysis, thread: Thread): readonly Change[] => {
  const loads = loadsOf(analysis);
  const changes: Change[] = [];
  const firstSeen = new Map<string, number>();
  const documents = new Set<string>();
  let last: Beat | null = null;
  let resetAt = Number.NEGATIVE_INFINITY;
  const silenced = callsOf(analysis, project)
    .filter((c) => c.meaning.kind === 'capturing')
    .map((c) => c.at);
  for (const beat of thread.beats) {
    if (beat.kind === 'reset') resetAt = beat.at;
    if (beat.kind === 'signal' || beat.kind === 'route') continue;
    const id = beat.before.anonymousId;
    const load = loads.get(beat.document);
    if (id !== null && load !== undefined && isTop(load)) {
      const old = last?.after.anonymousId ?? null;
      const since = old === null ? undefined : firstSeen.get(old);
      if (
        last !== null &&
        old !== null &&
        since !== undefined &&
        id !== old &&
        !documents.has(beat.document) &&
        !firstSeen.has(id) &&
        isAnonymous(beat) &&
        (last.after.knownId ?? '') === '' &&
        load.site !== null &&
        load.site === loads.get(last.document)?.site &&
        resetAt < since &&
        !silenced.some((at) => at <= beat.at)
      )
        changes.push({ from: last, to: beat, old, fresh: id });
      documents.add(beat.document);
    }
    for (const seen of [id, beat.after.anonymousId]) if (seen !== null && !firstSeen.has(seen)) firstSeen.set(seen, beat.at);
    if (beat.after.anonymousId !== null) last = beat;
  }
  return changes;
};

/** What the other tools of the page held over the same step: all kept, none kept, or nothing to tell by. */
const othersKept = (analysis: Analysis, project: ProjectAnalysis, device: string, change: Change): boolean | null => {
  const kept: boolean[] = [];
  for (const other of analysis.projects) {
    if ((other.vendor === project.vendor && other.project === project.project) || other.fedBy !== undefined) continue;
    const beats = threadsOf(analysis, other).find((t) => t.device === device)?.beats ?? [];
    const before = beats.findLast((b) => b.document === change.from.document)?.after.anonymousId ?? null;
    const after = beats.find((b) => b.document === change.to.document)?.before.anonymousId ?? null;
    if (before !== null && after !== null) kept.push(before === after);
  }
  return kept.length === 0 ? null : kept.some(Boolean);
};

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
    const called = seesCalls(analysis, project);
    const findings = threadsOf(analysis, project).flatMap((thread): readonly RawFinding[] => {
      const { device } = thread;
      if (device === null) return [];
      const changes = changesOf(analysis, project, thread);
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
