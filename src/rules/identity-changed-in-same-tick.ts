import type { LandedEvent } from '../core/landed.ts';
import type { Ids } from '../core/observation.ts';
import type { MomentOf } from '../core/story.ts';
import { namesItself } from '../core/thread.ts';
import { counted, eventNameFirst, sdkName } from '../core/wording.ts';
import { callsOf, seesCalls } from './project-calls.ts';
import type { RawFinding, Rule } from './rule.ts';

const carries = ({ event: { ids } }: LandedEvent, held: Ids): boolean =>
  ids.knownId === held.knownId && (ids.anonymousId === null || ids.anonymousId === held.anonymousId);

/** Who an event is about that carried these ids. */
const person = ({ anonymousId, knownId }: Ids): string => knownId ?? `the anonymous ${anonymousId}`;

/**
 * The call that came after the event's and made the ids with which it went out; null when the event carries the ids of
 * its own moment, or ids that nobody held (those given in its options, say).
 */
const overtakenBy = (event: LandedEvent, calls: readonly MomentOf<'call'>[], at: number): MomentOf<'call'> | null => {
  const call = calls[at];
  const held = call?.after ?? call?.before ?? null;
  if (call === undefined || held === null || held.anonymousId === null || carries(event, held)) return null;
  const until = event.sent?.at ?? Number.POSITIVE_INFINITY;
  for (let next = at + 1; next < calls.length; next += 1) {
    const later = calls[next];
    if (later === undefined || later.at > until) return null;
    if (later.document !== call.document || later.after === null || later.before === null) continue;
    const changed = later.after.knownId !== later.before.knownId || later.after.anonymousId !== later.before.anonymousId;
    if (changed && carries(event, later.after)) return later;
  }
  return null;
};

/** W17. Amplitude puts the ids on when the event is processed, in a later task than that of the call. */
export const identityChangedInSameTick: Rule = {
  id: 'identity-changed-in-same-tick',
  number: 'W17',
  severity: 'warning',
  vendors: 'all',
  models: 'all',
  title: 'An event went out with the ids of the next person',
  cite: 'https://github.com/amplitude/Amplitude-TypeScript/issues/337',
  settings: [],
  explainedBy: [],
  check: ({ analysis, project }) => {
    const calls = callsOf(analysis, project);
    const places = new Map(calls.map((call, at) => [call.call, at]));
    const overtaken = new Map<MomentOf<'call'>, LandedEvent[]>();
    for (const event of project.events) {
      const at = event.call === null ? undefined : places.get(event.call);
      // What a stub kept is sent by the replay, and what was only expected shows no ids of its own.
      if (at === undefined || event.predicted || calls[at]?.wasQueued || !event.included || !namesItself(event.event)) continue;
      if (calls[at]?.meaning.kind !== 'track') continue;
      const by = overtakenBy(event, calls, at);
      if (by !== null) overtaken.set(by, [...(overtaken.get(by) ?? []), event]);
    }
    const sdk = sdkName(project.vendor);
    const findings = [...overtaken].flatMap(([by, events]): readonly RawFinding[] => {
      const [first] = events;
      const call = calls.find((c) => c.call === first?.call);
      const held = call?.after ?? call?.before ?? null;
      if (first === undefined || held === null || by.after === null) return [];
      // A visitor who becomes known on the same device is the same person: the event ends up where it belongs.
      const same = (held.knownId ?? '') === '' && held.anonymousId === by.after.anonymousId;
      const ids = [held, by.after].flatMap(({ anonymousId, knownId }) => [anonymousId, knownId].flatMap((id) => id ?? []));
      return [
        {
          severity: same ? 'info' : 'warning',
          document: by.document,
          evidence: [...events.slice(0, 4).map((e) => ({ event: e.index, project: project.project })), { call: by.call }],
          wrong: same ? [] : events.map((e) => e.index),
          about: { ids: [...new Set(ids)], device: by.device, from: first.called.at, to: analysis.until },
          what: `${eventNameFirst(first)}${events.length > 1 ? ` and ${counted(events.length - 1, 'more event')}` : ''} was tracked for ${person(held)}, but went out as ${person(by.after)}: ${by.method}() was called before the SDK had put the ids on.`,
          consequence: same
            ? `It counts for ${person(by.after)} at once, who is the same visitor: only reports that tell events before the log-in from those after it are wrong.`
            : `It counts for ${person(by.after)} and not for ${person(held)}.`,
          fix:
            project.vendor === 'amplitude'
              ? `Wait for the event before you change the identity: await amplitude.track('Log Out').promise; amplitude.reset();`
              : `Wait until ${sdk} has taken the event before you change the identity.`,
        },
      ];
    });
    return {
      findings,
      unchecked: seesCalls(analysis, project)
        ? []
        : ['Calls of this project were not observed, so that their ids cannot be compared with those sent.'],
    };
  },
};
