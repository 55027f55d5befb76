import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { segmentPayloads } from '../../../../demo/decode-payloads.ts';
import { member } from '../../../../src/core/json.ts';
import { root } from '../../support/paths.ts';
import { json } from '../sdk-site.ts';
import type { Place, SdkUnderTest } from '../sdk-under-test.ts';

const { max } = createRequire(import.meta.url)('@segment/snippet') as { max(options: Record<string, unknown>): string };
const folder = `${root}node_modules/@segment/analytics-next/dist/umd/`;
const destination = (place: Place) => ({ 'Segment.io': { apiHost: `${place.host}/v1`, protocol: 'http' } });
const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** Segment's own snippet, with plain HTTP and the stand-in for its CDN. */
const snippet = (place: Place): string =>
  max({ apiKey: 'WK', host: place.host, page: false, load: { integrations: destination(place) } }).replace('"https://', '"http://');

export const segment: SdkUnderTest = {
  vendor: 'segment',
  project: 'WK',
  madeAt: (payload) => Date.parse(String(member(payload, 'timestamp'))),
  forms: {
    snippet: {
      files: { '/analytics.js/v1/WK/analytics.min.js': () => readFileSync(`${folder}standalone.js`) },
      head: (place) => `<script>${snippet(place)}; analytics._cdn = '${place.collector}';</script>`,
      ready: 'analytics.initialized',
      sdk: 'analytics',
      how: 'global',
      // Its queue is carried out method by method, each in a task of its own: which user an early event goes out with is a race.
      early: 1,
      replays: true,
    },
    npm: {
      bundle: "import { AnalyticsBrowser } from '@segment/analytics-next'; globalThis.app = { AnalyticsBrowser };",
      head: (place) =>
        `<script src="/app.js"></script><script>app.analytics = app.AnalyticsBrowser.load({ writeKey: 'WK', cdnURL: '${place.collector}' },
          ${JSON.stringify({ integrations: destination(place) })}); app.analytics.ready(() => { app.ready = true; });</script>`,
      ready: 'app.ready',
      sdk: 'app.analytics',
      how: 'npm',
    },
  },
  settings({ url }, place) {
    const bundle = /\/bundles\/([\w.-]+\.js)$/.exec(url.pathname)?.[1];
    if (bundle !== undefined) return { status: 200, headers: { 'content-type': 'text/javascript' }, body: readFileSync(folder + bundle) };
    if (!/^\/v1\/projects\/[^/]+\/settings$/.test(url.pathname)) return null;
    const own = { ...destination(place)['Segment.io'], apiKey: 'WK', versionSettings: { version: '4.4.7', componentTypes: ['browser'] } };
    return json({
      integrations: { 'Segment.io': own },
      plan: { track: { __default: { enabled: true, integrations: {} } } },
      remotePlugins: [],
    });
  },
  payloads: ({ url, text }) => (/^\/v1\/[a-z]$/.test(url.pathname) ? segmentPayloads(text) : null),
  tell: (payload) => ({
    name: text(member(payload, 'event')) ?? text(member(payload, 'type')) ?? '',
    anonymousId: text(member(payload, 'anonymousId')),
    knownId: text(member(payload, 'userId')),
  }),
  track: (name) => `%.track('${name}')`,
  identify: (user) => `%.identify('${user}')`,
  reset: '%.reset()',
  calls: [
    ['track', 'Seen'],
    ['identify', 'u-1'],
    ['track', 'Bought'],
    ['reset', null],
    ['track', 'Seen again'],
    ['identify', 'u-2'],
    ['track', 'Bought too'],
  ],
  // reset() takes the anonymousId away, so each user has its own. https://segment.com/docs/unify/identity-resolution/
  landsOn: { Seen: 'user_id=u-1', Bought: 'user_id=u-1', 'Seen again': 'user_id=u-2', 'Bought too': 'user_id=u-2' },
};
