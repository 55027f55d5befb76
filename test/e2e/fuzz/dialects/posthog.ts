import { readFileSync } from 'node:fs';
import { type JsonObject, member } from '../../../../src/core/json.ts';
import type { Place } from '../../sdk/sdk-under-test.ts';
import { posthog as sdk } from '../../sdk/sdks/posthog.ts';
import { root } from '../../support/paths.ts';
import { anyId, type Dialect, idText } from '../dialect.ts';

const library = (name: string) => () => readFileSync(`${root}node_modules/posthog-js/dist/${name}`, 'utf8');
const configured = (place: Place, config: JsonObject): JsonObject => ({
  api_host: place.collector,
  autocapture: false,
  opt_out_useragent_filter: true,
  disable_session_recording: true,
  disable_surveys: true,
  request_queue_config: { flush_interval_ms: 500 },
  ...config,
});

/** https://posthog.com/docs/libraries/js */
export const posthog: Dialect = {
  vendor: 'posthog',
  sdk,
  forms: {
    snippet: {
      files: { '/static/loader.js': library('loader.js'), '/static/array.js': library('array.js') },
      head: (place, config) =>
        `<script src="${place.collector}/static/loader.js" data-project-token="phc_test" data-config='${JSON.stringify(configured(place, config))}'></script>`,
      ready: 'window.posthog && posthog.__loaded',
      sdk: 'posthog',
    },
    bundle: {
      bundle: "import posthog from 'posthog-js'; globalThis.app = { posthog };",
      files: {},
      head: (place, config) =>
        `<script src="/app.js"></script><script>app.posthog.init('phc_test', ${JSON.stringify(configured(place, config))})</script>`,
      ready: 'app.posthog.__loaded',
      sdk: 'app.posthog',
    },
  },
  configs: [
    {},
    { person_profiles: 'always' },
    { person_profiles: 'never' },
    { persistence: 'localStorage' },
    { persistence: 'cookie' },
    { persistence: 'memory' },
    { request_batching: false, capture_pageview: false },
  ],
  say: (random, event) => {
    const id = (): string => anyId(random, '(%.get_distinct_id && %.get_distinct_id())');
    return random.weighed<() => string>([
      [34, () => `%.capture('${event}')`],
      [1, () => `%.capture('${event}', { distinct_id: 'u-9' })`],
      [1, () => `%.capture('${event}', {}, { send_instantly: true })`],
      [16, () => `%.identify(${id()})`],
      [4, () => `%.identify(${id()}, { plan: 'pro' })`],
      [8, () => '%.reset()'],
      [4, () => '%.reset(true)'],
      [3, () => `%.alias(${id()})`],
      [1, () => `%.alias(${id()}, ${id()})`],
      [2, () => "%.group('company', 'c-1')"],
      [2, () => "%.setPersonProperties({ plan: 'pro' })"],
      [1, () => "%.register({ plan: 'pro' })"],
      [1, () => '%.opt_out_capturing()'],
      [1, () => '%.opt_in_capturing()'],
      [2, () => '%.get_distinct_id && %.get_distinct_id()'],
    ])();
  },
  now: `(() => { const [id, device, user, known] = [%.get_distinct_id(), %.get_property('$device_id'), %.get_property('$user_id'), %.get_property('$user_state') === 'identified'];
    return known || user ? { anonymousId: device ?? null, knownId: user ?? id } : { anonymousId: id ?? null, knownId: null }; })()`,
  read: (payload) => {
    const properties = member(payload, 'properties');
    const name = idText(member(payload, 'event'));
    if (name === null) return null;
    const distinct = idText(member(properties, 'distinct_id') ?? member(payload, 'distinct_id'));
    const says = member(properties, '$is_identified') === true || member(properties, '$user_id') != null || name === '$identify';
    const anonymous = member(properties, '$process_person_profile') === false || distinct === idText(member(properties, '$device_id'));
    const id = idText(member(payload, 'uuid')) ?? '';
    return !says && anonymous
      ? { id, name, anonymousId: distinct, knownId: null }
      : { id, name, anonymousId: name === '$identify' ? idText(member(properties, '$anon_distinct_id')) : null, knownId: distinct };
  },
};
