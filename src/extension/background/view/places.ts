import type { Analysis } from '../../../core/analysis.ts';
import type { LandedEvent, ProjectAnalysis } from '../../../core/landed.ts';
import type { EventRef, Moment } from '../../../core/story.ts';
import type { Evidence } from '../../../rules/rule.ts';

/** Where in the timeline things stand, and what an event reference refers to. */
export type Places = {
  project(vendor: string, project: string): ProjectAnalysis | null;
  event(ref: EventRef): LandedEvent | null;
  /** The row that shows an event; null when none does. */
  rowOfEvent(vendor: string, project: string, index: number): string | null;
  rowOfEvidence(evidence: Evidence, vendor: string | null): string | null;
};

const eventsOf = (moment: Moment): readonly EventRef[] =>
  moment.kind === 'call' ? moment.events : moment.kind === 'event' ? [moment.event] : [];

const nameOf = (vendor: string, project: string): string => JSON.stringify([vendor, project]);

/** Looks everything up once, so that a view costs one pass over the moments. */
export const findPlaces = (analysis: Analysis): Places => {
  const projects = new Map(analysis.projects.map((each) => [nameOf(each.vendor, each.project), each]));
  const rows = new Map<string, (string | undefined)[]>();
  const calls = new Map<string, string>();
  const observations = new Map<string, string>();
  for (const moment of analysis.moments) {
    observations.set(`${moment.document} ${moment.seq}`, moment.key);
    if (moment.kind === 'call') calls.set(moment.call, moment.key);
    for (const ref of eventsOf(moment)) {
      const name = nameOf(ref.vendor, ref.project);
      const list = rows.get(name) ?? [];
      list[ref.index] = moment.key;
      rows.set(name, list);
    }
  }
  const rowOfEvent = (vendor: string, project: string, index: number): string | null => rows.get(nameOf(vendor, project))?.[index] ?? null;
  const vendorsOf = (project: string): readonly string[] =>
    analysis.projects.filter((each) => each.project === project).map((each) => each.vendor);
  return {
    project: (vendor, project) => projects.get(nameOf(vendor, project)) ?? null,
    event: (ref) => projects.get(nameOf(ref.vendor, ref.project))?.events[ref.index] ?? null,
    rowOfEvent,
    rowOfEvidence: (evidence, vendor) => {
      if ('call' in evidence) return calls.get(evidence.call) ?? null;
      if ('observation' in evidence) return observations.get(evidence.observation.join(' ')) ?? null;
      const owner = vendor ?? vendorsOf(evidence.project)[0];
      return owner === undefined ? null : rowOfEvent(owner, evidence.project, evidence.event);
    },
  };
};
