import { sentenceFor } from '../core/explain.ts';
import type { LandedEvent, ProjectAnalysis } from '../core/landed.ts';
import { listed } from '../core/wording.ts';
import { landsOn } from '../reports/lands-on.ts';
import type { Verdict } from './verdict.ts';

const left: Readonly<Record<string, string>> = {
  failed: 'its request failed',
  lost: 'it was lost: the page was gone before it was sent. A visitor who stays longer does not lose it: if the test only went on too fast, let it await identity.settled() before it leaves the page',
  suppressed: 'the SDK refused to send it',
};

const judge = (project: ProjectAnalysis, event: LandedEvent, id: string): Verdict => {
  const name = `${project.vendor} ${project.project}: “${event.event.name}”`;
  if (!event.included) return { holds: false, why: `${name} never reached the vendor, ${left[event.delivery] ?? event.delivery}.` };
  if (event.profile === null)
    return { holds: false, why: `${name} counts for nobody${event.reason === null ? '' : ` (${event.reason})`}.` };
  const because = sentenceFor(event, project.because(event), (index) => project.events[index]?.event.name ?? '');
  if (landsOn(project, event, id)) return { holds: true, why: `${name} lands on ${id}.` };
  return { holds: false, why: `${name} lands on ${event.landsOn ?? 'nobody'}, not on ${id}. ${because}`.trim() };
};

/** Whether events of this name count for the person with this id; null for a project that has none. The last one, or `all`. */
export const landingVerdict = (project: ProjectAnalysis, name: string, id: string, all: boolean): readonly Verdict[] => {
  const named = project.events.filter(({ event }) => event.name === name);
  return (all ? named : named.slice(-1)).map((event) => judge(project, event, id));
};

/** What to say when no project has such an event. */
export const noSuchEvent = (projects: readonly ProjectAnalysis[], name: string): string => {
  const names = [...new Set(projects.flatMap(({ events }) => events.map(({ event }) => event.name)))];
  return `No event “${name}” was seen. ${
    names.length === 0
      ? 'There was no event at all.'
      : `There were ${listed(
          names.map((one) => `“${one}”`),
          8,
        )}.`
  } Names are compared letter by letter.`;
};
