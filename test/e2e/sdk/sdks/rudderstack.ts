import { type Json, member } from '../../../../src/core/json.ts';
import { json } from '../sdk-site.ts';
import type { Place, SdkUnderTest } from '../sdk-under-test.ts';

/** The methods of the stub; the CDN's file makes each of them a bound function of a plain object. */
const methods = ['load', 'ready', 'page', 'track', 'identify', 'alias', 'group', 'reset', 'setAnonymousId', 'startSession', 'endSession'];

/** Stands in for RudderStack's loader, which no package holds: an array whose methods queue, then proxy to what replaced it. */
const stub = (place: Place): string => `
  const queue = window.rudderanalytics = [];
  for (const method of ${JSON.stringify(methods)}) queue[method] = (...args) => {
    if (Array.isArray(window.rudderanalytics)) queue.push([method, ...args]);
    else window.rudderanalytics[method]?.(...args);
  };
  window.rudderAnalyticsBuildType = 'modern';
  const script = document.createElement('script');
  script.async = true;
  script.src = '${place.collector}/rsa.js';
  document.head.append(script);`;

/** What the CDN's file does: the package's singleton, then a plain object of its bound methods in its place. */
const cdn = `import { RudderAnalytics } from '@rudderstack/analytics-js/bundled';
  const own = new RudderAnalytics();
  globalThis.rudderanalytics = Object.fromEntries([...${JSON.stringify(methods)}, 'getAnalyticsInstance', 'getAnonymousId', 'getUserId', 'getUserTraits']
    .map((method) => [method, own[method]]));`;

const load = (place: Place): string => `('RSKEY', '${place.collector}', ${JSON.stringify({ configUrl: place.collector })})`;
const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

export const rudderstack: SdkUnderTest = {
  vendor: 'rudderstack',
  project: 'RSKEY',
  madeAt: (payload) => Date.parse(String(member(payload, 'originalTimestamp'))),
  forms: {
    snippet: {
      bundle: cdn,
      head: (place) =>
        `<script>${stub(place).replace('/rsa.js', '/app.js')}; rudderanalytics.load${load(place)}; rudderanalytics.ready(() => { window.app = { ready: true }; });</script>`,
      ready: 'window.app && app.ready',
      sdk: 'rudderanalytics',
      how: 'global',
      early: 3,
      replays: false,
    },
    npm: {
      bundle: "import { RudderAnalytics } from '@rudderstack/analytics-js/bundled'; globalThis.app = { rudder: new RudderAnalytics() };",
      head: (place) =>
        `<script src="/app.js"></script><script>app.rudder.load${load(place)}; app.rudder.ready(() => { app.ready = true; });</script>`,
      ready: 'app.ready',
      sdk: 'app.rudder',
      how: 'global',
    },
  },
  settings: ({ url }) =>
    url.pathname.startsWith('/sourceConfig')
      ? json({
          source: {
            id: 'source',
            name: 'test',
            writeKey: 'RSKEY',
            enabled: true,
            workspaceId: 'workspace',
            connections: [],
            destinations: [],
            config: { statsCollection: { errors: { enabled: false }, metrics: { enabled: false } } },
          },
          updatedAt: '2026-01-01T00:00:00.000Z',
        })
      : null,
  payloads({ url, text }) {
    if (!/^\/v1\/\w+$/.test(url.pathname)) return null;
    const body = JSON.parse(text) as Json;
    const batch = member(body, 'batch');
    return Array.isArray(batch) ? batch : [body];
  },
  tell: (payload) => ({
    name: text(member(payload, 'event')) ?? text(member(payload, 'type')) ?? '',
    anonymousId: text(member(payload, 'anonymousId')),
    knownId: text(member(payload, 'userId')),
  }),
  version: '3.34.1',
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
  // reset() keeps the anonymousId, which joins both users in one graph. https://www.rudderstack.com/docs/profiles/core-concepts/identity-stitching/
  landsOn: { Seen: 'u-1', Bought: 'u-1', 'Seen again': 'u-1', 'Bought too': 'u-1' },
  pause: 200,
};
