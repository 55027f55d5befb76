import { readFileSync } from 'node:fs';
import { member } from '../../../../src/core/json.ts';
import { mixpanel as sdk } from '../../sdk/sdks/mixpanel.ts';
import { root } from '../../support/paths.ts';
import { anyId, type Dialect, idText } from '../dialect.ts';

const library = (name: string) => () => readFileSync(`${root}node_modules/mixpanel-browser/dist/${name}`, 'utf8');

/** https://docs.mixpanel.com/docs/tracking-methods/sdks/javascript */
export const mixpanel: Dialect = {
  vendor: 'mixpanel',
  sdk,
  forms: {
    snippet: {
      files: { '/snippet.js': library('mixpanel-jslib-snippet.min.js'), '/mixpanel.js': library('mixpanel.min.js') },
      head: (place, config) =>
        `<script>window.MIXPANEL_CUSTOM_LIB_URL = '${place.collector}/mixpanel.js'</script><script src="/snippet.js"></script>
         <script>mixpanel.init('TOK', ${JSON.stringify({ api_host: place.collector, batch_flush_interval_ms: 250, record_sessions_percent: 0, ...config })})</script>`,
      ready: 'window.mixpanel && mixpanel.__loaded',
      sdk: 'mixpanel',
    },
    bundle: {
      bundle: "import mixpanel from 'mixpanel-browser'; globalThis.app = { mixpanel };",
      files: {},
      head: (place, config) =>
        `<script src="/app.js"></script><script>app.mixpanel.init('TOK', ${JSON.stringify({ api_host: place.collector, batch_flush_interval_ms: 250, record_sessions_percent: 0, ...config })})</script>`,
      ready: 'app.mixpanel.__loaded',
      sdk: 'app.mixpanel',
    },
  },
  configs: [{}, { persistence: 'localStorage' }, { persistence: 'localStorage', batch_requests: false }, { batch_requests: false }],
  say: (random, event) => {
    const id = (): string => anyId(random, '(%.get_distinct_id && %.get_distinct_id())');
    return random.weighed<() => string>([
      [34, () => `%.track('${event}')`],
      [2, () => `%.track('${event}', { distinct_id: 'u-9' })`],
      [1, () => `%.track('${event}', { $user_id: 'u-9' })`],
      [1, () => `%.track('${event}', {}, { send_immediately: true })`],
      [1, () => `%.track('${event}', {}, { transport: 'sendBeacon' })`],
      [20, () => `%.identify(${id()})`],
      [10, () => '%.reset()'],
      [3, () => `%.alias(${id()})`],
      [1, () => `%.alias(${id()}, ${id()})`],
      [4, () => `%.people.set({ plan: 'pro' })`],
      [2, () => "%.register({ plan: 'pro' })"],
      [1, () => "%.unregister('plan')"],
      [2, () => "%.set_group('company', 'c-1')"],
      [2, () => '%.track_pageview()'],
      [1, () => '%.opt_out_tracking()'],
      [1, () => '%.opt_in_tracking()'],
      [2, () => '%.get_distinct_id && %.get_distinct_id()'],
    ])();
  },
  now: `(() => { const [id, device, user] = [%.get_distinct_id(), %.get_property('$device_id'), %.get_property('$user_id')];
    const own = (one) => one === device || one === '$device:' + device;
    return { anonymousId: device ?? null, knownId: user ?? (own(id) ? null : id ?? null) }; })()`,
  read: (payload) => {
    const properties = member(payload, 'properties');
    const name = idText(member(payload, 'event'));
    if (name === null) return null;
    const [anonymousId, knownId] = [idText(member(properties, '$device_id')), idText(member(properties, '$user_id'))];
    const id = idText(member(properties, '$insert_id')) ?? '';
    if (anonymousId !== null || knownId !== null) return { id, name, anonymousId, knownId };
    const bare = idText(member(properties, 'distinct_id'));
    return bare?.startsWith('$device:')
      ? { id, name, anonymousId: bare.slice(8), knownId: null }
      : { id, name, anonymousId: null, knownId: bare };
  },
};
