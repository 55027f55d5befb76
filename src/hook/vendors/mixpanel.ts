import { cellIn, countOf, isArray, jsonObject, namedCell, ownValue, textOrNull } from './reading.ts';
import type { Vendor } from './vendor.ts';

const setting = (sdk: unknown, name: string): string | null => textOrNull(ownValue(ownValue(sdk, 'config'), name));

/** mixpanel-browser: snippet, bundle and named instances. Source: mixpanel-browser 2.83.0, `mixpanel-core.js`, `mixpanel-persistence.js`. */
export const mixpanel: Vendor = {
  name: 'mixpanel',
  methodsOn: 'prototype',
  methods: ['identify', 'track', 'track_pageview', 'reset', 'alias', 'opt_in_tracking', 'opt_out_tracking'],
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
    const bare = textOrNull(id);
    const anonymousId = textOrNull(device) ?? (bare?.startsWith('$device:') ? bare.slice(8) : null);
    // A bare distinct_id that is not the device's stands for a person (identify(null) and old builds leave it so).
    return { anonymousId, knownId: textOrNull(user) ?? (bare === anonymousId || bare === `$device:${anonymousId}` ? null : bare) };
  },
  unsentOf: (read) => countOf(read('unsent'), '"flushAfter":'),
  capturingOf: (read) => (read('opt') === '0' ? 'out' : read('opt') === '1' ? 'in' : 'unknown'),
  reach({ found, stub, onGlobal, onAssigned, afterCall, onWindowEvent }) {
    onWindowEvent('$mp_sdk_to_extension_event', (detail) =>
      found(ownValue(detail, 'instance'), ownValue(detail, 'source') === 'module' ? 'npm' : 'global'),
    );
    const started = (on: unknown, [token, , name]: readonly unknown[]): void =>
      stub(name === undefined ? on : ownValue(on, `${name}`), () => [textOrNull(token), textOrNull(name) ?? 'mixpanel']);
    onGlobal('mixpanel', (value) =>
      isArray(value) ? onAssigned(value, 'init', (init) => afterCall(init, (args) => started(value, args))) : found(value, 'global'),
    );
  },
};
