import type { Analysis } from '../../../core/analysis.ts';
import type { LandedEvent, ProjectAnalysis } from '../../../core/landed.ts';

/** A model's slots, numbered from 0 in order of their first event, and where each stands now. */
export type SlotNumbers = {
  numberOf(event: LandedEvent): number | null;
  /** Slot number → index in the project's profiles; null for none. */
  resolved(project: ProjectAnalysis): readonly (number | null)[];
};

/** A merge moves many rows at once: rows hold slot numbers, so that only this short list has to change. */
export const numberSlots = (analysis: Analysis): SlotNumbers => {
  const numbers = new Map<LandedEvent, number>();
  const resolved = new Map<ProjectAnalysis, (number | null)[]>();
  for (const project of analysis.projects) {
    const profiles = new Map(project.profiles.map((profile, index) => [profile.id, index]));
    const known = new Map<number, number>();
    const list: (number | null)[] = [];
    for (const event of project.events) {
      if (event.slot === null) continue;
      let number = known.get(event.slot);
      if (number === undefined) {
        number = list.length;
        known.set(event.slot, number);
        list.push(event.profile === null ? null : (profiles.get(event.profile) ?? null));
      }
      numbers.set(event, number);
    }
    resolved.set(project, list);
  }
  return {
    numberOf: (event) => numbers.get(event) ?? null,
    resolved: (project) => resolved.get(project) ?? [],
  };
};
