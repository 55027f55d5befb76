import type { Moment } from '../core/story.ts';
import type { Finding } from '../rules/rule.ts';
import type { Judged } from './engine.ts';
import { callSites, evidenceOf, type Shown } from './places.ts';
import { eventLine, storyLine } from './story-lines.ts';
import type { TicketFacts, TicketStep } from './ticket.ts';

/** More steps than these nobody repeats. */
const mostSteps = 15;
const mostIds = 8;

const mine = (moment: { readonly vendor: string; readonly project: string }, { vendor, project }: Finding): boolean =>
  moment.vendor === vendor && moment.project === project;

/** Whether a moment belongs into the steps to repeat a finding: what a person does, and calls that make identity. */
const isStep = (moment: Moment, finding: Finding): boolean => {
  switch (moment.kind) {
    case 'document':
      return moment.what !== 'closed' && moment.what !== 'activated' && moment.what !== 'frozen';
    case 'signal':
    case 'mark':
      return true;
    case 'call':
      return mine(moment, finding) && moment.meaning.kind !== 'track' && moment.meaning.kind !== 'other';
    default:
      return false;
  }
};

const stepOf = (judged: Judged, moment: Moment, shown: readonly Shown[]): readonly TicketStep[] => {
  const evidence = shown.filter((one) => one.moment === moment);
  const events = evidence.flatMap(({ event }) => (event === null ? [] : [eventLine(event)]));
  const told = storyLine(moment, judged.analysis.projects);
  // A track call says nothing that its event does not say better.
  const tells = moment.kind === 'event' || (moment.kind === 'call' && moment.meaning.kind === 'track');
  const lines = tells && events.length > 0 ? events : [...(told === null ? [] : [told]), ...events];
  return lines.map((text) => ({ at: moment.at, text, evidence: evidence.length > 0 }));
};

const stepsOf = (judged: Judged, finding: Finding, shown: readonly Shown[]): readonly TicketStep[] => {
  const last = shown.at(-1)?.moment.at ?? Number.NEGATIVE_INFINITY;
  const devices = new Set(shown.map(({ moment }) => moment.device));
  const rests = new Set(shown.map(({ moment }) => moment));
  const steps = judged.analysis.moments
    .filter((m) => rests.has(m) || (m.at <= last && devices.has(m.device) && (m.frame ?? 0) === 0 && isStep(m, finding)))
    .flatMap((m) => stepOf(judged, m, shown));
  // Evidence stays whatever else has to go: of the rest, what is nearest before the end.
  const spare = Math.max(0, mostSteps - steps.filter(({ evidence }) => evidence).length);
  const others = new Set(spare === 0 ? [] : steps.filter(({ evidence }) => !evidence).slice(-spare));
  return steps.filter((step) => step.evidence || others.has(step));
};

const idsOf = (shown: readonly Shown[]): readonly string[] => {
  const ids = new Set<string>();
  for (const { moment, event } of shown) {
    const held = event?.event.ids ?? (moment.kind === 'call' ? moment.after : moment.kind === 'storage' ? moment.ids : null);
    for (const id of [held?.knownId, held?.anonymousId]) if (typeof id === 'string' && id !== '') ids.add(id);
  }
  return [...ids].slice(0, mostIds);
};

const pageOf = ({ analysis: { moments } }: Judged, document: string | null): string | null => {
  for (const m of moments) if (m.kind === 'document' && m.document === document && m.url !== null) return m.url;
  return null;
};

/** What a ticket on a finding says, from an analysis. */
export const ticketFacts = (judged: Judged, finding: Finding): TicketFacts => {
  const { analysis } = judged;
  const shown = evidenceOf(analysis, finding);
  const project = analysis.projects.find((p) => mine(p, finding));
  return {
    finding,
    page: pageOf(judged, finding.document),
    version: analysis.identities.find((i) => mine(i, finding) && i.version !== null)?.version ?? null,
    model: project?.model ?? null,
    ids: idsOf(shown),
    steps: stepsOf(judged, finding, shown),
    sites: callSites(analysis, finding),
  };
};
