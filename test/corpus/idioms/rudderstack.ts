import { rudderstack as sdk } from '../../e2e/sdk/sdks/rudderstack.ts';
import { answersOf, literal } from './answers.ts';
import type { Tool } from './idioms.ts';

/**
 * `reset(true)` where people share a device: without it the anonymous id stays.
 * https://www.rudderstack.com/docs/sources/event-streams/sdks/rudderstack-javascript-sdk/supported-api/
 */
export const rudderstack: Tool = {
  vendor: 'rudderstack',
  project: 'RSKEY',
  bundle: "import { RudderAnalytics } from '@rudderstack/analytics-js/bundled'; globalThis.rudderanalytics = new RudderAnalytics();",
  files: {},
  head: (place, config) =>
    `<script>rudderanalytics.load('RSKEY', ${literal(place.collector)}, ${literal({ configUrl: place.collector, ...config })});
      rudderanalytics.ready(() => { document.documentElement.dataset.rudderstack = 'ready'; });</script>`,
  answers: answersOf(sdk),
  ready: 'document.documentElement.dataset.rudderstack',
  startsOut: { preConsent: { enabled: true } },
  track: (name) => `rudderanalytics.track(${literal(name)});`,
  identify: ({ id, email, plan }) => `rudderanalytics.identify(${literal(id)}, ${literal({ email, plan })});`,
  reset: () => 'rudderanalytics.reset(true);',
  leave: (name) => `rudderanalytics.track(${literal(name)}); rudderanalytics.reset(true);`,
  trackAndGo: (name) => `rudderanalytics.track(${literal(name)});`,
  optOut: () => '',
  optIn: () => 'rudderanalytics.consent();',
};
