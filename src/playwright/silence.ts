import type { ProjectAnalysis } from '../core/landed.ts';
import type { Capturing } from '../core/observation.ts';
import { listed } from '../core/wording.ts';
import type { Judged } from '../reports/engine.ts';

/** What a matcher is asked about: one vendor, one project, or everything the page has. */
export type Wanted = { readonly vendor?: string; readonly project?: string };

type Found = { readonly vendor: string; readonly project: string | null; readonly capturing: Capturing; readonly why: string | null };

/** Causes of silence by what the SDK says of itself, each with the way round. */
const remedies: Readonly<Record<'bot' | 'out', (vendor: string) => string>> = {
  bot: (vendor) =>
    vendor === 'posthog'
      ? "PostHog takes this browser for a robot (navigator.webdriver, or HeadlessChrome in its user agent) and drops every event. In tests call posthog.init(key, { opt_out_useragent_filter: true, … }), or start Chromium with launchOptions: { args: ['--disable-blink-features=AutomationControlled'] } and a userAgent of an ordinary browser."
      : `${vendor} takes this browser for a robot and drops every event. Give the context the userAgent of an ordinary browser, or switch its bot filter off in tests.`,
  out: (vendor) =>
    `${vendor} is opted out of capturing in this browser context. Give consent in the test before you assert (click the banner, or call its opt-in), or begin with a fresh context.`,
};

const foundOf = ({ analysis }: Judged): readonly Found[] => {
  const found = new Map<string, Found>();
  for (const one of analysis.moments) if (one.kind === 'sdk') found.set(`${one.vendor} ${one.project} ${one.instance}`, one);
  return [...found.values()];
};

const fits = ({ vendor, project }: Wanted, one: { readonly vendor: string; readonly project: string | null }): boolean =>
  (vendor === undefined || vendor === one.vendor) && (project === undefined || project === one.project);

const nameOf = ({ vendor, project }: Wanted): string =>
  vendor === undefined && project === undefined ? 'analytics SDK' : [vendor, project && `project ${project}`].filter(Boolean).join(', ');

/** The projects that a matcher is to judge: those seen to belong to the site, of the wanted vendor. */
export const wantedProjects = ({ analysis }: Judged, wanted: Wanted): readonly ProjectAnalysis[] =>
  analysis.projects.filter((project) => project.fedBy === undefined && fits(wanted, project));

/** The likely reason why a project sent nothing that arrived, and its remedy; null for one of which something arrived. */
export const silenceOf = (judged: Judged, project: ProjectAnalysis): string | null => {
  const name = `${project.vendor} ${project.project}`;
  if (project.nothingArrived === true)
    return `Every request of ${name} failed. Is its host blocked in the tests, or out of reach? Let it through, or observe with { vendors: 'stub' }, which answers in the vendors' place.`;
  if (project.events.some((event) => event.included)) return null;
  const said = foundOf(judged).find((one) => fits(project, one) && (one.capturing === 'bot' || one.capturing === 'out'));
  const now = judged.analysis.identities.find((one) => fits(project, one));
  const state = said?.capturing ?? now?.capturing;
  if (state === 'bot' || state === 'out') return remedies[state](project.vendor);
  return `${name} was observed, but none of its events was sent. Await identity.settled() first; if nothing comes, look whether its requests are blocked.`;
};

/** Why there is nothing to judge, in words that name the cause and the remedy; null when there is something. */
export const whyNothing = (judged: Judged, wanted: Wanted, pages: readonly string[]): string | null => {
  const projects = wantedProjects(judged, wanted);
  if (projects.length > 0) {
    const reasons = projects.map((project) => silenceOf(judged, project));
    return reasons.every((reason) => reason !== null) ? reasons.join(' ') : null;
  }
  const found = foundOf(judged).filter((one) => fits(wanted, one));
  for (const { vendor, capturing, why } of found) {
    if (capturing === 'bot' || capturing === 'out') return remedies[capturing](vendor);
    if (why !== null) return `${vendor} was found, but nothing of it was observed: ${why}`;
  }
  if (found.length > 0) return `${found[0]?.vendor} was found, but it was not called and sent nothing. Does the page start it under test?`;
  const others = judged.analysis.projects.map(({ vendor, project }) => `${vendor} ${project}`);
  if (others.length > 0) return `No ${nameOf(wanted)} was observed; there is ${listed(others)}. Is the name right?`;
  const opened = pages.filter((url) => url !== 'about:blank');
  return opened.length === 0
    ? 'No page was opened in the observed browser context. Use the page of the same test, or observe(context) the context that you open pages in.'
    : `No analytics SDK was observed on ${listed(opened)}. Is it left out of test builds, held back until there is consent, or is its script blocked? If its CDN is out of reach, serve the script by page.route().`;
};
