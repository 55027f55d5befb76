import { apply, getOwn, prototypeOf } from '../intrinsics.ts';
import { cellIn, jsonObject, namedCell, optedBy, ownValue, textOrNull } from './reading.ts';
import { snippet } from './snippet.ts';
import type { Vendor } from './vendor.ts';

const setting = (sdk: unknown, name: string): unknown => ownValue(ownValue(sdk, 'config'), name);

/** An identified visitor keeps the device's id beside the user's; an anonymous one has an id that `reset` changes and the device's does not follow. */
const idsIn = ({ distinct_id: id, $device_id: device, $user_state: state, $user_id: user }: Readonly<Record<string, unknown>>) =>
  state === 'identified' || user
    ? { anonymousId: textOrNull(device), knownId: textOrNull(user) ?? textOrNull(id) }
    : { anonymousId: textOrNull(id), knownId: null };

/** posthog-js: snippet, loader, bundle and named instances. Source: posthog-js 1.449.2, `posthog-core`, `storage`; executed */
export const posthog: Vendor = {
  name: 'posthog',
  methodsOn: 'prototype',
  methods: ['identify', 'capture', 'reset', 'alias', 'setPersonProperties', 'opt_in_capturing', 'opt_out_capturing'],
  identity: ['identify', 'reset', 'alias', 'opt_in_capturing', 'opt_out_capturing'],
  markers: [['distinct_id', 'api_key']],
  addresses: ['posthog.com/', '/i/v0/e/', '/flags/?v=', '/decide/?v=', 'compression=gzip'],
  describe(sdk) {
    const project = textOrNull(setting(sdk, 'token'));
    return project === null
      ? null
      : { project, instance: textOrNull(setting(sdk, 'name')) ?? 'posthog', version: textOrNull(ownValue(sdk, 'version')) };
  },
  keysOf: (sdk) =>
    namedCell('ph_', textOrNull(setting(sdk, 'persistence_name')), { project: textOrNull(setting(sdk, 'token')), part: 'ids' }),
  cellOf: (key) => cellIn(key, { ids: 'ph_*_posthog', opt: '__ph_opt_in_out_*' }),
  // The cookie holds less, and what it holds counts: it is shared between subdomains.
  idsOf: (read) => idsIn({ ...jsonObject(read('ids', 'localStorage')), ...jsonObject(read('ids', 'cookie')) }),
  live(sdk) {
    const props = ownValue(ownValue(sdk, 'persistence'), 'props');
    return props ? idsIn(props as Record<string, unknown>) : null;
  },
  sendsTo: (sdk) => textOrNull(setting(sdk, 'api_host')),
  capturingOf: (read) => optedBy(read('opt')),
  isBot(sdk) {
    const asked = getOwn(prototypeOf(sdk), '_is_bot')?.value;
    return !setting(sdk, 'opt_out_useragent_filter') && typeof asked === 'function' && apply(asked, sdk, []) === true;
  },
  reach(reach) {
    snippet(reach, 'posthog');
    reach.onAssigned(reach.page, '__PosthogExtensions__', (own) => {
      const how = getOwn(reach.page, 'posthog')?.enumerable ? 'global' : 'npm';
      if (own) reach.onAssigned(own, 'loadExternalDependency', (load) => reach.afterCall(load, ([sdk]) => reach.found(sdk, how)));
      return own;
    });
  },
};
