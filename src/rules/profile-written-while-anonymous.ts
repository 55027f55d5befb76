import type { Analysis } from '../core/analysis.ts';
import { member } from '../core/json.ts';
import type { LandedEvent, ProjectAnalysis } from '../core/landed.ts';
import { counted, eventNameFirst } from '../core/wording.ts';
import { aliasesOf } from './aliases.ts';
import { callsOf } from './project-calls.ts';
import type { RawFinding, Rule, RuleOutput } from './rule.ts';

const making: ReadonlySet<string> = new Set(['$set', '$groupidentify']);

/** What PostHog says of the visitor in the payload itself: after a reset the anonymous id is not the device's any more. */
const isAnonymous = ({ event }: LandedEvent): boolean => {
  const identified = member(member(event.payload ?? undefined, 'properties'), '$is_identified');
  return identified === false || (identified === undefined && event.ids.knownId === null);
};

/** Null where the event does not speak of profiles. */
const makesProfile = ({ event: { claims } }: LandedEvent): boolean | null =>
  claims.shape === 'posthog' ? claims.processPersonProfile : null;

const posthogFindings = (project: ProjectAnalysis, until: number): RuleOutput => {
  // What was only called shows neither who the SDK takes the visitor for nor whether there is a profile.
  const events = project.events.filter((e) => e.included && !e.predicted && isAnonymous(e));
  const first = events.find((e) => making.has(e.event.name) && makesProfile(e) === true);
  if (first === undefined) return { findings: [], unchecked: [] };
  // With profiles for everybody, events before it have one already. Only where they have none is it this call that makes one.
  const plain = events.some((e) => makesProfile(e) === false);
  if (!plain) return { findings: [], unchecked: ['Whether anonymous visitors are meant to have a profile could not be told.'] };
  const id = first.event.ids.knownId ?? first.event.ids.anonymousId ?? '';
  const later = events.filter((e) => e.called.at >= first.called.at && makesProfile(e) === true);
  const group = first.event.name === '$groupidentify';
  const finding: RawFinding = {
    severity: 'warning',
    document: first.document,
    evidence: [...(first.call === null ? [] : [{ call: first.call }]), { event: first.index, project: project.project }],
    wrong: [],
    about: { ids: [id], device: first.device, from: first.called.at, to: until },
    what: `${eventNameFirst(first)} ${group ? 'put a visitor into a group' : 'set properties of a person'} while nobody was identified: the anonymous ${id} has a profile from then on.`,
    consequence: `PostHog bills ${counted(later.length, 'event')} of this visitor as those of an identified person, and so every later one.`,
    fix: `Call posthog.${group ? 'group' : 'setPersonProperties'} after posthog.identify, for users who are logged in.`,
  };
  return { findings: [finding], unchecked: [] };
};

const visitorPrefix = '$device:';

/**
 * Visitors who have a user's name: an alias stands for the id it was given to, under which the SDK goes on writing.
 * Source: mixpanel-browser 2.83.0, executed; https://github.com/mixpanel/docs-legacy/blob/main/legacy/aliases.md
 */
const aliasedVisitors = (analysis: Analysis, project: ProjectAnalysis): ReadonlySet<string | null> =>
  new Set(project.model === 'mixpanel-legacy' ? aliasesOf(analysis, project).map(({ of }) => of) : []);

/** Updates that own code, a server or the SDK sent to the profile of a visitor. */
const sentToVisitors = (analysis: Analysis, project: ProjectAnalysis): readonly RawFinding[] => {
  const named = aliasedVisitors(analysis, project);
  const writes = (analysis.profileWrites ?? []).filter(
    (w) => w.vendor === project.vendor && w.project === project.project && w.id.startsWith(visitorPrefix) && !named.has(w.id),
  );
  const [first] = writes;
  if (first === undefined) return [];
  const visitors = new Set(writes.map((w) => w.id));
  const devices = new Set(writes.map((w) => w.device));
  return [
    {
      severity: 'warning',
      document: first.document,
      evidence: writes.slice(0, 5).map((w) => ({ observation: [w.document, w.seq] })),
      wrong: [],
      about: {
        ids: [...visitors],
        device: devices.size === 1 ? first.device : null,
        from: first.at,
        to: analysis.until,
      },
      what: `${counted(writes.length, 'profile update')} went to the profile of ${visitors.size === 1 ? `the anonymous visitor ${first.id}` : `${visitors.size} anonymous visitors`}.`,
      consequence: notCarriedOver,
      fix: 'Write profile properties for users only, with the user id as $distinct_id, and once more after the log-in.',
    },
  ];
};

const notCarriedOver = 'Mixpanel does not carry the profile of a visitor over to the user: these properties are lost at the log-in.';

/** The SDK keeps profile updates back until `identify`; one that names nobody sends them to the visitor. Source: mixpanel-browser 2.83.0, executed */
const calledForVisitors = (analysis: Analysis, project: ProjectAnalysis): readonly RawFinding[] => {
  const calls = callsOf(analysis, project).filter((c) => c.carriedOut);
  return calls.flatMap((call): readonly RawFinding[] => {
    const { meaning, before } = call;
    const visitor = before?.anonymousId ?? null;
    if (meaning.kind !== 'identify' || visitor === null || (before?.knownId ?? '') !== '') return [];
    if (meaning.id !== undefined && meaning.id !== `${visitorPrefix}${visitor}`) return [];
    const updates = calls.filter((c) => c.document === call.document && c.method.startsWith('people.') && c.at <= call.at);
    if (updates.length === 0) return [];
    return [
      {
        severity: 'warning',
        document: call.document,
        evidence: [...updates.slice(0, 4).map((c) => ({ call: c.call })), { call: call.call }],
        wrong: [],
        about: { ids: [visitor], device: call.device, from: call.at, to: analysis.until },
        what: `${counted(updates.length, 'profile update')} went to the profile of the anonymous visitor ${visitor}, because identify was called without a user id.`,
        consequence: notCarriedOver,
        fix: 'Call mixpanel.people after mixpanel.identify(user.id). Before that the SDK keeps the updates and sends them with it.',
      },
    ];
  });
};

const mixpanelFindings = (analysis: Analysis, project: ProjectAnalysis): RuleOutput => {
  const sent = sentToVisitors(analysis, project);
  const called = sent.length > 0 ? [] : calledForVisitors(analysis, project);
  return { findings: [...sent, ...called], unchecked: [] };
};

/** W14. */
export const profileWrittenWhileAnonymous: Rule = {
  id: 'profile-written-while-anonymous',
  number: 'W14',
  severity: 'warning',
  vendors: ['mixpanel', 'posthog'],
  models: 'all',
  title: 'A profile was written for an anonymous visitor',
  cite: 'https://posthog.com/docs/data/anonymous-vs-identified-events',
  settings: [],
  explainedBy: ['empty-identify', 'login-without-identify', 'alias-misuse'],
  check: ({ analysis, project }) =>
    project.vendor === 'posthog' ? posthogFindings(project, analysis.until) : mixpanelFindings(analysis, project),
};
