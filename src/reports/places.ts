import type { Analysis } from '../core/analysis.ts';
import type { LandedEvent } from '../core/landed.ts';
import type { EventRef, Moment } from '../core/story.ts';
import type { Evidence, Finding } from '../rules/rule.ts';

type Places = {
  readonly ofCall: ReadonlyMap<string, Moment>;
  readonly ofEvent: ReadonlyMap<string, Moment>;
  readonly ofObservation: ReadonlyMap<string, Moment>;
};

const nameOf = ({ vendor, project, index }: EventRef): string => JSON.stringify([vendor, project, index]);

const search = ({ moments }: Analysis): Places => {
  const ofCall = new Map<string, Moment>();
  const ofEvent = new Map<string, Moment>();
  const ofObservation = new Map<string, Moment>();
  for (const moment of moments) {
    ofObservation.set(`${moment.document} ${moment.seq}`, moment);
    if (moment.kind === 'call') {
      ofCall.set(moment.call, moment);
      for (const ref of moment.events) ofEvent.set(nameOf(ref), moment);
    }
    if (moment.kind === 'event') ofEvent.set(nameOf(moment.event), moment);
  }
  return { ofCall, ofEvent, ofObservation };
};

const found = new WeakMap<Analysis, Places>();

const placesOf = (analysis: Analysis): Places => {
  const places = found.get(analysis) ?? search(analysis);
  found.set(analysis, places);
  return places;
};

/** A piece of evidence where it stands in the story: `event` where an event is meant. Null for what is no row of it. */
export type Shown = { readonly moment: Moment; readonly event: LandedEvent | null };

const shownOf = (analysis: Analysis, evidence: Evidence, { vendor }: Finding): Shown | null => {
  const { ofCall, ofEvent, ofObservation } = placesOf(analysis);
  if ('call' in evidence) {
    const moment = ofCall.get(evidence.call);
    return moment === undefined ? null : { moment, event: null };
  }
  if ('observation' in evidence) {
    const moment = ofObservation.get(evidence.observation.join(' '));
    return moment === undefined ? null : { moment, event: null };
  }
  const project = analysis.projects.find((p) => p.project === evidence.project && (vendor === null || p.vendor === vendor));
  const event = project?.events[evidence.event];
  if (project === undefined || event === undefined) return null;
  const moment = ofEvent.get(nameOf({ vendor: project.vendor, project: project.project, index: event.index }));
  return moment === undefined ? null : { moment, event };
};

/** The evidence of a finding, in order of time. */
export const evidenceOf = (analysis: Analysis, finding: Finding): readonly Shown[] =>
  finding.evidence.flatMap((one) => shownOf(analysis, one, finding) ?? []).toSorted((a, b) => a.moment.at - b.moment.at);

/** The innermost frames are often the SDK's or a wrapper's: with three, the page's own code is usually among them. */
const mostFrames = 3;

const frames = (site: string): string =>
  site
    .split('\n')
    .map((line) => line.trim().replace(/^at\s+/, ''))
    .filter((line) => line !== '')
    .slice(0, mostFrames)
    .join(' ← ');

/** Where in the page's code the calls of the evidence stand, each place once, innermost frame first. */
export const callSites = (analysis: Analysis, finding: Finding): readonly string[] => [
  ...new Set(
    evidenceOf(analysis, finding).flatMap(({ moment }) =>
      moment.kind === 'call' && moment.site !== null && moment.site !== '' ? [frames(moment.site)] : [],
    ),
  ),
];
