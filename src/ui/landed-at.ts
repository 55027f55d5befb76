import type { EventRef } from '../core/story.ts';
import type { View, ViewProfile, ViewProject, ViewRow } from '../messages/view.ts';

export type ProjectIndex = ReadonlyMap<string, ViewProject>;

const nameOf = (vendor: string, project: string): string => `${vendor}\n${project}`;

/** Projects by vendor and token. */
export const indexProjects = (view: View | null): ProjectIndex =>
  new Map((view?.projects ?? []).map((project) => [nameOf(project.vendor, project.project), project]));

export const projectOf = (projects: ProjectIndex, vendor: string | null, project: string | null): ViewProject | null =>
  vendor === null || project === null ? null : (projects.get(nameOf(vendor, project)) ?? null);

/** Whom a row's event lands on now: resolved anew on every look, because a later merge moves earlier events. */
export const profileAt = (projects: ProjectIndex, row: ViewRow): ViewProfile | null => {
  if (row.slot === null) return null;
  const project = projectOf(projects, row.vendor, row.project);
  const index = project?.slots[row.slot];
  return index === undefined || index === null ? null : (project?.profiles[index] ?? null);
};

/** The profile with this label in an event's project; null for a label that no profile bears any more. */
export const profileAtEvent = (projects: ProjectIndex, ref: EventRef, label: string): ViewProfile | null =>
  projectOf(projects, ref.vendor, ref.project)?.profiles.find((profile) => profile.label === label) ?? null;
