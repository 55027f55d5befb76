import type { LandedEvent, ProjectAnalysis } from '../core/landed.ts';
import { counted, eventNameFirst, sdkName } from '../core/wording.ts';
import type { RawFinding, Rule } from './rule.ts';

const arrived: ReadonlySet<string> = new Set(['sent', 'accepted', 'unconfirmed']);

/** PostHog's SDK sends properties of a person that it has just sent no second time. Source: posthog-js 1.449.2, executed */
const mayBeRepeated = ({ event }: LandedEvent): boolean => event.vendor === 'posthog' && event.name === '$set';

/** Lost events by page. What was called before something that did arrive was not lost on the way out: the SDK dropped it. */
const lostByDocument = ({ events }: ProjectAnalysis): ReadonlyMap<string, readonly LandedEvent[]> => {
  const lost = new Map<string, LandedEvent[]>();
  const lastArrived = new Map<string, number>();
  for (const { delivery, document, called } of events)
    if (document !== null && arrived.has(delivery)) lastArrived.set(document, Math.max(called.at, lastArrived.get(document) ?? 0));
  for (const event of events) {
    if (event.delivery !== 'lost' || event.document === null || mayBeRepeated(event)) continue;
    if (event.called.at < (lastArrived.get(event.document) ?? 0)) continue;
    const list = lost.get(event.document);
    if (list === undefined) lost.set(event.document, [event]);
    else list.push(event);
  }
  return lost;
};

const ways: Readonly<Record<string, string>> = {
  mixpanel: "mixpanel.track('Sign Up', {}, { send_immediately: true, transport: 'sendBeacon' });",
  posthog: "posthog.capture('Sign Up', {}, { send_instantly: true, transport: 'sendBeacon' });",
  amplitude: "amplitude.setTransport('beacon'); await amplitude.track('Sign Up').promise;",
  segment: "await analytics.track('Sign Up');",
};

/** W08. An event counts as lost when its page is gone, no request carried it, and nothing is left in the SDK's storage. */
export const callLostInNavigation: Rule = {
  id: 'call-lost-in-navigation',
  number: 'W08',
  severity: 'warning',
  vendors: 'all',
  models: 'all',
  title: 'The page was left before the event was sent',
  cite: 'https://segment.com/docs/connections/spec/best-practices-identify/',
  settings: [],
  explainedBy: ['nothing-delivered', 'reset-cleared-consent'],
  check: ({ analysis, project }) => {
    const lost = lostByDocument(project);
    if (lost.size === 0) return { findings: [], unchecked: [] };
    // Where no request at all was seen, it is the requests that were not seen, or nothing gets through: another matter.
    if (!project.events.some((e) => arrived.has(e.delivery) && e.document !== null))
      return { findings: [], unchecked: ['No request of this project was seen, so that losses cannot be told from what was not seen.'] };
    const unchecked: string[] = [];
    const findings = [...lost].flatMap(([document, events]): readonly RawFinding[] => {
      if (analysis.moments.some((m) => m.kind === 'loss' && m.document === document)) {
        unchecked.push('Not everything that happened on a page was recorded, so that its events may have been sent after all.');
        return [];
      }
      const [first] = events;
      if (first === undefined) return [];
      const sdk = sdkName(project.vendor);
      const way = ways[project.vendor];
      const ids = new Set(events.flatMap(({ event }) => [event.ids.anonymousId, event.ids.knownId].flatMap((id) => id ?? [])));
      const closed = analysis.moments.find((m) => m.kind === 'document' && m.document === document && m.what === 'closed');
      const before = closed === undefined ? '' : `, ${((closed.at - first.called.at) / 1000).toFixed(1)} s before the page was left`;
      return [
        {
          severity: 'warning',
          document,
          evidence: events.slice(0, 5).map((e) => ({ event: e.index, project: project.project })),
          wrong: [],
          about: { ids: [...ids], device: first.device, from: first.called.at, to: Math.max(closed?.at ?? 0, analysis.until) },
          what: `${eventNameFirst(first)} was called${before}${events.length > 1 ? `, with ${counted(events.length - 1, 'more event')}` : ''}. No request carried it, and nothing is left to be sent on the next page.`,
          consequence: `${events.length === 1 ? 'It never arrives' : 'They never arrive'}: sign-ups and log-ins are missing from reports, and what identify was to link stays apart.`,
          fix: `Call ${sdk} on the page that comes next, or wait until the request has left before you leave the page${way === undefined ? '.' : `: ${way}`}`,
        },
      ];
    });
    return { findings, unchecked };
  },
};
