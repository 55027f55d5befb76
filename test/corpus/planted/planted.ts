import type { Severity } from '../../../src/rules/rule.ts';
import type { CorpusVendor, Idioms, Tool } from '../idioms/idioms.ts';
import { together } from '../idioms/idioms.ts';
import { tools } from '../idioms/index.ts';
import type { Story } from '../story.ts';

/** A story with one mistake, and the one finding of each of its vendors. Its name is the rule's and, after a dot, how it is broken. */
export type PlantedStory = Story & {
  /** The rule's own severity unless told. */
  readonly severity?: Severity | ((vendor: CorpusVendor) => Severity);
  /** Rules that become consequences of it, where they speak as such alone. */
  readonly brings?: Partial<Readonly<Record<CorpusVendor, readonly string[]>>>;
  /** Vendors of which nothing is told; they are beside the one that is. */
  readonly beside?: readonly CorpusVendor[];
};

export const ruleOf = ({ name }: Pick<Story, 'name'>): string => name.slice(0, name.indexOf('.'));

/** Statements for each vendor on the page. */
export const each = (vendors: readonly CorpusVendor[], code: (vendor: CorpusVendor) => string): string => vendors.map(code).join(' ');

/** The idioms with something done otherwise by each tool. */
export const spoken = (vendors: readonly CorpusVendor[], change: (tool: Tool) => Partial<Idioms>): Idioms =>
  together(vendors.map((vendor) => ({ ...tools[vendor], ...change(tools[vendor]) })));

/** An event with properties of the page. */
export const trackWith = (vendor: CorpusVendor, name: string, properties: string): string =>
  ({
    mixpanel: `mixpanel.track('${name}', ${properties});`,
    segment: `analytics.track('${name}', ${properties});`,
    posthog: `posthog.capture('${name}', ${properties});`,
    amplitude: `amplitude.track('${name}', ${properties});`,
    rudderstack: `rudderanalytics.track('${name}', ${properties});`,
  })[vendor];

/** `identify` with the id alone, as an expression of the page. */
export const identifyOnly = (vendor: CorpusVendor, id: string): string =>
  ({
    mixpanel: `mixpanel.identify(${id});`,
    segment: `analytics.identify(${id});`,
    posthog: `posthog.identify(${id});`,
    amplitude: `amplitude.setUserId(${id});`,
    rudderstack: `rudderanalytics.identify(${id});`,
  })[vendor];
