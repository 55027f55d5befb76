import { json } from '../../e2e/sdk/sdk-site.ts';
import { posthog as sdk } from '../../e2e/sdk/sdks/posthog.ts';
import { literal } from './answers.ts';
import type { Tool } from './idioms.ts';

/**
 * `reset(true)` where people share a device; the filter of robots is off, because automation is one.
 * https://posthog.com/docs/product-analytics/identify
 */
export const posthog: Tool = {
  vendor: 'posthog',
  project: 'phc_test',
  bundle: "import posthog from 'posthog-js'; globalThis.posthog = posthog;",
  files: {},
  head: (place, config) =>
    `<script>posthog.init('phc_test', ${literal({
      api_host: place.collector,
      autocapture: false,
      opt_out_useragent_filter: true,
      disable_session_recording: true,
      disable_surveys: true,
      ...config,
    })});</script>`,
  answers: (asked, place) => sdk.settings(asked, place) ?? (/^\/(e|i\/v0\/e)\/$/.test(asked.url.pathname) ? json({ status: 'Ok' }) : null),
  ready: 'posthog.__loaded',
  startsOut: { opt_out_capturing_by_default: true },
  track: (name) => `posthog.capture(${literal(name)});`,
  identify: ({ id, email, plan }) => `posthog.identify(${literal(id)}, ${literal({ email, plan })});`,
  reset: () => 'posthog.reset(true);',
  leave: (name) => `posthog.capture(${literal(name)}); posthog.reset(true);`,
  trackAndGo: (name) => `posthog.capture(${literal(name)}, {}, { send_instantly: true });`,
  optOut: () => 'posthog.opt_out_capturing();',
  optIn: () => 'posthog.opt_in_capturing();',
};
