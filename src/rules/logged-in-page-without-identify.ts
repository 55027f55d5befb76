import type { MomentOf } from '../core/story.ts';
import { counted } from '../core/wording.ts';
import { skipped, storedOnly } from './logged-in-pages.ts';
import { callsOf, seesCalls } from './project-calls.ts';
import type { RawFinding, Rule, Severity } from './rule.ts';

type Words = { readonly severity: Severity; readonly what: string; readonly consequence: string; readonly fix: string };

const wordsOf = (vendor: string, known: string): Words => {
  if (vendor === 'mixpanel')
    return {
      severity: 'warning',
      what: `${known} was logged in, and properties were set on the profile, but identify() was not called on that page`,
      consequence: 'The SDK keeps profile updates back until identify is called on the same page: they never leave the browser.',
      fix: `Call mixpanel.identify('${known}') on every page of a logged-in user, before mixpanel.people.`,
    };
  if (vendor === 'intercom')
    return {
      severity: 'info',
      what: `${known} was logged in, but Intercom was not told so on that page`,
      consequence: 'The messenger takes the visitor for somebody else on this page, without the conversations of before.',
      fix: `Boot Intercom with the user on every page: Intercom('boot', { app_id: '…', user_id: '${known}' });`,
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
  vendors: ['mixpanel', 'segment', 'intercom', 'ga4', 'snowplow'],
  models: 'all',
  title: 'A page of a logged-in user did not identify',
  cite: 'https://developers.google.com/analytics/devguides/collection/ga4/user-id',
  settings: [],
  explainedBy: ['identify-before-ready', 'logout-without-reset'],
  check: ({ analysis, project }) => {
    const { vendor } = project;
    const byCalls = vendor === 'mixpanel' || vendor === 'segment' || vendor === 'intercom';
    const own = new Set(callsOf(analysis, project).map((c) => c.call));
    const drives = analysis.moments.some((m) => m.kind === 'call' && m.parent !== null && own.has(m.parent));
    const depends = ({ method, meaning }: MomentOf<'call'>): boolean => {
      if (vendor === 'mixpanel') return method.startsWith('people.');
      return vendor === 'intercom' ? meaning.kind !== 'reset' : drives;
    };
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
