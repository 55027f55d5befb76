import type { Analysis } from '../core/analysis.ts';
import type { LandedEvent } from '../core/landed.ts';
import { counted, eventNameFirst } from '../core/wording.ts';
import type { RawFinding, Rule } from './rule.ts';

const devicePrefix = '$device:';
const bare = (id: string): string => (id.startsWith(devicePrefix) ? id.slice(devicePrefix.length) : id);

/** Every id that some SDK made up for a visitor, whatever the tool: servers are handed any of them. */
const anonymousIdsOf = (analysis: Analysis): ReadonlySet<string> => {
  const ids = new Set<string>();
  const note = (id: string | null | undefined) => {
    if (id != null && id !== '') ids.add(bare(id));
  };
  for (const m of analysis.moments) {
    if (m.kind === 'call') note(m.after?.anonymousId ?? m.before?.anonymousId);
    if (m.kind === 'storage') note(m.ids.anonymousId);
  }
  for (const { events } of analysis.projects)
    for (const { event } of events) {
      if (event.claims.shape === 'mixpanel') note(event.claims.deviceId);
      if (event.claims.shape !== 'mixpanel' || event.claims.distinctId?.startsWith(devicePrefix)) note(event.ids.anonymousId);
    }
  return ids;
};

/** The `distinct_id` that Mixpanel takes for a user's, because nothing says otherwise. */
const bareDistinctId = ({ event: { claims } }: LandedEvent): string | null =>
  claims.shape === 'mixpanel' && claims.userId === null && claims.deviceId === null && !claims.distinctId?.startsWith(devicePrefix)
    ? claims.distinctId
    : null;

/** W16. Database ids are often UUIDs as well: only what was seen as an anonymous id counts. */
export const bareAnonymousDistinctId: Rule = {
  id: 'bare-anonymous-distinct-id',
  number: 'W16',
  severity: 'error',
  vendors: ['mixpanel'],
  models: ['mixpanel-simplified'],
  title: 'An anonymous id is sent as if it were a user id',
  cite: 'https://docs.mixpanel.com/docs/tracking-methods/id-management/migrating-to-simplified-id-merge-system',
  settings: [],
  explainedBy: ['placeholder-id'],
  check: ({ analysis, project }) => {
    const carried = new Map<string, LandedEvent[]>();
    for (const event of project.events) {
      const id = bareDistinctId(event);
      if (id === null || id === '' || !event.included) continue;
      const list = carried.get(id);
      if (list === undefined) carried.set(id, [event]);
      else list.push(event);
    }
    if (carried.size === 0) return { findings: [], unchecked: [] };
    const anonymous = anonymousIdsOf(analysis);
    const findings = [...carried].flatMap(([id, events]): readonly RawFinding[] => {
      const [first] = events;
      if (first === undefined || !anonymous.has(id)) return [];
      return [
        {
          severity: 'error',
          document: first.document,
          evidence: events.slice(0, 5).map((e) => ({ event: e.index, project: project.project })),
          wrong: events.map((e) => e.index),
          about: { ids: [id], device: null, from: first.called.at, to: Number.POSITIVE_INFINITY },
          what: `${eventNameFirst(first)}${events.length > 1 ? ` and ${counted(events.length - 1, 'more event')}` : ''} carried the anonymous id ${id} as distinct_id alone.`,
          consequence: `Mixpanel takes a distinct_id without $device: in front for a user id. ${id} becomes a user of its own that can never be merged with the person behind it.`,
          fix: `Send it as what it is: { $device_id: '${id}' } and, once the person is known, { $device_id: '${id}', $user_id: … }; leave distinct_id out.`,
        },
      ];
    });
    return { findings, unchecked: [] };
  },
};
