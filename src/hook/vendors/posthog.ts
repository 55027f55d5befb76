import { apply, getOwn, prototypeOf } from '../intrinsics.ts';
import { plain } from './plain.ts';
import { idsIn } from './posthog-ids.ts';
import { startedWith } from './posthog-start.ts';
import { cellIn, jsonObject, ownValue, textOrNull } from './reading.ts';
import { configured, setting, snippet } from './snippet.ts';

const identity = 'identify,reset,alias,opt_in_capturing,opt_out_capturing';

/** posthog-js: snippet, loader, bundle and named instances. Source: posthog-js 1.449.2, `posthog-core`, `storage`; executed */
export const posthog = plain('posthog', 'posthog,__PosthogExtensions__', identity, 'capture,setPersonProperties', () => ({
  ...configured('ph_'),
  markers: [['distinct_id', 'api_key'], ['compression=lz64']],
  addresses: ['.i.posthog.com/', '/i/v0/e/', '/flags/?v=', '/decide/?v=', 'compression=gzip'],
  cellOf: (key) => cellIn(key, { ids: 'ph_*_posthog', opt: '__ph_opt_in_out_*' }),
  // The cookie holds less, and what it holds counts: it is shared between subdomains.
  idsOf: (read) => idsIn({ ...jsonObject(read('ids', 'localStorage')), ...jsonObject(read('ids', 'cookie')) }),
  live(sdk) {
    const props = ownValue(ownValue(sdk, 'persistence'), 'props');
    return props ? idsIn(props as Record<string, unknown>) : null;
  },
  startedWith,
  sendsTo: (sdk) => textOrNull(setting(sdk, 'api_host')),
  startsOut: (sdk) => setting(sdk, 'opt_out_capturing_by_default') === true,
  isBot(sdk) {
    const asked = ownValue(prototypeOf(sdk), '_is_bot');
    return !setting(sdk, 'opt_out_useragent_filter') && typeof asked === 'function' && apply(asked, sdk, []) === true;
  },
  reach(reach) {
    const { page, onAssigned, afterCall, found } = reach;
    snippet(reach, 'posthog');
    onAssigned(page, '__PosthogExtensions__', (own) => {
      const how = getOwn(page, 'posthog')?.enumerable ? 'global' : 'npm';
      if (own) onAssigned(own, 'loadExternalDependency', (load) => afterCall(load, (args) => found(args[0], how)));
      return own;
    });
  },
}));
