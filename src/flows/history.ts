import type { LandedEvent, ProjectAnalysis } from '../core/landed.ts';
import { isOrdinary } from '../core/ordinary.ts';
import { eventNameFirst } from '../core/wording.ts';
import { seesRequests } from './beats.ts';
import { linksByAlias, linksHistory } from './differences.ts';
import type { FlowStep } from './flow.ts';
import { step } from './steps.ts';

/** Somebody who was anonymous and became known. `person` is the profile of their known events, null while there is none. */
export type Becoming = {
  readonly project: ProjectAnalysis;
  readonly history: readonly LandedEvent[];
  readonly known: string | null;
  readonly person: string | null;
  /** A step that has not come true. */
  readonly open: (name: string, why: string) => FlowStep;
};

/** Why nothing can be asked of this vendor; null when it is to link the events of a visitor with the user. */
const unlinked = ({ project, history, known, person }: Becoming): string | null => {
  if (person !== null && history.every((e) => e.profile === person)) return null;
  if (person === null && known !== null && !seesRequests(project))
    return 'No request of this project was seen, so that it cannot be told what arrived.';
  if (linksByAlias(project)) {
    const aliased = project.events.some(
      (e) => e.included && e.event.claims.shape === 'mixpanel' && e.event.claims.alias !== null && e.event.claims.alias === known,
    );
    return aliased ? null : 'No alias was called: right for a log-in, while after a sign-up earlier events stay behind.';
  }
  return linksHistory(project) ? null : 'This vendor need not move events of a visitor to the user, so this cannot be asked of it.';
};

/** Whether what somebody did before they were known counts for them. */
export const historyStep = (name: string, becoming: Becoming): FlowStep => {
  const { history, known, person, open } = becoming;
  if (history.length === 0) return step(name, 'not-applicable', 'There was no anonymous history.');
  const excuse = unlinked(becoming);
  if (excuse !== null) return step(name, 'not-applicable', excuse);
  if (person === null || known === null) return open(name, 'The anonymous events are not linked to a user.');
  const left = history.filter((e) => e.profile !== person);
  if (left.length === 0)
    return step(
      name,
      'pass',
      history.length === 1 ? `The anonymous event lands on ${known}.` : `All ${history.length} anonymous events land on ${known}.`,
      history[0],
    );
  return step(
    name,
    'fail',
    `${left.length} of ${history.length} anonymous events stay on ${left[0]?.landsOn ?? 'nobody'} instead of ${known}.`,
    left[0],
  );
};

/** Whether the page or campaign that brought somebody is told of the user. */
export const firstTouchStep = (name: string, becoming: Becoming): FlowStep => {
  const { project, history, known, person, open } = becoming;
  const [first] = history;
  if (first === undefined) return step(name, 'not-applicable', 'There was no anonymous event.');
  if (first.event.touch === null)
    return step(name, 'not-applicable', `${eventNameFirst(first)} told neither a page nor a campaign.`, first);
  const excuse = unlinked(becoming);
  if (excuse !== null) return step(name, 'not-applicable', excuse);
  if (person === null || known === null) return open(name, 'The first event is not linked to a user.');
  const touch = project.profiles.find((p) => p.id === person)?.firstTouch ?? null;
  return first.profile === person && touch !== null
    ? step(name, 'pass', `The first touch of ${known} is ${touch.url ?? touch.referrer ?? `event ${touch.event}`}.`, first)
    : step(name, 'fail', `${eventNameFirst(first)}, the first touch, stays on ${first.landsOn ?? 'nobody'}.`, first);
};

/** Words of events by which somebody's first deed as a user is told. */
const entering = /sign|regist|creat|account|join|welcome|log/i;

/** The event that tells of a sign-up or log-in, else the first ordinary one. */
export const enteringEvent = (events: readonly LandedEvent[]): LandedEvent | undefined => {
  const ordinary = events.filter((e) => isOrdinary(e.event));
  return ordinary.find((e) => entering.test(e.event.name)) ?? ordinary[0];
};
