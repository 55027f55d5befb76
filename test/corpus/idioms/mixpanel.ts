import { mixpanel as sdk } from '../../e2e/sdk/sdks/mixpanel.ts';
import { answersOf, literal } from './answers.ts';
import type { Tool } from './idioms.ts';

/** https://docs.mixpanel.com/docs/tracking-methods/id-management/identifying-users-simplified */
export const mixpanel: Tool = {
  vendor: 'mixpanel',
  project: 'TOK',
  bundle: "import mixpanel from 'mixpanel-browser'; globalThis.mixpanel = mixpanel;",
  files: {},
  head: (place, config) =>
    `<script>mixpanel.init('TOK', ${literal({ api_host: place.collector, batch_flush_interval_ms: 300, record_sessions_percent: 0, ...config })});</script>`,
  answers: answersOf(sdk),
  ready: 'mixpanel.__loaded',
  startsOut: { opt_out_tracking_by_default: true },
  track: (name) => `mixpanel.track(${literal(name)});`,
  identify: ({ id, plan }) => `mixpanel.identify(${literal(id)}); mixpanel.people.set(${literal({ plan, user_id: id })});`,
  reset: () => 'mixpanel.reset();',
  leave: (name) => `mixpanel.track(${literal(name)}); mixpanel.reset();`,
  // What is queued is stored a moment later, and not at all if the page is gone by then.
  trackAndGo: (name) => `await new Promise((done) => mixpanel.track(${literal(name)}, {}, { send_immediately: true }, done));`,
  optOut: () => 'mixpanel.opt_out_tracking();',
  optIn: () => 'mixpanel.opt_in_tracking();',
};
