import type { Analysis } from '../core/analysis.ts';
import type { ProjectAnalysis } from '../core/landed.ts';
import { isTop, type Load, loadsOf } from '../core/loads.ts';
import type { MomentOf } from '../core/story.ts';
import { type BeatOf, threadsOf } from '../core/thread.ts';
import { counted } from '../core/wording.ts';
import { callsOf, seesCalls } from './project-calls.ts';
import type { Evidence, RawFinding, Rule, Severity } from './rule.ts';

/** A page of somebody who is logged in, on which the SDK was not told so. */
type Page = { readonly load: Load; readonly known: string; readonly evidence: readonly Evidence[]; readonly wrong: readonly number[] };

/** Pages over which no identify came, although the SDK still held a known id, with the calls that `depends` picks. */
const storedOnly = (analysis: Analysis, project: ProjectAnalysis, depends: (call: MomentOf<'call'>) => boolean): readonly Page[] => {
  const byDocument = new Map<string, MomentOf<'call'>[]>();
  for (const call of callsOf(analysis, project)) {
    if (!call.carriedOut) continue;
    const list = byDocument.get(call.document);
    if (list === undefined) byDocument.set(call.document, [call]);
    else list.push(call);
  }
  return [...loadsOf(analysis).values()].flatMap((load): readonly Page[] => {
    const here = byDocument.get(load.document) ?? [];
    if (load.closedAt === null || !isTop(load) || here.some((c) => c.meaning.kind === 'identify')) return [];
    const thread = threadsOf(analysis, project).find((t) => t.device === load.device);
    const waiting = here.filter(depends).flatMap((call) => {
      const known = call.before?.knownId ?? thread?.beats.findLast((b) => b.at <= call.at)?.after.knownId ?? '';
      return known === '' ? [] : [{ call, known }];
    });
    const [first] = waiting;
    return first === undefined
      ? []
      : [{ load, known: first.known, evidence: waiting.slice(0, 5).map((w) => ({ call: w.call.call })), wrong: [] }];
  });
};

/** Pages without the user id that the pages before and after them carry, with no sign of a log-in or log-out in between. */
const skipped = (analysis: Analysis, project: ProjectAnalysis): readonly Page[] =>
  threadsOf(analysis, project).flatMap((thread) => {
    const pages: { readonly load: Load; readonly events: BeatOf<'event'>[]; known: string; from: number; to: number }[] = [];
    const byLoad = new Map<Load, (typeof pages)[number]>();
    for (const beat of thread.beats) {
      const load = loadsOf(analysis).get(beat.document);
      if (beat.kind !== 'event' || !beat.event.included || load === undefined || !isTop(load)) continue;
      const known = byLoad.get(load);
      const page = known ?? { load, events: [], known: '', from: beat.at, to: beat.at };
      if (known === undefined) pages.push(page);
      byLoad.set(load, page);
      page.events.push(beat);
      page.to = beat.at;
      page.known ||= beat.event.event.ids.knownId ?? '';
    }
    const signals = thread.beats.filter((b) => b.kind === 'signal').map((b) => b.at);
    return pages.flatMap((page, at): readonly Page[] => {
      const before = pages.slice(0, at).findLast((p) => p.known !== '');
      const after = pages.slice(at + 1).find((p) => p.known !== '');
      if (page.known !== '' || before === undefined || before.known !== after?.known) return [];
      if (signals.some((s) => s >= before.from && s <= after.to)) return [];
      const evidence = page.events.slice(0, 5).map((b) => ({ event: b.event.index, project: project.project }));
      return [{ load: page.load, known: before.known, evidence, wrong: page.events.map((b) => b.event.index) }];
    });
  });

type Words = { readonly severity: Severity; readonly what: string; readonly consequence: string; readonly fix: string };

const wordsOf = (vendor: string, known: string): Words => {
  if (vendor === 'mixpanel')
    return {
      severity: 'warning',
      what: `${known} was logged in, and properties were set on the profile, but identify() was not called on that page`,
      consequence: 'The SDK keeps profile updates back until identify is called on the same page: they never leave the browser.',
      fix: `Call mixpanel.identify('${known}') on every page of a logged-in user, before mixpanel.people.`,
    };
  if (vendor === 'segment')
    return {
      severity: 'info',
      what: `${known} was logged in, but identify() was not called on that page`,
      consequence: 'Segment remembers the user, but the tools that it drives on the page learn only from an identify call who it is.',
      fix: `Call analytics.identify('${known}') on every page of a logged-in user, if those tools need to know.`,
    };
  return {
    severity: 'warning',
    what: `${known} was logged in, but the events of a page in between carried no user id`,
    consequence: 'This vendor stores no user id in the browser: these events do not count for the user.',
    fix: `Set the user id on every page of a logged-in user, before the first event: '${known}'.`,
  };
};

/** W13. */
export const loggedInPageWithoutIdentify: Rule = {
  id: 'logged-in-page-without-identify',
  number: 'W13',
  severity: 'warning',
  vendors: ['mixpanel', 'segment', 'ga4', 'snowplow'],
  models: 'all',
  title: 'A page of a logged-in user did not identify',
  cite: 'https://developers.google.com/analytics/devguides/collection/ga4/user-id',
  settings: [],
  explainedBy: ['identify-before-ready', 'logout-without-reset'],
  check: ({ analysis, project }) => {
    const { vendor } = project;
    const byCalls = vendor === 'mixpanel' || vendor === 'segment';
    const own = new Set(callsOf(analysis, project).map((c) => c.call));
    const drives = analysis.moments.some((m) => m.kind === 'call' && m.parent !== null && own.has(m.parent));
    const depends = (c: MomentOf<'call'>): boolean => (vendor === 'mixpanel' ? c.method.startsWith('people.') : drives);
    const pages = byCalls ? storedOnly(analysis, project, depends) : skipped(analysis, project);
    const unchecked =
      byCalls && !seesCalls(analysis, project)
        ? ['Calls of this project were not observed, so that it cannot be told which page identified.']
        : [];
    const [first] = pages;
    if (first === undefined) return { findings: [], unchecked };
    const { severity, what, consequence, fix } = wordsOf(vendor, first.known);
    const finding: RawFinding = {
      severity,
      document: first.load.document,
      evidence: pages.flatMap((p) => p.evidence).slice(0, 5),
      wrong: pages.flatMap((p) => p.wrong),
      about: { ids: [...new Set(pages.map((p) => p.known))], device: first.load.device, from: first.load.openedAt, to: analysis.until },
      what: `${what}${pages.length > 1 ? `, nor on ${counted(pages.length - 1, 'more page')}` : ''}.`,
      consequence,
      fix,
    };
    return { findings: [finding], unchecked };
  },
};
