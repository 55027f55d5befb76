import type { Analysis } from '../core/analysis.ts';
import type { ProjectAnalysis } from '../core/landed.ts';
import { isTop, loadsOf } from '../core/loads.ts';
import { type Beat, type Thread, threadsOf } from '../core/thread.ts';
import { callsOf } from './project-calls.ts';

/** The step from one page to the next on which the anonymous id changed. */
export type Change = { readonly from: Beat; readonly to: Beat; readonly old: string; readonly fresh: string };

const isAnonymous = (b: Beat): boolean => (b.before.knownId ?? '') === '';

/** New anonymous ids of pages that opened after one with another id, on the same site, with no reset since that one appeared. */
export const changesOf = (analysis: Analysis, project: ProjectAnalysis, thread: Thread): readonly Change[] => {
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

/** Profiles by anonymous id. */
export const ownersOf = (project: ProjectAnalysis): ReadonlyMap<string, string> => {
  const owners = new Map<string, string>();
  for (const { event, profile, included } of project.events)
    if (included && profile !== null && event.ids.anonymousId !== null) owners.set(event.ids.anonymousId, profile);
  return owners;
};

/** What the other tools of the page held over the same step: all kept, none kept, or nothing to tell by. */
export const othersKept = (analysis: Analysis, project: ProjectAnalysis, device: string, change: Change): boolean | null => {
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
