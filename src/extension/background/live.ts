import { errorText } from '../../core/error-text.ts';
import type { ForeignObservation, Observation } from '../../core/observation.ts';
import type { AnalysisOptions } from '../../core/options.ts';
import type { Recording } from '../../core/recording.ts';
import type { Engine, Judged } from '../../reports/engine.ts';
import type { Clock } from '../platform/clock.ts';

type Line = Observation | ForeignObservation;

/** Starts an engine; `skipped` counts what the parser had to leave out before. */
export type EngineFor = (options: AnalysisOptions, start: { readonly skipped: number }) => Engine;

/** What is shown: a log from its beginning. `fixed` ones (files) end at their own last moment. */
export type Log = {
  readonly lines: readonly Line[];
  readonly devices: () => Recording['devices'];
  readonly fixed: boolean;
  readonly skipped: number;
};

/** The least time between two results: two frames. A burst costs a few of them and not one a batch. */
const spacingMs = 32;
/** Slower results than this take a quarter of the worker's time and not half of it. */
const slowMs = 500;
/** Less than that is only slow when the whole machine is. */
const slowMin = 5_000;
/** Rules wait for some seconds (five after a logout): so long after the last observation results are renewed each second. */
const waitsMs = 12_000;
const tickMs = 1_000;

const nothing: Judged = {
  analysis: { until: 0, projects: [], moments: [], identities: [], skipped: 0, devices: [] },
  findings: [],
  flows: [],
  unchecked: [],
};

/** What is shown, judged anew while it grows. */
export type Live = {
  /** The last result; made on demand. When the engine fails, the last one that it gave. */
  judged(): Judged;
  /** A result to be looked at: the last one while the next is on its way and would take long. */
  recent(): Judged;
  /** The engine's own error, null while it works. A defect must neither stop the recording nor pass for a result. */
  failure(): string | null;
  options(): AnalysisOptions;
  setOptions(options: AnalysisOptions): void;
  /** More of what is shown. */
  append(observations: readonly Observation[]): void;
  show(log: Log): void;
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
  let shown: Log & { readonly lines: Line[] } = { lines: [], devices: () => [], fixed: false, skipped: 0 };
  let engine = engineFor(options, { skipped: shown.skipped });
  let last: Judged | null = null;
  let good: Judged = nothing;
  let failure: string | null = null;
  /** The engine did not take everything: whatever it says from now on misses something. */
  let broken = false;
  let lastRun = Number.NEGATIVE_INFINITY;
  let lastCost = 0;
  let lastNews = Number.NEGATIVE_INFINITY;
  /** The greatest `at` of what is shown. */
  let latest = 0;
  let watching = false;
  let planned: (() => void) | null = null;

  const attempt = (work: () => void): void => {
    try {
      work();
    } catch (error) {
      failure = errorText(error);
    }
  };

  /** What the engine was not given yet. Pages tell of the same moments one after the other, and each time that means going back. */
  let fresh: Line[] = [];
  const feed = (): void => {
    const lines = fresh;
    fresh = [];
    if (lines.length === 0) return;
    attempt(() => {
      const wasBroken = broken;
      broken = true;
      engine.append(lines);
      broken = wasBroken;
    });
  };

  const judge = (): Judged => {
    feed();
    attempt(() => {
      // Pages may have set their clock ahead; what they told then is no less seen.
      const { analysis, ...judgement } = engine.result(shown.fixed ? undefined : Math.max(clock.now(), latest));
      good = { ...judgement, analysis: { ...analysis, devices: shown.devices() } };
      if (!broken) failure = null;
    });
    last = good;
    return last;
  };

  const run = (): void => {
    planned = null;
    const start = clock.now();
    attempt(() => publish(judge(), options));
    lastRun = clock.now();
    lastCost = lastRun - start;
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
    const rest = lastCost > slowMs ? 3 * lastCost : Math.max(spacingMs, lastCost);
    if (watching) plan(Math.max(0, lastRun + rest - clock.now()));
  };

  const take = (lines: readonly Line[]): void => {
    for (const line of lines) {
      latest = Math.max(latest, line.at);
      fresh.push(line);
    }
  };

  const rebuild = (): void => {
    // What was told last goes first: two analyses of a long recording would not fit.
    last = null;
    good = nothing;
    fresh = [];
    broken = false;
    engine = engineFor(options, { skipped: shown.skipped });
    latest = 0;
    failure = null;
    take(shown.lines);
    news();
  };

  return {
    judged: () => last ?? judge(),
    recent: () => {
      const isComing = planned !== null && good !== nothing && lastCost > slowMs && shown.lines.length > slowMin;
      return last ?? (isComing ? good : judge());
    },
    failure: () => failure,
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
      if (on) {
        plan(0);
        return;
      }
      planned?.();
      planned = null;
    },
  };
};
