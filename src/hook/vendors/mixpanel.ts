import { cellIn, countOf, idOrNull, jsonObject, namedCell, optedBy, ownValue, textOrNull } from './reading.ts';
import { snippet } from './snippet.ts';
import type { Vendor } from './vendor.ts';

const setting = (sdk: unknown, name: string): string | null => textOrNull(ownValue(ownValue(sdk, 'config'), name));

/** mixpanel-browser: snippet, bundle and named instances. Source: mixpanel-browser 2.83.0, `mixpanel-core.js`, `mixpanel-persistence.js`. */
export const mixpanel: Vendor = {
  name: 'mixpanel',
  methodsOn: 'prototype',
  methods: [
    ...['identify', 'track', 'track_pageview', 'reset', 'alias', 'opt_in_tracking', 'opt_out_tracking'],
    ...['set', 'set_once', 'increment', 'append', 'union', 'delete_user'].map((name) => `people.${name}`),
  ],
  identity: ['identify', 'reset', 'alias', 'opt_in_tracking', 'opt_out_tracking'],
  markers: [['data=', 'distinct_id'], ['data=eyJ'], ['data=W3s'], ['distinct_id', 'token', 'properties']],
  describe(sdk) {
    const project = setting(sdk, 'token');
    return project === null ? null : { project, instance: setting(sdk, 'name') ?? 'mixpanel', version: null };
  },
  keysOf: (sdk) => namedCell('mp_', setting(sdk, 'persistence_name'), { project: setting(sdk, 'token'), part: 'ids' }),
  cellOf: (key) => cellIn(key, { ids: 'mp_*_mixpanel', unsent: '__mpq_*_ev', opt: '__mp_opt_in_out_*' }),
  idsOf(read) {
    const { distinct_id: id, $device_id: device, $user_id: user } = jsonObject(read('ids'));
    const bare = idOrNull(id);
    const anonymousId = textOrNull(device) ?? (bare?.startsWith('$device:') ? bare.slice(8) : null);
    // A bare distinct_id that is not the device's stands for a person (identify(null) and old builds leave it so).
    return { anonymousId, knownId: idOrNull(user) ?? (bare === anonymousId || bare === `$device:${anonymousId}` ? null : bare) };
  },
  unsentOf: (read) => countOf(read('unsent'), '"flushAfter":'),
  capturingOf: (read) => optedBy(read('opt')),
  reach(reach) {
    reach.onWindowEvent('$mp_sdk_to_extension_event', (detail) =>
      reach.found(ownValue(detail, 'instance'), ownValue(detail, 'source') === 'module' ? 'npm' : 'global'),
    );
    snippet(reach, 'mixpanel');
  },
};
