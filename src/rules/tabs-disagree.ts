import type { LandedEvent } from '../core/landed.ts';
import { isTop, loadsOf } from '../core/loads.ts';
import { endsPage } from '../core/ordinary.ts';
import { resetCall } from '../core/wording.ts';
import { atEvents, eventsNamedFirst, given, whenOf } from './evidence.ts';
import { callsOf, seesCalls } from './project-calls.ts';
import type { RawFinding, Rule } from './rule.ts';
import { byDocument, changesIdentity, changesOf, otherTabs, writtenBack } from './tab-changes.ts';

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
    const changing = calls.filter(changesIdentity);
    const told = new Set<LandedEvent>();
    const eventsOf = byDocument(project.events);
    const changesIn = byDocument(changing);
    const findings = changesOf(calls).flatMap((change): readonly RawFinding[] => {
      const { call, old, now } = change;
      return otherTabs(analysis, call).flatMap((tab): readonly RawFinding[] => {
        const own = changesIn.get(tab.document)?.find((c) => c.at > call.at);
        if (own !== undefined && own.at <= call.at + wait) return [];
        const here =
          eventsOf
            .get(tab.document)
            ?.filter((e) => e.included && !endsPage(e.event) && !told.has(e) && e.event.ids.knownId === old && whenOf(e) > call.at) ?? [];
        if (here.length === 0) return [];
        const again = changing.find((c) => c.at > call.at && c.meaning.kind === 'identify' && c.after?.knownId === old);
        const end = Math.min(own?.at ?? Number.POSITIVE_INFINITY, again?.at ?? Number.POSITIVE_INFINITY);
        const stale = here.filter((e) => whenOf(e) < end);
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
