import { isArray, ownValue, textOrNull, unquoted } from './reading.ts';
import type { Vendor } from './vendor.ts';

/** Segment analytics-next: snippet, custom global and bundle. Source: @segment/analytics-next 1.84.3, `core/inspector`, `core/user`. */
export const segment: Vendor = {
  name: 'segment',
  methodsOn: 'instance',
  sharedStorage: true,
  methods: ['identify', 'track', 'page', 'screen', 'group', 'alias', 'reset', 'setAnonymousId'],
  identity: ['identify', 'alias', 'reset', 'setAnonymousId'],
  markers: [['anonymousId', 'messageId']],
  addresses: ['api.segment.io/v1/'],
  describe(sdk) {
    const key = textOrNull(ownValue(ownValue(sdk, 'settings'), 'writeKey'));
    return key === null ? null : { project: key, instance: key, version: textOrNull((sdk as { VERSION?: unknown }).VERSION) };
  },
  cellOf: (key) => (key === 'ajs_anonymous_id' || key === 'ajs_user_id' ? { project: null, part: key } : null),
  idsOf: (read) => ({ anonymousId: unquoted(read('ajs_anonymous_id')), knownId: unquoted(read('ajs_user_id')) }),
  // The snippet appends `{ __t: 'bpc', … }`, the page as it was when the call was made.
  withoutStubArguments: (args) => (ownValue(args[args.length - 1], '__t') === 'bpc' ? args.slice(0, -1) : args),
  reach({ page, found, stub, onGlobal, onAssigned, afterCall }) {
    let global: unknown;
    const attached = ([sdk]: readonly unknown[]): void => found(sdk, isArray(global) ? 'global' : 'npm');
    const watched = new WeakSet<object>();
    // The official inspector assigns its own `attach`, or a host of its own; it still gets every call.
    onAssigned(page, '__SEGMENT_INSPECTOR__', (assigned) => {
      const host = Object(assigned ?? {}) as object;
      if (!watched.has(host)) onAssigned(host, 'attach', (attach) => afterCall(attach ?? (() => {}), attached));
      watched.add(host);
      return host;
    });
    onGlobal('analytics', (value) => {
      global = value;
      if (!isArray(value)) return found(value, 'global');
      const key = (): string | null => textOrNull(ownValue(value, '_writeKey'));
      stub(value, () => [key(), key() ?? 'default']);
    });
  },
};
