import type { LandedEvent, ProjectAnalysis } from '../core/landed.ts';
import { counted, eventNameFirst, resetCall } from '../core/wording.ts';
import { resetSparingly } from './reset-sparingly.ts';
import type { RawFinding, Rule } from './rule.ts';

/** Ids that the model kept apart, although an event asked to put them together. */
const apart = (project: ProjectAnalysis, link: readonly string[]): boolean =>
  !project.profiles.some((profile) => link.every((id) => profile.ids.includes(id)));

const clientTime = (event: LandedEvent): number => event.event.at ?? event.called.at;

/**
 * Anonymous events that count for the owner of their id although the refused person followed: those after the
 * last event in which the id was the owner's. By refused event.
 */
const strayedBefore = (project: ProjectAnalysis): ReadonlyMap<number, readonly LandedEvent[]> => {
  const pending = new Map<string, LandedEvent[]>();
  const strayed = new Map<number, readonly LandedEvent[]>();
  for (const event of project.events.toSorted((a, b) => clientTime(a) - clientTime(b) || a.index - b.index)) {
    const { anonymousId, knownId } = event.event.ids;
    if (!event.included || event.profile === null || anonymousId === null) continue;
    const before = pending.get(anonymousId) ?? [];
    if (knownId === null) {
      before.push(event);
      pending.set(anonymousId, before);
      continue;
    }
    if (event.merge === 'refused')
      strayed.set(
        event.index,
        before.filter((e) => e.profile !== event.profile),
      );
    pending.delete(anonymousId);
  }
  return strayed;
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
  explainedBy: [
    'user-switched-without-reset',
    'logout-without-reset',
    'placeholder-id',
    'id-shape-changed',
    'alias-misuse',
    'reset-kept-an-id',
    'anonymous-side-is-known',
    'visitor-identified-too-early',
    'impersonation',
    'tabs-disagree',
    'known-id-as-device-id',
  ],
  check: ({ analysis, project }) => {
    const groups = new Map<string, LandedEvent[]>();
    for (const event of project.events) {
      if (event.merge !== 'refused' || !event.included) continue;
      const key = JSON.stringify([event.reason, event.link.toSorted()]);
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [event]);
      else group.push(event);
    }
    const strayed = groups.size === 0 ? new Map<number, readonly LandedEvent[]>() : strayedBefore(project);
    const findings = [...groups.values()].flatMap((events): readonly RawFinding[] => {
      const [first] = events;
      if (first === undefined || !apart(project, first.link)) return [];
      const wrong = new Set(events.flatMap((e) => strayed.get(e.index) ?? []).map((e) => e.index));
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
            from: times.reduce((a, b) => Math.min(a, b)),
            to: times.reduce((a, b) => Math.max(a, b), analysis.until),
          },
          what: `${eventNameFirst(first)}${events.length > 1 ? ` and ${counted(events.length - 1, 'later event')}` : ''} asked to put ${first.link.join(' and ')} together. The vendor refuses${first.reason === null ? '' : ` (${first.reason})`}.`,
          consequence: `They stay separate users for good${
            wrong.size === 0
              ? ''
              : `, and ${counted(wrong.size, 'anonymous event')} of the newer one ${wrong.size === 1 ? 'counts' : 'count'} for the other`
          }. ${first.ground.rule}`,
          fix: `Give every person a fresh anonymous id, by ${resetCall(project.vendor)} on log-out, and one id that never changes. What was refused cannot be merged later.${resetSparingly(project.model)}`,
        },
      ];
    });
    return { findings, unchecked: project.model === null ? ['This vendor has no merge model here, so refusals are not simulated.'] : [] };
  },
};
