import type { Analysis } from '../core/analysis.ts';
import type { ProjectAnalysis } from '../core/landed.ts';
import { isTop, type Load, loadsOf } from '../core/loads.ts';
import type { MomentOf } from '../core/story.ts';
import { type BeatOf, threadsOf } from '../core/thread.ts';
import { callsOf } from './project-calls.ts';
import type { Evidence } from './rule.ts';

/** A page of somebody who is logged in, on which the SDK was not told so. */
export type Page = {
  readonly load: Load;
  readonly known: string;
  readonly evidence: readonly Evidence[];
  readonly wrong: readonly number[];
};

/** Pages over which no identify came, although the SDK still held a known id, with the calls that `depends` picks. */
export const storedOnly = (analysis: Analysis, project: ProjectAnalysis, depends: (call: MomentOf<'call'>) => boolean): readonly Page[] => {
  const byDocument = new Map<string, MomentOf<'call'>[]>();
  for (const call of callsOf(analysis, project)) {
    if (!call.carriedOut) continue;
    const list = byDocument.get(call.document);
    if (list === undefined) byDocument.set(call.document, [call]);
    else list.push(call);
  }
  return [...loadsOf(analysis).values()].flatMap((load): readonly Page[] => {
    const here = byDocument.get(load.document) ?? [];
    if (load.closedAt === null || !isTop(load) || here.some((c) => c.meaning.kind === 'identify')) return [];
    const thread = threadsOf(analysis, project).find((t) => t.device === load.device);
    const waiting = here.filter(depends).flatMap((call) => {
      const known = call.before?.knownId ?? thread?.beats.findLast((b) => b.at <= call.at)?.after.knownId ?? '';
      return known === '' ? [] : [{ call, known }];
    });
    const [first] = waiting;
    return first === undefined
      ? []
      : [{ load, known: first.known, evidence: waiting.slice(0, 5).map((w) => ({ call: w.call.call })), wrong: [] }];
  });
};

/** Pages without the user id that the pages before and after them carry, with no sign of a log-in or log-out in between. */
export const skipped = (analysis: Analysis, project: ProjectAnalysis): readonly Page[] =>
  threadsOf(analysis, project).flatMap((thread) => {
    const pages: { readonly load: Load; readonly events: BeatOf<'event'>[]; known: string; from: number; to: number }[] = [];
    const byLoad = new Map<Load, (typeof pages)[number]>();
    for (const beat of thread.beats) {
      const load = loadsOf(analysis).get(beat.document);
      if (beat.kind !== 'event' || !beat.event.included || load === undefined || !isTop(load)) continue;
      const known = byLoad.get(load);
      const page = known ?? { load, events: [], known: '', from: beat.at, to: beat.at };
      if (known === undefined) pages.push(page);
      byLoad.set(load, page);
      page.events.push(beat);
      page.to = beat.at;
      page.known ||= beat.event.event.ids.knownId ?? '';
    }
    const signals = thread.beats.filter((b) => b.kind === 'signal').map((b) => b.at);
    return pages.flatMap((page, at): readonly Page[] => {
      const before = pages.slice(0, at).findLast((p) => p.known !== '');
      const after = pages.slice(at + 1).find((p) => p.known !== '');
      if (page.known !== '' || before === undefined || before.known !== after?.known) return [];
      if (signals.some((s) => s >= before.from && s <= after.to)) return [];
      const evidence = page.events.slice(0, 5).map((b) => ({ event: b.event.index, project: project.project }));
      return [{ load: page.load, known: before.known, evidence, wrong: page.events.map((b) => b.event.index) }];
    });
  });
