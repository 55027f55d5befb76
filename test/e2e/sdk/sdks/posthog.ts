import { readFileSync } from 'node:fs';
import { type Json, member } from '../../../../src/core/json.ts';
import { root } from '../../support/paths.ts';
import { json } from '../sdk-site.ts';
import type { Place, SdkUnderTest } from '../sdk-under-test.ts';

const library = (name: string) => () => readFileSync(`${root}node_modules/posthog-js/dist/${name}`, 'utf8');

/** What its remote settings say, as far as the library asks. */
const remote = {
  supportedCompression: ['gzip-js'],
  hasFeatureFlags: false,
  autocapture_opt_out: true,
  analytics: { endpoint: '/i/v0/e/' },
  sessionRecording: false,
  heatmaps: false,
  surveys: false,
  defaultIdentifiedOnly: true,
  siteApps: [],
} satisfies Json;

/** Under automation PostHog drops every event; the page of this test asks it not to. */
const config = (place: Place) => ({
  api_host: place.collector,
  autocapture: false,
  capture_pageleave: false,
  opt_out_useragent_filter: true,
  // What waits for its batch is overtaken by what does not.
  request_batching: false,
});
const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

export const posthog: SdkUnderTest = {
  vendor: 'posthog',
  project: 'phc_test',
  forms: {
    snippet: {
      files: { '/static/loader.js': library('loader.js'), '/static/array.js': library('array.js') },
      head: (place) =>
        `<script src="${place.collector}/static/loader.js" data-project-token="phc_test" data-config='${JSON.stringify(config(place))}'></script>`,
      ready: 'window.posthog && posthog.__loaded',
      sdk: 'posthog',
      how: 'global',
      early: 3,
      replays: true,
    },
    npm: {
      bundle: "import posthog from 'posthog-js'; globalThis.app = { posthog };",
      head: (place) => `<script src="/app.js"></script><script>app.posthog.init('phc_test', ${JSON.stringify(config(place))})</script>`,
      ready: 'app.posthog.__loaded',
      sdk: 'app.posthog',
      how: 'npm',
    },
  },
  settings({ url }) {
    if (/\/config$/.test(url.pathname)) return json(remote);
    if (/\/config\.js$/.test(url.pathname)) {
      const body = `(window._POSTHOG_REMOTE_CONFIG = window._POSTHOG_REMOTE_CONFIG || {}).phc_test = { config: ${JSON.stringify(remote)}, siteApps: [] };`;
      return { status: 200, headers: { 'content-type': 'text/javascript' }, body };
    }
    if (/^\/flags\//.test(url.pathname)) return json({ flags: {}, errorsWhileComputingFlags: false, requestId: 'r' });
    return null;
  },
  payloads({ url, text }) {
    if (!/^\/(e|i\/v0\/e)\/$/.test(url.pathname)) return null;
    const body = JSON.parse(text) as Json;
    const batch = member(body, 'batch');
    return Array.isArray(batch) ? batch : [body];
  },
  accepted: () => json({ status: 'Ok' }),
  tell(payload) {
    const properties = member(payload, 'properties');
    const id = text(member(properties, 'distinct_id'));
    const identified = member(properties, '$is_identified') === true || member(payload, 'event') === '$identify';
    return {
      name: text(member(payload, 'event')) ?? '',
      anonymousId: identified ? text(member(properties, '$anon_distinct_id')) : id,
      knownId: identified ? id : null,
    };
  },
  automatic: ['$pageview'],
  version: '1.449.2',
  track: (name) => `%.capture('${name}')`,
  identify: (user) => `%.identify('${user}')`,
  reset: '%.reset()',
  calls: [
    ['capture', 'Seen'],
    ['identify', 'u-1'],
    ['capture', 'Bought'],
    ['reset', null],
    ['capture', 'Seen again'],
    ['identify', 'u-2'],
    ['capture', 'Bought too'],
  ],
  // $identify joins the anonymous distinct id; reset() makes a new one. https://posthog.com/docs/product-analytics/identify
  landsOn: { Seen: 'u-1', Bought: 'u-1', 'Seen again': 'u-2', 'Bought too': 'u-2' },
};
