import { idText, isJsonObject, type Json, member } from '../core/json.ts';
import type { LandedEvent, ProjectAnalysis } from '../core/landed.ts';
import { counted } from '../core/wording.ts';
import { atEvents, eventsNamedFirst, given, whenOf } from './evidence.ts';
import { callsOf } from './project-calls.ts';
import type { Evidence, RawFinding, RuleInput } from './rule.ts';

/** What stands for nobody: an empty text, and words for nothing. */
const nobody: ReadonlySet<string> = new Set(['', 'null', 'undefined', 'none', 'nan', '(not set)']);
const standsForNobody = (id: Json | undefined): boolean => typeof id === 'string' && nobody.has(id.trim().toLowerCase());

const fix =
  "Send the user id with every event of a logged-in user: gtag('config', 'G-…', { user_id: user.id }). After the log-out send null, not a text: gtag('set', { user_id: null });";

const findingOf = (
  events: readonly LandedEvent[],
  evidence: readonly Evidence[],
  until: number,
  what: string,
  consequence: string,
): RawFinding => ({
  severity: 'warning',
  document: events[0]?.document ?? null,
  evidence,
  wrong: events.map((e) => e.index),
  about: {
    ids: given(events.flatMap(({ event: { ids } }) => [ids.anonymousId, ids.knownId])),
    device: events[0]?.device ?? null,
    from: Math.min(until, ...events.map(whenOf)),
    to: until,
  },
  what,
  consequence,
  fix,
});

/** Hits and commands whose user id is a text that stands for nobody. */
export const emptyIds = ({ analysis, project }: RuleInput): readonly RawFinding[] => {
  const events = project.events.filter((e) => e.included && standsForNobody(member(e.event.payload ?? undefined, 'uid')));
  const calls = callsOf(analysis, project).filter((c) => c.meaning.kind === 'identify' && standsForNobody(c.meaning.id));
  const value =
    idText(member(events[0]?.event.payload ?? undefined, 'uid')) ??
    (calls[0]?.meaning.kind === 'identify' ? idText(calls[0].meaning.id) : null);
  if (value === null) return [];
  const finding = findingOf(
    events,
    [...calls.slice(0, 2).map((c) => ({ call: c.call })), ...atEvents(project, events)],
    analysis.until,
    `The user id was set to ${value === '' ? 'an empty text' : `the text "${value}"`}, where nobody is logged in.`,
    'Google Analytics counts all such visitors as one user, and reports on users are wrong for good.',
  );
  const from = Math.min(finding.about.from, ...calls.map((c) => c.at));
  return [
    {
      ...finding,
      document: finding.document ?? calls[0]?.document ?? null,
      about: { ...finding.about, ids: [...finding.about.ids, value], from },
    },
  ];
};

/** Hits without the user id on a page whose hits before and after carry it, with nothing in between that took it away. */
export const leftOut = ({ analysis, project }: RuleInput): readonly RawFinding[] => {
  const resets = callsOf(analysis, project).filter((c) => c.meaning.kind === 'reset');
  const missing: LandedEvent[] = [];
  /** By page: the last hit with a user id, and those without one since. */
  const open = new Map<string, { last: LandedEvent; since: LandedEvent[] }>();
  for (const event of project.events.toSorted((a, b) => whenOf(a) - whenOf(b))) {
    const { document, predicted, included } = event;
    if (document === null || predicted || !included) continue;
    const known = event.event.ids.knownId ?? '';
    const page = open.get(document);
    if (known === '') page?.since.push(event);
    else {
      const taken = resets.some((c) => c.document === document && page !== undefined && c.at >= whenOf(page.last) && c.at <= whenOf(event));
      if (page?.last.event.ids.knownId === known && !taken) for (const each of page.since) missing.push(each);
      open.set(document, { last: event, since: [] });
    }
  }
  if (missing.length === 0) return [];
  return [
    findingOf(
      missing,
      atEvents(project, missing),
      analysis.until,
      `${eventsNamedFirst(missing)} carried no user id, although the events before and after on the same page do.`,
      'The browser does not store the user id: these events do not count for the user.',
    ),
  ];
};

const asProperty = /^(up|upn|ep|epn)\.(user_?id|uid|customer_?id|member_?id)$/i;
const propertyIn = (payload: Json | null): string | null =>
  isJsonObject(payload) ? (Object.keys(payload).find((key) => asProperty.test(key) && idText(payload[key]) !== '') ?? null) : null;

/** A user id that is sent as a property of the user or the event, and never as the user id. */
export const onlyAsProperty = ({ analysis, project }: RuleInput): readonly RawFinding[] => {
  const events = project.events.filter((e) => e.included && propertyIn(e.event.payload) !== null);
  const name = propertyIn(events[0]?.event.payload ?? null);
  if (name === null || neverKnown(project) === false) return [];
  const of = name.startsWith('u') ? 'a property of the user' : 'a parameter of the event';
  return [
    findingOf(
      events,
      atEvents(project, events),
      analysis.until,
      `${counted(events.length, 'event')} carried the user's id as ${of} (${name.replace(/^\w+\./, '')}), and none as the user id.`,
      'For Google Analytics nobody is logged in: one person on two devices counts as two, whatever the property says.',
    ),
  ];
};

const neverKnown = ({ events }: ProjectAnalysis): boolean => events.every((e) => (e.event.ids.knownId ?? '') === '');
