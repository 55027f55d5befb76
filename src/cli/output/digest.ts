import type { ProjectAnalysis } from '../../core/landed.ts';
import { assumptionsOf, type Stream, type StreamedProject } from '../../core/stream.ts';
import type { Simulation } from '../../reports/shapes.ts';
import { streamedEvent } from '../../reports/streamed.ts';

type Project = Simulation['projects'][number];

/** Above this many events a project is summed up, without a row for each. */
export const mostRows = 200;
export const mostProfiles = 20;

/** What people are shown of a project. */
export type ProjectDigest = Pick<Project, 'vendor' | 'project' | 'model' | 'assumptions'> & {
  readonly count: number;
  /** Null where there are too many. */
  readonly rows: Project['events'] | null;
  /** Merges, refusals and ignored events, each sort with how many there are. */
  readonly merges: readonly { readonly what: string; readonly times: number }[];
  readonly moved: number;
  readonly profileCount: number;
  /** The first ones. */
  readonly profiles: Project['profiles'];
};

export type Digest = {
  readonly skipped: number;
  /** Events that came again and were dropped. */
  readonly duplicates: number;
  readonly projects: readonly ProjectDigest[];
};

type Sort = Pick<Project['events'][number], 'merge' | 'reason'> & { readonly times: number };

const sumUp = (sorts: readonly Sort[]): ProjectDigest['merges'] => {
  const merges = new Map<string, number>();
  for (const { merge, reason, times } of sorts) {
    const what = merge === 'none' ? null : reason === null ? merge : `${merge} (${reason})`;
    if (what !== null) merges.set(what, (merges.get(what) ?? 0) + times);
  }
  return [...merges].map(([what, times]) => ({ what, times }));
};

const ofProject = ({ vendor, project, model, assumptions, events, profiles }: Project): ProjectDigest => ({
  vendor,
  project,
  model,
  assumptions,
  count: events.length,
  rows: events.length > mostRows ? null : events,
  merges: sumUp(events.map(({ merge, reason }) => ({ merge, reason, times: 1 }))),
  moved: events.filter(({ landedOn, landsOn }) => landedOn !== landsOn).length,
  profileCount: profiles.length,
  profiles: profiles.slice(0, mostProfiles),
});

const ofStreamed = (streamed: StreamedProject): ProjectDigest => {
  const { vendor, project, model, stream } = streamed;
  const profiles = stream.profiles();
  return {
    vendor,
    project,
    model,
    assumptions: assumptionsOf(streamed),
    count: stream.count,
    rows: stream.hasRows ? Array.from({ length: stream.count }, (_, index) => streamedEvent(stream.event(index))) : null,
    merges: sumUp(stream.outcomes()),
    moved: stream.moved(),
    profileCount: profiles.size,
    profiles: Array.from({ length: Math.min(profiles.size, mostProfiles) }, (_, place) => profiles.at(place)),
  };
};

/** Events that came again and were dropped. What is fed comes again only because its source does. */
export const duplicatesOf = (projects: readonly ProjectAnalysis[]): number =>
  projects.reduce((sum, { fedBy, duplicates }) => (fedBy === undefined ? sum + duplicates : sum), 0);

export const digestOf = ({ skipped, projects }: Simulation, duplicates: number): Digest => ({
  skipped,
  duplicates,
  projects: projects.map(ofProject),
});

/** The same of a stream that kept rows of up to `mostRows` events. */
export const digestOfStream = ({ projects, duplicates }: Stream, skipped: number): Digest => ({
  skipped,
  duplicates,
  projects: projects.map(ofStreamed),
});
