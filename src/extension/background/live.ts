import type { ForeignObservation, Observation } from '../../core/observation.ts';
import type { AnalysisOptions } from '../../core/options.ts';
import type { Recording } from '../../core/recording.ts';
import type { Clock } from '../platform/clock.ts';
import type { Judged } from './view/judged.ts';

type Line = Observation | ForeignObservation;

/** The engine at work on one recording. */
export type Engine = {
  append(observations: readonly Line[]): void;
  /** `until` in epoch ms; without it the recording's own end. */
  result(until?: number): Judged;
};
export type EngineFor = (options: AnalysisOptions) => Engine;

/** The least time between two results, so that a burst costs a few of them and not one a batch. */
const spacingMs = 50;
/** Rules wait for some seconds (five after a logout): so long after the last observation results are renewed each second. */
const waitsMs = 12_000;
const tickMs = 1_000;

/** What is shown, judged anew while it grows. */
export type Live = {
  /** The last result; made on demand. */
  judged(): Judged;
  options(): AnalysisOptions;
  setOptions(options: AnalysisOptions): void;
  /** More of what is shown. */
  append(observations: readonly Observation[]): void;
  /** Shows another log from its beginning; `fixed` ones (files) end at their own last moment. */
  show(log: { readonly lines: readonly Line[]; readonly devices: () => Recording['devices']; readonly fixed: boolean }): void;
  /** Something beside the recording changed: publishes anew. */
  refresh(): void;
  /** Results are made only while somebody looks. */
  watch(on: boolean): void;
};

export const createLive = ({
  engineFor,
  clock,
  options: firstOptions,
  publish,
}: {
  engineFor: EngineFor;
  clock: Clock;
  options: AnalysisOptions;
  publish: (judged: Judged, options: AnalysisOptions) => void;
}): Live => {
  let options = firstOptions;
  let shown: { lines: Line[]; devices: () => Recording['devices']; fixed: boolean } = { lines: [], devices: () => [], fixed: false };
  let engine = engineFor(options);
  let last: Judged | null = null;
  let lastRun = Number.NEGATIVE_INFINITY;
  let lastCost = 0;
  let lastNews = Number.NEGATIVE_INFINITY;
  /** The greatest `at` of what is shown. */
  let latest = 0;
  let watching = false;
  let planned: (() => void) | null = null;

  const judge = (): Judged => {
    const start = clock.now();
    // Pages may have set their clock ahead; what they told then is no less seen.
    const { analysis, ...judgement } = engine.result(shown.fixed ? undefined : Math.max(start, latest));
    last = { ...judgement, analysis: { ...analysis, devices: shown.devices() } };
    lastRun = clock.now();
    lastCost = lastRun - start;
    return last;
  };

  const run = (): void => {
    planned = null;
    publish(judge(), options);
    if (!shown.fixed && watching && clock.now() - lastNews < waitsMs) plan(tickMs);
  };

  const plan = (ms: number): void => {
    planned?.();
    planned = clock.after(ms, run);
  };

  const news = (): void => {
    last = null;
    lastNews = clock.now();
    // A slow result on a large recording must leave the worker time for everything else.
    if (watching) plan(Math.max(0, lastRun + Math.max(spacingMs, lastCost) - clock.now()));
  };

  const take = (lines: readonly Line[]): void => {
    for (const line of lines) latest = Math.max(latest, line.at);
    engine.append(lines);
  };

  const rebuild = (): void => {
    engine = engineFor(options);
    latest = 0;
    take(shown.lines);
    news();
  };

  return {
    judged: () => last ?? judge(),
    options: () => options,
    setOptions: (next) => {
      options = next;
      rebuild();
    },
    append: (observations) => {
      if (observations.length === 0) return;
      for (const each of observations) shown.lines.push(each);
      take(observations);
      news();
    },
    show: (log) => {
      shown = { ...log, lines: [...log.lines] };
      rebuild();
    },
    refresh: () => {
      if (watching) plan(0);
    },
    watch: (on) => {
      if (on === watching) return;
      watching = on;
      if (on) plan(0);
      else planned?.();
    },
  };
};
