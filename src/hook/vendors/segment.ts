import { plain } from './plain.ts';
import { aboutOf, ownValue, textOrNull } from './reading.ts';

/** Segment analytics-next: snippet, custom global and bundle. Source: @segment/analytics-next 1.84.3, `core/inspector`, `core/user`. */
export const segment = plain('segment', '', 'identify,alias,reset,setAnonymousId', 'track,page,screen,group', {
  keys: 'ajs_anonymous_id$,ajs_user_id$',
  markers: [['anonymousId', 'messageId']],
  addresses: ['//api.segment.io/v1/'],
  describe: (sdk) => aboutOf(ownValue(ownValue(sdk, 'settings'), 'writeKey'), null, (sdk as { VERSION?: unknown }).VERSION),
  // The snippet appends `{ __t: 'bpc', … }`, the page as it was when the call was made.
  withoutStubArguments: (args) => (ownValue(args[args.length - 1], '__t') === 'bpc' ? args.slice(0, -1) : args),
  reach({ page, found, stub, onGlobal, onAssigned, afterCall }) {
    let how: 'global' | 'npm' = 'npm';
    // The official inspector assigns its own `attach`, or a host of its own; it still gets every call.
    onAssigned(page, '__SEGMENT_INSPECTOR__', (assigned) => {
      const host = Object(assigned ?? {}) as object;
      onAssigned(host, 'attach', (attach) => afterCall(attach ?? (() => {}), ([sdk]) => found(sdk, how)));
      return host;
    });
    onGlobal('analytics', (value) => {
      how = 'global';
      const key = (): string | null => textOrNull(ownValue(value, '_writeKey'));
      if (!stub(value, () => [key(), key() ?? 'default'])) found(value, how);
    });
  },
});
