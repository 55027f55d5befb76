import { clients } from '../adapters/clients.ts';
import { feedEvents } from '../adapters/feeds.ts';
import { adapters } from '../adapters/index.ts';
import { analyse, type Registries } from '../core/analyse.ts';
import type { Analysis } from '../core/analysis.ts';
import type { LandedEvent, ProjectAnalysis } from '../core/landed.ts';
import type { AnalysisOptions } from '../core/options.ts';
import type { Recording } from '../core/recording.ts';
import { type Edit, editRecordings } from '../core/what-if.ts';
import { models } from '../models/index.ts';
import type { Simulation } from './shapes.ts';
import { toSimulation } from './simulation.ts';

/** Output of `idscope what-if`, schema 1. `index` counts in the unchanged project; events that are in one analysis only did not move. */
export type WhatIf = {
  readonly schema: 1;
  readonly before: Simulation;
  readonly after: Simulation;
  readonly moved: readonly {
    readonly project: string;
    readonly index: number;
    /** Who the event lands on before and after; null for nobody. */
    readonly from: string | null;
    readonly to: string | null;
  }[];
};

/** A set of recordings, what of them could not be used, and how they are read. */
export type Course = {
  readonly recordings: readonly Recording[];
  readonly skipped: number;
  readonly options: AnalysisOptions;
  /** How far the story is known, epoch ms; by default to the last `at`. */
  readonly until?: number;
};

/** An event that lands on somebody else; `index` is that of the unchanged project. */
export type Moved = WhatIf['moved'][number] & { readonly vendor: string };

export type WhatIfResult =
  | {
      readonly ok: true;
      readonly result: WhatIf;
      readonly analyses: readonly [Analysis, Analysis];
      readonly moved: readonly Moved[];
      /** Methods of inserted calls that change nothing. */
      readonly idle: readonly string[];
    }
  | { readonly ok: false; readonly why: string };

/** Events keep their insert or message id; without one, the key by which their call or request is known. */
const nameOf = ({ event, key }: LandedEvent): string => (event.id === null ? `key ${key}` : `id ${event.id}`);

/** Models write one id differently: `$device:D1`, `anonymous_id=D1`, `D1`. */
const bare = (label: string | null): string | null => label?.replace(/^(\$device:|user_id=|anonymous_id=)/, '') ?? null;

const movedIn = (before: ProjectAnalysis, after: ProjectAnalysis): readonly Moved[] => {
  const landed = new Map(after.events.map((event) => [nameOf(event), event.landsOn]));
  const written = (label: string | null): string | null => (before.model === after.model ? label : bare(label));
  return before.events.flatMap((event) => {
    const to = landed.get(nameOf(event));
    if (to === undefined || written(to) === written(event.landsOn)) return [];
    return [{ vendor: before.vendor, project: before.project, index: event.index, from: event.landsOn, to }];
  });
};

/** The projects in the order that they had before, new ones behind them. */
const inOrderOf = (before: Analysis, after: Analysis): Analysis => {
  const placeOf = ({ vendor, project }: ProjectAnalysis): number => {
    const place = before.projects.findIndex((one) => one.vendor === vendor && one.project === project);
    return place < 0 ? before.projects.length : place;
  };
  return { ...after, projects: after.projects.toSorted((a, b) => placeOf(a) - placeOf(b)) };
};

const read = ({ recordings, skipped, options, until }: Course, registries: Registries): Analysis =>
  analyse(recordings, registries, options, until === undefined ? { skipped } : { skipped, until });

/** What happened beside what would have happened: the same recordings or more, edited, and read with the same options or others. */
export const whatIf = (before: Course, after: Course, edits: readonly Edit[]): WhatIfResult => {
  const registries = { adapters, models, clients, feed: feedEvents };
  const was = read(before, registries);
  const edited = editRecordings(after.recordings, edits, was, registries);
  if (!edited.ok) return edited;
  const is = inOrderOf(was, read({ ...after, recordings: edited.recordings }, registries));
  const moved = was.projects.flatMap((project) => {
    const now = is.projects.find((one) => one.vendor === project.vendor && one.project === project.project);
    return now === undefined ? [] : movedIn(project, now);
  });
  return {
    ok: true,
    result: {
      schema: 1,
      before: toSimulation(was),
      after: toSimulation(is),
      moved: moved.map(({ project, index, from, to }) => ({ project, index, from, to })),
    },
    analyses: [was, is],
    moved,
    idle: edited.idle,
  };
};
