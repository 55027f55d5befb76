import { feedDestinations, feedSources } from '../../../adapters/feeds.ts';
import type { Adapter } from '../../../core/adapter.ts';
import type { Analysis } from '../../../core/analysis.ts';
import { feedsOf } from '../../../core/feeds.ts';
import type { Profile, ProjectAnalysis } from '../../../core/landed.ts';
import type { MergeModel } from '../../../core/model.ts';
import type { Feed } from '../../../core/options.ts';
import { serverVendor } from '../../../core/server-id.ts';
import type { ViewFeed, ViewProfile, ViewProject } from '../../../messages/view.ts';
import { signUpsOf } from '../../../reports/sign-ups.ts';
import type { Places } from './places.ts';
import { toRefusals } from './refusals.ts';
import type { SlotNumbers } from './slots.ts';

export type Registries = { readonly adapters: readonly Adapter[]; readonly models: readonly MergeModel[] };

/** A vendor's name as people write it. */
export const titleIn =
  (adapters: readonly Adapter[]) =>
  (vendor: string): string =>
    adapters.find((each) => each.vendor === vendor)?.title ?? (vendor === serverVendor ? 'Server' : vendor);

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
    nearLimits: profile.nearLimits ?? [],
  };
};

const choicesOf = (vendor: string, models: readonly MergeModel[]): ViewProject['choices'] =>
  models.filter((each) => each.vendor === vendor).map(({ id, title }) => ({ id, title }));

const toFeeds = ({ vendor, project }: ProjectAnalysis, feeds: readonly Feed[], { adapters, models }: Registries): readonly ViewFeed[] =>
  feedSources.includes(vendor)
    ? feedDestinations.map((destination) => ({
        vendor: destination,
        vendorTitle: titleIn(adapters)(destination),
        model: feedsOf(feeds, models, vendor, project).find((model) => model.vendor === destination)?.id ?? null,
        choices: choicesOf(destination, models),
      }))
    : [];

const toProject = (
  project: ProjectAnalysis,
  places: Places,
  slots: SlotNumbers,
  feeds: readonly Feed[],
  registries: Registries,
): ViewProject => {
  const { adapters, models } = registries;
  const model = models.find((each) => each.id === project.model);
  const refusals = toRefusals(project, places);
  const signUps = signUpsOf(project);
  return {
    vendor: project.vendor,
    vendorTitle: titleIn(adapters)(project.vendor),
    unverified: adapters.find((each) => each.vendor === project.vendor)?.unverified ?? null,
    project: project.project,
    model: project.model,
    modelConfirmed: project.modelConfirmed,
    choices: choicesOf(project.vendor, models),
    feeds: toFeeds(project, feeds, registries),
    fedBy: project.fedBy === undefined ? null : { vendorTitle: titleIn(adapters)(project.fedBy.vendor), project: project.fedBy.project },
    settings: (model?.settings ?? []).map((setting) => ({ ...setting, value: project.settings[setting.name] ?? setting.default })),
    assumptions: project.assumptions,
    profiles: project.profiles.map((profile) => toProfile(profile, project, places)),
    slots: slots.resolved(project),
    events: project.events.length + (project.alike ?? 0),
    duplicates: project.duplicates,
    ...(refusals.length === 0 ? {} : { refusals }),
    ...(signUps.called === 0 ? {} : { signUps }),
  };
};

/** The projects with their profiles, choices and where each slot stands now. */
export const toProjects = (
  analysis: Analysis,
  places: Places,
  slots: SlotNumbers,
  feeds: readonly Feed[],
  registries: Registries,
): readonly ViewProject[] => analysis.projects.map((project) => toProject(project, places, slots, feeds, registries));
