import type { Analysis } from '../core/analysis.ts';
import { idText } from '../core/json.ts';
import type { LandedEvent, ProjectAnalysis } from '../core/landed.ts';
import { isTop, loadsOf } from '../core/loads.ts';
import { spelling } from '../core/placeholder.ts';
import { namesItself } from '../core/thread.ts';
import { identifyCall } from '../core/wording.ts';
import { atEvents, eventsNamedFirst, firstOf, given } from './evidence.ts';
import { callsOf, seesCalls } from './project-calls.ts';
import type { Evidence, RawFinding, Rule } from './rule.ts';

/** Ids that the first call seen of a page found there: a recording may begin in the middle of it. */
const foundAtFirst = ({ moments }: Analysis, project: ProjectAnalysis): readonly (string | null | undefined)[] => {
  const begun = new Set<string>();
  return moments.map((m) => {
    if ((m.kind !== 'storage' && m.kind !== 'call') || m.vendor !== project.vendor || m.project !== project.project) return null;
    if (begun.has(m.document)) return null;
    begun.add(m.document);
    return m.kind === 'call' ? m.before?.knownId : null;
  });
};

/** Ids that a call gave or found, and ids that storage held when a page began or a call left there. */
const explained = (analysis: Analysis, project: ProjectAnalysis): ReadonlySet<string> => {
  const ids: (string | null | undefined)[] = callsOf(analysis, project).flatMap((c) => [
    c.meaning.kind === 'identify' ? idText(c.meaning.id) : c.meaning.kind === 'alias' ? idText(c.meaning.alias) : null,
    ...(c.meaning.kind === 'track' ? [] : [c.after?.knownId]),
  ]);
  for (const id of foundAtFirst(analysis, project)) ids.push(id);
  for (const { vendor, project: of, storedBefore } of analysis.identities)
    if (vendor === project.vendor && of === project.project) ids.push(storedBefore.knownId);
  return new Set(given(ids).map(spelling));
};

/** What storage was seen to hold, and the changes by which a page put an id there that no call explains: `user().id(…)`. */
const storedIn = (analysis: Analysis, project: ProjectAnalysis, known: ReadonlySet<string>) => {
  const loads = loadsOf(analysis);
  const tabs = new Set([...loads.values()].filter(isTop).map((l) => `${l.device} ${l.tab}`));
  const held = new Set<string>();
  const put = new Map<string, Evidence>();
  /** Pages on which the SDK was at work: what changes there later was not there from the beginning. */
  const began = new Set<string>();
  for (const m of analysis.moments) {
    if ((m.kind !== 'storage' && m.kind !== 'call') || m.vendor !== project.vendor || m.project !== project.project) continue;
    if (m.kind === 'call') {
      began.add(m.document);
      continue;
    }
    const id = m.ids.knownId ?? '';
    if (id === '' || known.has(spelling(id)) || held.has(id)) continue;
    // Another tab, or a page of another host, may have called: then this one only finds what it did.
    const alone = tabs.size === 1 && m.previous !== null && m.previous.anonymousId === m.ids.anonymousId;
    const own = m.cause === null && alone && began.has(m.document);
    if (own) put.set(id, { observation: [m.document, m.seq] });
    else held.add(id);
  }
  return { held, put };
};

/** W47. */
export const knownIdWithoutIdentify: Rule = {
  id: 'known-id-without-identify',
  number: 'W47',
  severity: 'warning',
  vendors: ['segment', 'rudderstack', 'mixpanel', 'amplitude'],
  models: 'all',
  title: 'A user id is on events although nobody was identified',
  cite: 'https://segment.com/docs/connections/sources/catalog/libraries/website/javascript/identity/',
  settings: [],
  explainedBy: [
    'identity-from-url',
    'placeholder-id',
    'empty-identify',
    'id-shape-changed',
    'visitor-identified-too-early',
    'bare-anonymous-distinct-id',
  ],
  check: ({ analysis, project }) => {
    const stores = analysis.moments.some((m) => m.kind === 'storage' && m.vendor === project.vendor && m.project === project.project);
    if (!seesCalls(analysis, project) || !stores)
      return {
        findings: [],
        unchecked: ['Calls and storage of this project were not both observed, so that it cannot be told where user ids come from.'],
      };
    const known = explained(analysis, project);
    const { held, put } = storedIn(analysis, project, known);
    const uses = new Map<string, LandedEvent[]>();
    for (const event of project.events) {
      const id = event.event.ids.knownId ?? '';
      if (id === '' || event.predicted || !event.included || event.call === null || !namesItself(event.event)) continue;
      if (!known.has(spelling(id)) && !held.has(id)) uses.set(id, [...(uses.get(id) ?? []), event]);
    }
    const findings = [...uses].map(
      ([id, events]): RawFinding => ({
        severity: 'warning',
        document: events[0]?.document ?? null,
        evidence: [...[put.get(id)].flatMap((e) => e ?? []), ...atEvents(project, events)],
        wrong: [],
        about: {
          ids: given(
            id,
            events.map((e) => e.event.ids.anonymousId),
          ),
          device: events[0]?.device ?? null,
          from: firstOf(events),
          to: analysis.until,
        },
        what: `${eventsNamedFirst(events)} carried the user id ${id}, which no identify call gave: ${put.has(id) ? 'the page wrote it into the storage of the SDK' : 'it was given with the event itself'}.`,
        consequence: `The user has no traits, tools that learn of users by identify never hear of ${id}, and it depends on the vendor whether the visitor is linked at all.`,
        fix: `Call ${identifyCall(project.vendor, `'${id}'`)} once the user is known, and leave the id of single events alone.`,
      }),
    );
    return { findings, unchecked: [] };
  },
};
