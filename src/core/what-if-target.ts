import type { Analysis } from './analysis.ts';
import type { LandedEvent, ProjectAnalysis } from './landed.ts';
import type { MomentOf } from './story.ts';

/** Where an edit stands: an event by its index, a call by its id, or anything else that was observed. What is inserted stands before it, or behind. */
export type Spot =
  | { readonly kind: 'event'; readonly project: string | null; readonly index: number; readonly behind?: true }
  | { readonly kind: 'call'; readonly call: string; readonly behind?: true }
  /** A page or a log-out, for example, as one of the projects would have met it. */
  | ({ readonly kind: 'place'; readonly vendor: string; readonly project: string; readonly behind?: true } & Anchor);

/** An observation, by where it stands. */
export type Anchor = { readonly document: string; readonly seq: number; readonly at: number };

/** What stands there. The event is null at the end of a project, and for calls that send nothing; `anchor` is set where neither stands. */
export type Target = {
  readonly project: ProjectAnalysis;
  readonly event: LandedEvent | null;
  readonly call: MomentOf<'call'> | null;
  readonly anchor?: Anchor;
};

export type Found = { readonly ok: true; readonly target: Target } | { readonly ok: false; readonly why: string };

const wrong = (why: string): Found => ({ ok: false, why });

const callOf = (analysis: Analysis, id: string, document: string | null): MomentOf<'call'> | null =>
  analysis.moments.find(
    (moment): moment is MomentOf<'call'> =>
      moment.kind === 'call' && moment.call === id && (document === null || moment.document === document),
  ) ?? null;

const atCall = (analysis: Analysis, id: string): Found => {
  const call = callOf(analysis, id, null);
  if (call === null) return wrong(`There is no call ${JSON.stringify(id)}.`);
  const project = analysis.projects.find((one) => one.vendor === call.vendor && one.project === call.project);
  if (project === undefined) return wrong(`Call ${JSON.stringify(id)} belongs to no project.`);
  const [first] = call.events;
  return { ok: true, target: { project, event: first === undefined ? null : (project.events[first.index] ?? null), call } };
};

const atPlace = (analysis: Analysis, { vendor, project: name, document, seq, at }: Extract<Spot, { kind: 'place' }>): Found => {
  const project = analysis.projects.find((one) => one.vendor === vendor && one.project === name);
  if (project === undefined || project.fedBy !== undefined) return wrong(`There is no project ${JSON.stringify(name)}.`);
  return { ok: true, target: { project, event: null, call: null, anchor: { document, seq, at } } };
};

/** `end` allows the place behind the last event. Projects that another one feeds are computed, so nothing stands in them. */
export const findTarget = (analysis: Analysis, spot: Spot, end: boolean): Found => {
  if (spot.kind === 'call') return atCall(analysis, spot.call);
  if (spot.kind === 'place') return atPlace(analysis, spot);
  const own = analysis.projects.filter((one) => one.fedBy === undefined && one.events.length > 0);
  const named = spot.project === null ? own : own.filter((one) => one.project === spot.project);
  const [project, another] = named;
  const names = own.map((one) => one.project).join(', ');
  if (project === undefined)
    return wrong(spot.project === null ? 'There is no event.' : `There is no project ${JSON.stringify(spot.project)}; there are ${names}.`);
  if (another !== undefined) return wrong(`Say of which project: ${named.map((one) => `${one.project}:${spot.index}`).join(' or ')}.`);
  const event = project.events[spot.index] ?? null;
  if (event === null && !(end && spot.index === project.events.length))
    return wrong(`${project.project} has ${project.events.length} events; there is none ${spot.index}.`);
  return { ok: true, target: { project, event, call: event?.call == null ? null : callOf(analysis, event.call, event.document) } };
};
