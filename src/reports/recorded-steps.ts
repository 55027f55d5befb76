import type { Analysis } from '../core/analysis.ts';
import type { LandedEvent, ProjectAnalysis } from '../core/landed.ts';
import type { Moment } from '../core/story.ts';
import { namesSomebody, type Thread, threadsOf } from '../core/thread.ts';
import { isExit, knownOf } from '../flows/beats.ts';

/** A stretch of a recording in which one person, or nobody known, was there. Times are epoch ms, `to` is exclusive. */
export type RecordedStep = {
  readonly kind: 'visit' | 'login' | 'logout';
  /** Who is known when the step is done; of a log-out, who left. Null for nobody. */
  readonly who: string | null;
  readonly from: number;
  readonly to: number;
  /** What a person did and what was tracked, one line each. */
  readonly lines: readonly string[];
  readonly events: readonly LandedEvent[];
};

type Cut = { readonly kind: RecordedStep['kind']; readonly who: string | null; readonly from: number };

/** Of several projects the one whose story says most of who came and went. */
const mainThread = (analysis: Analysis, projects: readonly ProjectAnalysis[]): Thread | null => {
  const threads = projects.flatMap((project) => threadsOf(analysis, project)).filter(({ device }) => device !== null);
  const weight = ({ beats }: Thread): number => beats.filter((beat) => namesSomebody(beat) || isExit(beat) || beat.kind === 'reset').length;
  return threads.reduce<Thread | null>((best, one) => (best === null || weight(one) > weight(best) ? one : best), null);
};

const cutsOf = ({ beats }: Thread, start: number): readonly Cut[] => {
  const cuts: Cut[] = [{ kind: 'visit', who: null, from: start }];
  let known: string | null = null;
  for (const beat of beats) {
    const now = knownOf(beat.after);
    if (namesSomebody(beat) && now !== null && now !== known) {
      cuts.push({ kind: 'login', who: now, from: beat.at });
      known = now;
    } else if (known !== null && (isExit(beat) || (beat.kind === 'reset' && now === null))) {
      cuts.push({ kind: 'logout', who: known, from: beat.at });
      known = null;
    }
  }
  return cuts;
};

/** A log-in begins with the page on which it was made, and where a log-in was seen, with that. */
const beginsAt = (cut: Cut, moments: readonly Moment[], after: number): number => {
  if (cut.kind !== 'login') return cut.from;
  const attempts = moments.filter((one) => one.kind === 'signal' && one.signal === 'login' && one.at > after && one.at <= cut.from);
  return attempts[0]?.at ?? cut.from;
};

const pathOf = (url: string): string => {
  if (!URL.canParse(url)) return url;
  const { pathname, search } = new URL(url);
  return pathname + search;
};

const linesOf = (moments: readonly Moment[], events: readonly LandedEvent[]): readonly string[] => {
  const opened = moments.flatMap((one) =>
    one.kind === 'document' && (one.what === 'opened' || one.what === 'routed') && one.url !== null
      ? [{ at: one.at, text: `opened ${pathOf(one.url)}` }]
      : [],
  );
  const tracked = new Map<string, { at: number; vendors: string[] }>();
  for (const { event, called } of events) {
    if (event.name.startsWith('$')) continue;
    const known = tracked.get(event.name) ?? { at: called.at, vendors: [] };
    if (!known.vendors.includes(event.vendor)) known.vendors.push(event.vendor);
    tracked.set(event.name, known);
  }
  const named = [...tracked].map(([name, { at, vendors }]) => ({ at, text: `“${name}” was tracked (${vendors.join(', ')})` }));
  return [...opened, ...named].sort((a, b) => a.at - b.at).map(({ text }) => text);
};

/** The steps of a recording, from one person to the next. Empty when nobody was ever known. */
export const recordedSteps = (analysis: Analysis, projects: readonly ProjectAnalysis[]): readonly RecordedStep[] => {
  const thread = mainThread(analysis, projects);
  const moments = analysis.moments.filter(({ device }) => thread === null || device === thread.device);
  const start = moments[0]?.at ?? 0;
  const cuts = thread === null ? [] : cutsOf(thread, start);
  const begins = cuts.map((cut, at) => (at === 0 ? start : beginsAt(cut, moments, cuts[at - 1]?.from ?? start)));
  const events = projects.flatMap((project) => project.events);
  const steps = cuts.map((cut, at): RecordedStep => {
    const from = begins[at] ?? start;
    const to = begins[at + 1] ?? Number.POSITIVE_INFINITY;
    const within = (time: number): boolean => time >= from && time < to;
    const own = events.filter(({ called }) => within(called.at));
    return {
      ...cut,
      from,
      to,
      events: own,
      lines: linesOf(
        moments.filter((one) => within(one.at)),
        own,
      ),
    };
  });
  return steps.filter(({ kind, lines }) => kind !== 'visit' || lines.length > 0);
};
