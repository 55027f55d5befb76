import type { LandedEvent, ProjectAnalysis } from '../core/landed.ts';

const devicePrefix = '$device:';

/** Whether an id as a model writes it, with a prefix for devices or with its type, is this id as the application gives it. */
const isId = (written: string, id: string): boolean =>
  written === id || written === devicePrefix + id || (written.includes('=') && written.slice(written.indexOf('=') + 1) === id);

/** Whether an event counts for the person whom the application calls `id`. */
export const landsOn = (project: ProjectAnalysis, event: LandedEvent, id: string): boolean =>
  event.included &&
  event.profile !== null &&
  (event.landsOn === id || (project.profiles.find((profile) => profile.id === event.profile)?.ids.some((one) => isId(one, id)) ?? false));
