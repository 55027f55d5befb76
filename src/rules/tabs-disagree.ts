import type { Analysis } from '../core/analysis.ts';
import type { LandedEvent, ProjectAnalysis } from '../core/landed.ts';
import { isTop, type Load, loadsOf } from '../core/loads.ts';
import { spelling } from '../core/placeholder.ts';
import type { MomentOf } from '../core/story.ts';
import { resetCall } from '../core/wording.ts';
import { atEvents, eventsNamedFirst, given, whenOf } from './evidence.ts';
import { callsOf, seesCalls } from './project-calls.ts';
import type { RawFinding, Rule } from './rule.ts';

/** A call after which storage no longer holds the user `old`. */
type Change = { readonly call: MomentOf<'call'>; readonly old: string; readonly now: string | null };

const changesIdentity = ({ carriedOut, meaning }: MomentOf<'call'>): boolean =>
  carriedOut && (meaning.kind === 'identify' || meaning.kind === 'reset');

const changesOf = (calls: readonly MomentOf<'call'>[]): readonly Change[] =>
  calls.flatMap((call): readonly Change[] => {
    const old = call.before?.knownId ?? '';
    const now = call.after?.knownId ?? null;
    if (!changesIdentity(call) || call.after === null || old === '' || spelling(old) === spelling(now ?? '')) return [];
    return [{ call, old, now }];
  });

/** Pages of the same site in other tabs that were open when the change was made. */
const otherTabs = (analysis: Analysis, { at, document, device }: MomentOf<'call'>): readonly Load[] => {
  const loads = loadsOf(analysis);
  const here = loads.get(document);
  return [...loads.values()].filter(
    (l) =>
      l.device === device &&
      isTop(l) &&
      l.tab !== null &&
      (here?.tab ?? null) !== null &&
      l.tab !== here?.tab &&
      l.site === here?.site &&
      l.openedAt < at &&
      (l.closedAt === null || l.closedAt > at),
  );
};

/** Whether storage holds the old user again although nobody named them. */
const writtenBack = (analysis: Analysis, { vendor, project }: ProjectAnalysis, { call, old }: Change, tab: Load, to: number): boolean =>
  analysis.moments.some(
    (m) =>
      m.kind === 'storage' &&
      m.vendor === vendor &&
      m.project === project &&
      m.document === tab.document &&
      m.at > call.at &&
      m.at <= to &&
      m.ids.knownId === old &&
      m.previous !== null &&
      m.previous.knownId !== old,
  );

/** W28. Other SDKs than Mixpanel's do not read storage again for each event. */
export const tabsDisagree: Rule = {
  id: 'tabs-disagree',
  number: 'W28',
  severity: 'warning',
  vendors: ['segment', 'posthog', 'amplitude', 'rudderstack'],
  models: 'all',
  title: 'A second tab goes on with the user who left',
  cite: 'https://github.com/rune-org/rune/issues/499',
  settings: [
    {
      name: 'other-tabs-wait-seconds',
      title: 'How long after a change in one tab the other tabs may take',
      default: '5',
      values: [],
      cite: 'https://github.com/rune-org/rune/issues/499',
      assumption: false,
    },
  ],
  explainedBy: ['placeholder-id', 'id-shape-changed'],
  check: ({ analysis, project, settings }) => {
    const wait = Number(settings['other-tabs-wait-seconds'] ?? 5) * 1000;
    const calls = callsOf(analysis, project);
    const told = new Set<LandedEvent>();
    const findings = changesOf(calls).flatMap((change): readonly RawFinding[] => {
      const { call, old, now } = change;
      return otherTabs(analysis, call).flatMap((tab): readonly RawFinding[] => {
        const own = calls.find((c) => c.document === tab.document && c.at > call.at && changesIdentity(c));
        if (own !== undefined && own.at <= call.at + wait) return [];
        const again = calls.find((c) => c.at > call.at && c.meaning.kind === 'identify' && c.after?.knownId === old);
        const end = Math.min(own?.at ?? Number.POSITIVE_INFINITY, again?.at ?? Number.POSITIVE_INFINITY);
        const stale = project.events.filter(
          (e) =>
            e.document === tab.document &&
            e.included &&
            !told.has(e) &&
            e.event.ids.knownId === old &&
            whenOf(e) > call.at &&
            whenOf(e) < end,
        );
        const last = stale.at(-1);
        if (last === undefined) return [];
        for (const event of stale) told.add(event);
        const back = writtenBack(analysis, project, change, tab, end);
        return [
          {
            severity: back ? 'error' : 'warning',
            document: tab.document,
            evidence: [{ call: call.call }, ...atEvents(project, stale)],
            wrong: stale.map((e) => e.index),
            about: {
              ids: given(old, now, call.before?.anonymousId, call.after?.anonymousId, last.event.ids.anonymousId),
              device: call.device,
              from: call.at,
              to: Math.max(end === Number.POSITIVE_INFINITY ? analysis.until : end, whenOf(last)),
            },
            what: `One tab ${now === null ? `was reset when ${old} left` : `went on with ${now}`}, but another open tab did not notice: ${eventsNamedFirst(stale)} still went out as ${old}.${back ? ` It even wrote ${old} back into the storage that all tabs share.` : ''}`,
            consequence: back
              ? `Every page that is opened next starts as ${old} again, whoever is there.`
              : `What happens in that tab counts for ${old} until it is loaded again.`,
            fix: `Tell the other tabs when somebody logs in or out (BroadcastChannel, or the storage event), and there call ${resetCall(project.vendor)} or load the page again.`,
          },
        ];
      });
    });
    const tabs = new Set([...loadsOf(analysis).values()].filter((l) => isTop(l) && l.tab !== null).map((l) => `${l.device} ${l.tab}`));
    const blind = tabs.size > 1 && !seesCalls(analysis, project);
    return {
      findings,
      unchecked: blind ? ['Calls of this project were not observed, so that it cannot be told which tab changed the user.'] : [],
    };
  },
};
