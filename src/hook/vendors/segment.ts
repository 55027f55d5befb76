import { plain } from './plain.ts';
import { aboutOf, countOf, ownValue, textOrNull, unquoted } from './reading.ts';
import { watchDestinations } from './segment-destinations.ts';

/** Segment analytics-next: snippet, custom global and bundle. Source: @segment/analytics-next 1.84.3, `core/inspector`, `core/user`, `lib/priority-queue/persisted`. */
export const segment = plain('segment', '', 'identify,alias,reset,setAnonymousId', 'track,page,screen,group', {
  markers: [['anonymousId', 'messageId']],
  addresses: ['//api.segment.io/v1/'],
  describe: (sdk) => aboutOf(ownValue(ownValue(sdk, 'settings'), 'writeKey'), null, (sdk as { VERSION?: unknown }).VERSION),
  // What is left when a page goes is stored in two queues, until the next page takes it over; other destinations have their own.
  cellOf(key) {
    const [whole, id, sending] = /^(ajs_(?:anonymous|user)_id)$|^persisted-queue:v1:[^:]+(:dest-Segment\.io)?:items$/.exec(key) ?? [];
    return whole ? { project: null, part: id ?? sending ?? 'unsent' } : null;
  },
  idsOf: (read) => ({ anonymousId: unquoted(read('ajs_anonymous_id')), knownId: unquoted(read('ajs_user_id')) }),
  unsentOf: (read) => countOf(`${read('unsent')}${read(':dest-Segment.io')}`, '"messageId":'),
  // The snippet appends `{ __t: 'bpc', … }`, the page as it was when the call was made.
  withoutStubArguments: (args) => (ownValue(args[args.length - 1], '__t') === 'bpc' ? args.slice(0, -1) : args),
  reach(reach) {
    const { page, found, stub, onGlobal, onAssigned, afterCall } = reach;
    const watch = watchDestinations(reach);
    let how: 'global' | 'npm' = 'npm';
    // The official inspector assigns its own `attach`, or a host of its own; it still gets every call.
    onAssigned(page, '__SEGMENT_INSPECTOR__', (assigned) => {
      const host = Object(assigned ?? {}) as object;
      onAssigned(host, 'attach', (attach) =>
        afterCall(attach ?? (() => {}), ([sdk]) => {
          found(sdk, how);
          watch(sdk);
        }),
      );
      return host;
    });
    onGlobal('analytics', (value) => {
      how = 'global';
      const key = (): string | null => textOrNull(ownValue(value, '_writeKey'));
      if (!stub(value, () => [key(), key() ?? 'default'])) found(value, how);
    });
  },
});
