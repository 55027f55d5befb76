import type { ProjectAnalysis } from '../../core/landed.ts';
import type { ProfileLimit } from '../../core/model.ts';
import type { Stream } from '../../core/stream.ts';
import type { Io } from '../io.ts';

type NearLimits = { readonly project: string; readonly label: string; readonly limits: readonly ProfileLimit[] };

/** How many are told one by one. */
const shown = 5;

/** The profiles of an analysis that have nearly reached a documented limit. */
export const nearLimits = (projects: readonly ProjectAnalysis[]): readonly NearLimits[] =>
  projects.flatMap(({ project, profiles }) =>
    profiles.flatMap(({ label, nearLimits: limits }) => (limits === undefined ? [] : [{ project, label, limits }])),
  );

/** The same of streamed projects; only the profiles it is about are built. */
export const nearLimitsOfStream = ({ projects }: Stream): readonly NearLimits[] =>
  projects.flatMap(({ project, stream }) => {
    const profiles = stream.profiles();
    const near: NearLimits[] = [];
    for (let place = 0; place < profiles.size; place += 1) {
      const limits = profiles.nearLimits(place);
      if (limits.length > 0) near.push({ project, label: profiles.at(place).label, limits });
    }
    return near;
  });

/** One line for each of the first profiles at 90 % or more of a limit, and how many there are. */
export const warnOfLimits = (near: readonly NearLimits[], io: Io): void => {
  for (const { project, label, limits } of near.slice(0, shown))
    for (const { name, value, limit, cite } of limits) io.warn(`${project}: ${label} is at ${value} of ${limit} ${name} (${cite})`);
  if (near.length > shown) io.warn(`${near.length} profiles in all are near a limit`);
};
