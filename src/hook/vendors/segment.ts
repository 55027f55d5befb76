import { exec, getOwn, listFrom, ObjectOf } from '../intrinsics.ts';
import { plain } from './plain.ts';
import { aboutOf, countOf, ownValue, segmentIdentity, textOrNull, unquoted } from './reading.ts';
import { watchDestinations } from './segment-destinations.ts';

/** Segment analytics-next: snippet, custom global and bundle. Source: @segment/analytics-next 1.84.3, `core/inspector`, `core/user`, `lib/priority-queue/persisted`. */
export const segment = plain('segment', 'analytics,__SEGMENT_INSPECTOR__', segmentIdentity, 'track,page,screen,group', () => ({
  markers: [['anonymousId', 'messageId']],
  addresses: ['//api.segment.io/v1/'],
  describe: (sdk) => aboutOf(ownValue(ownValue(sdk, 'settings'), 'writeKey'), null, (sdk as { VERSION?: unknown }).VERSION),
  // What is left when a page goes is stored in two queues, until the next page takes it over; other destinations have their own.
  cellOf(key) {
    const found = exec(/^(ajs_(?:anonymous|user)_id)$|^persisted-queue:v1:[^:]+(:dest-Segment\.io)?:items$/, key);
    return found && { project: null, part: found[1] ?? found[2] ?? 'unsent' };
  },
  // Another host of the site may have changed the cookie only: it wins for the anonymous id, and local storage, if it has any, for the user's.
  idsOf: (read) => ({
    anonymousId: unquoted(read('ajs_anonymous_id', 'cookie')) ?? unquoted(read('ajs_anonymous_id', 'localStorage')),
    knownId: unquoted(read('ajs_user_id', 'localStorage')) ?? unquoted(read('ajs_user_id', 'cookie')),
  }),
  // What was sent in vain stands in its log once more, with its id.
  unsentOf: (read) => countOf(`${read('unsent')}${read(':dest-Segment.io')}`, '"event":{"'),
  // The snippet appends `{ __t: 'bpc', … }`, the page as it was when the call was made.
  withoutStubArguments: (args) => (ownValue(args[args.length - 1], '__t') === 'bpc' ? listFrom(args, 0, args.length - 1) : args),
  reach(reach) {
    const { page, found, stub, onGlobal, onAssigned, afterCall } = reach;
    const watched = watchDestinations(reach);
    const how = () => (getOwn(page, 'analytics')?.enumerable ? 'global' : 'npm');
    // The official inspector assigns its own `attach`, or a host of its own; it still gets every call.
    onAssigned(page, '__SEGMENT_INSPECTOR__', (assigned) => {
      const host = ObjectOf(assigned ?? {}) as object;
      onAssigned(host, 'attach', (attach) => afterCall(attach ?? (() => {}), (args) => found(watched(args[0]), how())));
      return host;
    });
    onGlobal('analytics', (value) => {
      const key = (): string | null => textOrNull(ownValue(value, '_writeKey'));
      if (!stub(value, () => [key(), key() ?? 'default'])) found(value, 'global');
    });
  },
}));
