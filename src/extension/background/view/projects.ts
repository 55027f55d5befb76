import type { Adapter } from '../../../core/adapter.ts';
import type { Analysis } from '../../../core/analysis.ts';
import type { Profile, ProjectAnalysis } from '../../../core/landed.ts';
import type { MergeModel } from '../../../core/model.ts';
import type { ViewProfile, ViewProject } from '../../../messages/view.ts';
import type { Places } from './places.ts';
import type { SlotNumbers } from './slots.ts';

export type Registries = { readonly adapters: readonly Adapter[]; readonly models: readonly MergeModel[] };

/** A vendor's name as people write it. */
export const titleIn =
  (adapters: readonly Adapter[]) =>
  (vendor: string): string =>
    adapters.find((each) => each.vendor === vendor)?.title ?? vendor;

const toProfile = (profile: Profile, project: ProjectAnalysis, places: Places): ViewProfile => {
  const first = profile.firstTouch && project.events[profile.firstTouch.event];
  return {
    id: profile.id,
    label: profile.label,
    known: profile.known,
    ids: profile.ids,
    events: profile.events,
    firstTouch: profile.firstTouch && { ...profile.firstTouch, name: first?.event.name ?? '', at: first?.event.at ?? null },
    mergedBy: profile.mergedBy.map((note) => ({ ...note, key: places.rowOfEvent(project.vendor, project.project, note.event) })),
  };
};

const toProject = (project: ProjectAnalysis, places: Places, slots: SlotNumbers, { adapters, models }: Registries): ViewProject => {
  const model = models.find((each) => each.id === project.model);
  return {
    vendor: project.vendor,
    vendorTitle: titleIn(adapters)(project.vendor),
    project: project.project,
    model: project.model,
    modelConfirmed: project.modelConfirmed,
    choices: models.filter((each) => each.vendor === project.vendor).map(({ id, title }) => ({ id, title })),
    settings: (model?.settings ?? []).map((setting) => ({ ...setting, value: project.settings[setting.name] ?? setting.default })),
    assumptions: project.assumptions,
    profiles: project.profiles.map((profile) => toProfile(profile, project, places)),
    slots: slots.resolved(project),
    events: project.events.length,
    duplicates: project.duplicates,
  };
};

/** The projects with their profiles, choices and where each slot stands now. */
export const toProjects = (analysis: Analysis, places: Places, slots: SlotNumbers, registries: Registries): readonly ViewProject[] =>
  analysis.projects.map((project) => toProject(project, places, slots, registries));
