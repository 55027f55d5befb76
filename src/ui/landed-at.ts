import type { EventRef } from '../core/story.ts';
import type { ViewProfile, ViewProject, ViewRow } from '../messages/view.ts';

/** The projects of a view. They are few and rows are many: comparing two names beats building a key. */
export type Projects = readonly ViewProject[];

export const projectOf = (projects: Projects, vendor: string | null, project: string | null): ViewProject | null => {
  for (const candidate of projects) if (candidate.project === project && candidate.vendor === vendor) return candidate;
  return null;
};

/** A vendor as a tester calls it: `Mixpanel` for `mixpanel`. */
export const vendorTitle = (projects: Projects, vendor: string): string =>
  projects.find((project) => project.vendor === vendor)?.vendorTitle ?? vendor;

/** Whom a row's event lands on now: resolved anew on every look, because a later merge moves earlier events. */
export const profileAt = (projects: Projects, row: ViewRow): ViewProfile | null => {
  if (row.slot === null) return null;
  const project = projectOf(projects, row.vendor, row.project);
  const index = project?.slots[row.slot];
  return index === undefined || index === null ? null : (project?.profiles[index] ?? null);
};

/** The profile with this label in an event's project; null for a label that no profile bears any more. */
export const profileAtEvent = (projects: Projects, ref: EventRef, label: string): ViewProfile | null =>
  projectOf(projects, ref.vendor, ref.project)?.profiles.find((profile) => profile.label === label) ?? null;
