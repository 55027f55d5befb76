import type { Analysis } from '../core/analysis.ts';
import type { LandedEvent, Profile, ProjectAnalysis } from '../core/landed.ts';
import type { Simulation } from './shapes.ts';

type SimulatedProject = Simulation['projects'][number];
type SimulatedEvent = SimulatedProject['events'][number];

const toEvent = (landed: LandedEvent): SimulatedEvent => ({
  index: landed.index,
  id: landed.event.id,
  name: landed.event.name,
  at: landed.event.at,
  anonymousId: landed.event.ids.anonymousId,
  knownId: landed.event.ids.knownId,
  delivery: landed.delivery,
  profile: landed.profile,
  landedOn: landed.landedOn,
  landsOn: landed.landsOn,
  merge: landed.merge,
  reason: landed.reason,
  assumptions: landed.assumptions,
});

export const toSimulatedProfile = ({ id, label, ids, events, firstTouch, mergedBy }: Profile): SimulatedProject['profiles'][number] => ({
  id,
  label,
  ids,
  events,
  firstTouch,
  mergedBy,
});

const toProject = (project: ProjectAnalysis): SimulatedProject => ({
  vendor: project.vendor,
  project: project.project,
  model: project.model,
  assumptions: project.assumptions,
  events: project.events.map(toEvent),
  profiles: project.profiles.map(toSimulatedProfile),
});

/** The public form of an analysis: who every event lands on, schema 1. */
export const toSimulation = (analysis: Analysis): Simulation => ({
  schema: 1,
  skipped: analysis.skipped,
  projects: analysis.projects.map(toProject),
});
