import type { LandedEvent, ProjectAnalysis } from '../core/landed.ts';
import { counted, eventNameFirst, listed, sdkName } from '../core/wording.ts';
import type { RawFinding, Rule } from './rule.ts';

/** Ids that the model kept apart, although an event asked to put them together. */
const apart = (project: ProjectAnalysis, link: readonly string[]): boolean =>
  !project.profiles.some((profile) => link.every((id) => profile.ids.includes(id)));

const clientTime = (event: LandedEvent): number => event.event.at ?? event.called.at;

/** The refused person's anonymous events: after the last event in which the id was the other person's. */
const strayed = (project: ProjectAnalysis, refused: LandedEvent): readonly LandedEvent[] => {
  const { anonymousId, knownId } = refused.event.ids;
  if (anonymousId === null || knownId === null) return [];
  const before = project.events.filter(
    (e) => e.included && e.event.ids.anonymousId === anonymousId && clientTime(e) <= clientTime(refused) && e.index !== refused.index,
  );
  const other = before.findLastIndex((e) => e.event.ids.knownId !== null && e.event.ids.knownId !== knownId);
  return before.slice(other + 1).filter((e) => e.event.ids.knownId === null && e.profile !== null && e.profile !== refused.profile);
};

/** W20. */
export const mergeRefused: Rule = {
  id: 'merge-refused',
  number: 'W20',
  severity: 'error',
  vendors: 'all',
  models: 'all',
  title: 'The vendor refuses to put two ids together',
  cite: 'https://docs.mixpanel.com/docs/data-structure/property-reference/reserved-properties',
  settings: [],
  explainedBy: ['user-switched-without-reset', 'logout-without-reset', 'placeholder-id'],
  check: ({ analysis, project }) => {
    const groups = new Map<string, LandedEvent[]>();
    for (const event of project.events) {
      if (event.merge !== 'refused' || !event.included || !apart(project, event.link)) continue;
      const key = JSON.stringify([event.reason, event.link.toSorted()]);
      groups.set(key, [...(groups.get(key) ?? []), event]);
    }
    const findings = [...groups.values()].flatMap((events): readonly RawFinding[] => {
      const [first] = events;
      if (first === undefined) return [];
      const wrong = new Set(events.flatMap((e) => strayed(project, e)).map((e) => e.index));
      const { anonymousId, knownId } = first.event.ids;
      const times = events.map(clientTime);
      return [
        {
          severity: 'error',
          document: first.document,
          evidence: events.slice(0, 5).map((e) => ({ event: e.index, project: project.project })),
          wrong: [...wrong],
          about: {
            ids: [...new Set([...first.link, ...[anonymousId, knownId].flatMap((id) => id ?? [])])],
            device: first.device,
            from: Math.min(...times),
            to: Math.max(...times, analysis.until),
          },
          what: `${eventNameFirst(first)}${events.length > 1 ? ` and ${counted(events.length - 1, 'later event')}` : ''} asked to put ${listed(first.link)} together. The vendor refuses${first.reason === null ? '' : ` (${first.reason})`}.`,
          consequence: `They stay separate users for good${
            wrong.size === 0
              ? ''
              : `, and ${counted(wrong.size, 'anonymous event')} of the newer one ${wrong.size === 1 ? 'counts' : 'count'} for the other`
          }. ${first.ground.rule}`,
          fix: `Give every person a fresh anonymous id, by ${sdkName(project.vendor)}.reset() on log-out, and one id that never changes. What was refused cannot be merged later.`,
        },
      ];
    });
    return { findings, unchecked: project.model === null ? ['This vendor has no merge model here, so refusals are not simulated.'] : [] };
  },
};
