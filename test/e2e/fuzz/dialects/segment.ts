import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type JsonObject, member } from '../../../../src/core/json.ts';
import type { Place } from '../../sdk/sdk-under-test.ts';
import { segment as sdk } from '../../sdk/sdks/segment.ts';
import { root } from '../../support/paths.ts';
import { anyId, type Dialect, idText } from '../dialect.ts';

const { max } = createRequire(import.meta.url)('@segment/snippet') as { max(options: Record<string, unknown>): string };
const standalone = `${root}node_modules/@segment/analytics-next/dist/umd/standalone.js`;
const options = (place: Place, config: JsonObject): JsonObject => ({
  integrations: { 'Segment.io': { apiHost: `${place.host}/v1`, protocol: 'http' } },
  ...config,
});
const snippet = (place: Place, config: JsonObject): string =>
  max({ apiKey: 'WK', host: place.host, page: false, load: options(place, config) }).replace('"https://', '"http://');

/** https://www.twilio.com/docs/segment/connections/sources/catalog/libraries/website/javascript */
export const segment: Dialect = {
  vendor: 'segment',
  sdk,
  forms: {
    snippet: {
      files: { '/analytics.js/v1/WK/analytics.min.js': () => readFileSync(standalone) },
      head: (place, config) => `<script>${snippet(place, config)}; analytics._cdn = '${place.collector}';</script>`,
      ready: 'window.analytics && analytics.initialized',
      sdk: 'analytics',
    },
    bundle: {
      bundle: "import { AnalyticsBrowser } from '@segment/analytics-next'; globalThis.app = { AnalyticsBrowser };",
      files: {},
      head: (place, config) =>
        `<script src="/app.js"></script><script>app.analytics = app.AnalyticsBrowser.load({ writeKey: 'WK', cdnURL: '${place.collector}' },
          ${JSON.stringify(options(place, config))}); app.analytics.then(([own]) => { app.own = own; });</script>`,
      ready: 'app.own',
      sdk: 'app.own',
    },
  },
  configs: [
    {},
    { storage: { stores: ['localStorage', 'memory'] } },
    { storage: { stores: ['cookie', 'memory'] } },
    { disableClientPersistence: true },
  ],
  say: (random, event) => {
    const id = (): string => anyId(random, '(%.user && %.user().id())');
    return random.weighed<() => string>([
      [32, () => `%.track('${event}')`],
      [2, () => `%.track('${event}', {}, { anonymousId: 'own-anonymous' })`],
      [1, () => `%.track('${event}', {}, { userId: 'u-9' })`],
      [16, () => `%.identify(${id()})`],
      [4, () => `%.identify(${id()}, { email: 'ann@example.com' })`],
      [3, () => "%.identify({ plan: 'pro' })"],
      [10, () => '%.reset()'],
      [3, () => `%.alias(${id()})`],
      [1, () => `%.alias(${id()}, ${id()})`],
      [4, () => '%.page()'],
      [2, () => `%.group('g-1')`],
      [1, () => `%.setAnonymousId('set-${event}')`],
      [1, () => `%.user && %.user().id(${id()})`],
      [1, () => "%.user && %.user().anonymousId('given')"],
    ])();
  },
  now: '({ anonymousId: %.user().anonymousId() ?? null, knownId: %.user().id() ?? null })',
  read: (payload) => {
    const type = idText(member(payload, 'type'));
    if (type === null) return null;
    return {
      id: idText(member(payload, 'messageId')) ?? '',
      name: type === 'track' ? (idText(member(payload, 'event')) ?? 'track') : type,
      anonymousId: idText(member(payload, 'anonymousId')),
      knownId: idText(member(payload, 'userId')),
    };
  },
};
