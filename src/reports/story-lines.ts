import type { Json } from '../core/json.ts';
import type { LandedEvent, ProjectAnalysis } from '../core/landed.ts';
import type { Ids } from '../core/observation.ts';
import type { EventRef, Moment } from '../core/story.ts';

const longest = 80;

const brief = (value: Json): string => {
  const text = JSON.stringify(value);
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
};

/** `14:03:07.120`, in UTC. */
export const clock = (at: number): string => (Number.isFinite(at) ? new Date(at).toISOString().slice(11, 23) : '');

/** `anonymous id D1, known id U1`. */
export const idsLine = ({ anonymousId, knownId }: Ids): string =>
  [anonymousId === null ? '' : `anonymous id ${anonymousId}`, knownId === null ? '' : `known id ${knownId}`]
    .filter((part) => part !== '')
    .join(', ');

const signals = { login: 'Log-in', logout: 'Log-out', expiry: 'Session expired' } as const;

const landing = ({ included, landsOn, delivery }: LandedEvent): string =>
  included ? (landsOn === null ? 'lands on nobody' : `lands on ${landsOn}`) : delivery;

/** `event 14 “Sign Up” (anonymous id D1) lands on U1`. */
export const eventLine = (event: LandedEvent): string => {
  const ids = idsLine(event.event.ids);
  return `${event.event.vendor}: event ${event.index} “${event.event.name}”${ids === '' ? '' : ` (${ids})`} ${landing(event)}`;
};

export const eventAt = (projects: readonly ProjectAnalysis[], ref: EventRef): LandedEvent | null =>
  projects.find((p) => p.vendor === ref.vendor && p.project === ref.project)?.events[ref.index] ?? null;

/** What happened in one line, as a person would write it down; null for what says nothing to a person. */
export const storyLine = (moment: Moment, projects: readonly ProjectAnalysis[]): string | null => {
  switch (moment.kind) {
    case 'document':
      if (moment.what === 'opened') return `Opened ${moment.url ?? 'a page'}`;
      if (moment.what === 'restored') return `Came back to ${moment.url ?? 'a page'}`;
      return moment.what === 'routed' ? `Went to ${moment.url ?? 'another view'}` : null;
    case 'signal':
      return `${signals[moment.signal]}${moment.confirmed ? '' : ' (not confirmed)'}: ${moment.source} ${moment.detail}`.trim();
    case 'call':
      return `${moment.vendor}: ${moment.method}(${moment.args.map(brief).join(', ')})${moment.carriedOut ? '' : ', never carried out'}`;
    case 'event': {
      const event = eventAt(projects, moment.event);
      return event === null ? null : eventLine(event);
    }
    case 'storage': {
      const ids = idsLine(moment.ids);
      return `${moment.vendor}: storage holds ${ids === '' ? 'no id' : ids}`;
    }
    case 'mark':
      return `Mark: ${moment.note}`;
    default:
      return null;
  }
};
