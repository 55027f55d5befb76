import { readFileSync } from 'node:fs';
import { mixpanelPayloads } from '../../../../demo/decode-payloads.ts';
import { member } from '../../../../src/core/json.ts';
import { root } from '../../support/paths.ts';
import type { Place, SdkUnderTest } from '../sdk-under-test.ts';

const library = (name: string) => () => readFileSync(`${root}node_modules/mixpanel-browser/dist/${name}`, 'utf8');
const init = (place: Place): string =>
  `('TOK', ${JSON.stringify({ api_host: place.collector, batch_flush_interval_ms: 300, record_sessions_percent: 0 })})`;
const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

export const mixpanel: SdkUnderTest = {
  vendor: 'mixpanel',
  project: 'TOK',
  forms: {
    snippet: {
      files: { '/snippet.js': library('mixpanel-jslib-snippet.min.js'), '/mixpanel.js': library('mixpanel.min.js') },
      head: (place) =>
        `<script>window.MIXPANEL_CUSTOM_LIB_URL = '${place.collector}/mixpanel.js'</script><script src="/snippet.js"></script>
         <script>mixpanel.init${init(place)}</script>`,
      ready: 'window.mixpanel && mixpanel.__loaded',
      sdk: 'mixpanel',
      how: 'global',
      early: 3,
      replays: true,
    },
    npm: {
      bundle: "import mixpanel from 'mixpanel-browser'; globalThis.app = { mixpanel };",
      head: (place) => `<script src="/app.js"></script><script>app.mixpanel.init${init(place)}</script>`,
      ready: 'app.mixpanel.__loaded',
      sdk: 'app.mixpanel',
      how: 'npm',
    },
  },
  settings: () => null,
  payloads: ({ url, text }) => (/^\/(track|engage|groups)\//.test(url.pathname) ? mixpanelPayloads(url.searchParams, text) : null),
  accepted: () => ({ status: 200, headers: { 'content-type': 'application/json' }, body: '{"status":1,"error":null}' }),
  tell(payload) {
    const properties = member(payload, 'properties');
    const name = text(member(payload, 'event'));
    return name === null
      ? null
      : { name, anonymousId: text(member(properties, '$device_id')), knownId: text(member(properties, '$user_id')) };
  },
  version: '2.83.0',
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
  // Simplified ID merge: each $device_id joins the first $user_id it is seen with. https://docs.mixpanel.com/docs/tracking-methods/id-management/identifying-users-simplified
  landsOn: { Seen: 'u-1', Bought: 'u-1', 'Seen again': 'u-2', 'Bought too': 'u-2' },
};
