import { type JsonObject, member } from '../../../../src/core/json.ts';
import type { Place } from '../../sdk/sdk-under-test.ts';
import { rudderstack as sdk } from '../../sdk/sdks/rudderstack.ts';
import { anyId, type Dialect, idText } from '../dialect.ts';

const bundle = "import { RudderAnalytics } from '@rudderstack/analytics-js/bundled'; globalThis.app = { rudder: new RudderAnalytics() };";
const load = (place: Place, config: JsonObject): string =>
  `('RSKEY', '${place.collector}', ${JSON.stringify({ configUrl: place.collector, ...config })})`;

/** https://www.rudderstack.com/docs/sources/event-streams/sdks/rudderstack-javascript-sdk/supported-api/ */
export const rudderstack: Dialect = {
  vendor: 'rudderstack',
  sdk,
  forms: {
    snippet: {
      ...(sdk.forms.snippet?.bundle === undefined ? {} : { bundle: sdk.forms.snippet.bundle }),
      files: {},
      head: (place, config) =>
        sdk.forms.snippet?.head(place).replace(/rudderanalytics\.load\(.*?\);/s, `rudderanalytics.load${load(place, config)};`) ?? '',
      ready: 'window.app && app.ready',
      sdk: 'rudderanalytics',
    },
    bundle: {
      bundle,
      files: {},
      head: (place, config) =>
        `<script src="/app.js"></script><script>app.rudder.load${load(place, config)}; app.rudder.ready(() => { app.ready = true; });</script>`,
      ready: 'app.ready',
      sdk: 'app.rudder',
    },
  },
  configs: [
    {},
    { storage: { type: 'localStorage' } },
    { storage: { type: 'memoryStorage' } },
    { useBeacon: true, beaconQueueOptions: { flushQueueInterval: 500 } },
  ],
  say: (random, event) => {
    const id = (): string => anyId(random, '(%.getUserId && %.getUserId())');
    return random.weighed<() => string>([
      [32, () => `%.track('${event}')`],
      [2, () => `%.track('${event}', {}, { anonymousId: 'own-anonymous' })`],
      [14, () => `%.identify(${id()})`],
      [5, () => `%.identify(${id()}, { email: 'ann@example.com' })`],
      [2, () => "%.identify({ plan: 'pro' })"],
      [6, () => '%.reset()'],
      [5, () => '%.reset(true)'],
      [3, () => `%.alias(${id()})`],
      [1, () => `%.alias(${id()}, ${id()})`],
      [4, () => '%.page()'],
      [2, () => "%.group('g-1')"],
      [1, () => `%.setAnonymousId('set-${event}')`],
    ])();
  },
  now: '({ anonymousId: %.getAnonymousId() || null, knownId: %.getUserId() || null })',
  read: (payload) => {
    const type = idText(member(payload, 'type'));
    if (type === null) return null;
    return {
      id: idText(member(payload, 'messageId')) ?? '',
      name: type === 'track' ? (idText(member(payload, 'event')) ?? 'track') : type,
      anonymousId: idText(member(payload, 'anonymousId')) || null,
      knownId: idText(member(payload, 'userId')) || null,
    };
  },
};
