import { readFileSync } from 'node:fs';
import { type JsonObject, member } from '../../../../src/core/json.ts';
import type { Place } from '../../sdk/sdk-under-test.ts';
import { amplitude as sdk } from '../../sdk/sdks/amplitude.ts';
import { root } from '../../support/paths.ts';
import { anyId, type Dialect, idText } from '../dialect.ts';

const scripts = `${root}node_modules/@amplitude/analytics-browser/lib/scripts/`;
const snippet = readFileSync(`${scripts}amplitude-snippet-min.js`, 'utf8');
const path = /https:\/\/cdn\.amplitude\.com(\/[^"]+)"/.exec(snippet)?.[1] ?? '';
const init = (place: Place, config: JsonObject): string =>
  `('AMPKEY1234567890', ${JSON.stringify({ autocapture: false, fetchRemoteConfig: false, flushIntervalMillis: 200, serverUrl: `${place.collector}/2/httpapi`, ...config })})`;

/** https://amplitude.com/docs/sdks/analytics/browser/browser-sdk-2 */
export const amplitude: Dialect = {
  vendor: 'amplitude',
  sdk,
  forms: {
    snippet: {
      files: { [path]: () => readFileSync(`${scripts}amplitude-min.js.gz`) },
      head: (place, config) =>
        `<script>${snippet.replace('https://cdn.amplitude.com', place.collector)}</script><script>amplitude.init${init(place, config)}</script>`,
      ready: 'window.amplitude && amplitude.runQueuedFunctions && amplitude.getDeviceId()',
      sdk: 'amplitude',
    },
    bundle: {
      bundle: "import * as amplitude from '@amplitude/analytics-browser'; globalThis.app = { amplitude };",
      files: {},
      head: (place, config) => `<script src="/app.js"></script><script>app.amplitude.init${init(place, config)}</script>`,
      ready: 'app.amplitude.getDeviceId()',
      sdk: 'app.amplitude',
    },
  },
  configs: [
    {},
    { identityStorage: 'localStorage' },
    { identityStorage: 'sessionStorage' },
    { identityStorage: 'none' },
    { autocapture: true },
  ],
  say: (random, event) => {
    const id = (): string => anyId(random, '%.getDeviceId()');
    return random.weighed<() => string>([
      [34, () => `%.track('${event}')`],
      [1, () => `%.track('${event}', {}, { user_id: 'u-9' })`],
      [1, () => `%.track({ event_type: '${event}' })`],
      [20, () => `%.setUserId(${id()})`],
      [10, () => '%.reset()'],
      [1, () => `%.setDeviceId('device-${event}')`],
      [3, () => "{ const traits = new %.Identify(); traits.set('plan', 'pro'); %.identify(traits); }"],
      [3, () => "%.setGroup('company', 'c-1')"],
      [1, () => "%.setIdentity({ userId: 'u-3', userProperties: { plan: 'pro' } })"],
      [2, () => '%.revenue(new %.Revenue().setPrice(3))'],
      [2, () => '%.flush()'],
      [1, () => '%.setOptOut(true)'],
      [1, () => '%.setOptOut(false)'],
      [2, () => '%.getUserId()'],
    ])();
  },
  now: '({ anonymousId: %.getDeviceId() ?? null, knownId: %.getUserId() ?? null })',
  read: (payload) => {
    const name = idText(member(payload, 'event_type'));
    if (name === null || name === '$groupidentify') return null;
    return {
      id: idText(member(payload, 'insert_id')) ?? '',
      name,
      anonymousId: idText(member(payload, 'device_id')),
      knownId: idText(member(payload, 'user_id')),
    };
  },
};
