import { segment as sdk } from '../../e2e/sdk/sdks/segment.ts';
import { answersOf, literal } from './answers.ts';
import type { Tool } from './idioms.ts';

/**
 * The library asks nobody for consent: a site that has none does not load it.
 * https://segment.com/docs/connections/spec/best-practices-identify/
 */
export const segment: Tool = {
  vendor: 'segment',
  project: 'WK',
  bundle: "import { AnalyticsBrowser } from '@segment/analytics-next'; globalThis.AnalyticsBrowser = AnalyticsBrowser;",
  files: {},
  head: (place, config) =>
    `<script>window.analytics = AnalyticsBrowser.load({ writeKey: 'WK', cdnURL: ${literal(place.collector)} },
      ${literal({ integrations: { 'Segment.io': { apiHost: `${place.host}/v1`, protocol: 'http' } }, ...config })});
      analytics.then(() => { document.documentElement.dataset.segment = 'ready'; });</script>`,
  answers: answersOf(sdk),
  ready: 'document.documentElement.dataset.segment',
  startsOut: null,
  track: (name) => `analytics.track(${literal(name)});`,
  identify: ({ id, email, plan }) => `analytics.identify(${literal(id)}, ${literal({ email, plan })});`,
  reset: () => 'analytics.reset();',
  leave: (name) => `analytics.track(${literal(name)}); analytics.reset();`,
  trackAndGo: (name) => `analytics.track(${literal(name)});`,
  optOut: () => '',
  optIn: () => '',
};
