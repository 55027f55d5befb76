import { plain } from './plain.ts';
import { countOf, splitText } from './reading.ts';

/**
 * Snowplow's tag under any name, which it tells before it makes its function; a bundle has no global. The user id is in
 * memory only. Source: @snowplow/browser-tracker 4.10.1, executed
 */
export const snowplow = plain(
  'snowplow',
  'snowplow,GlobalSnowplowNamespace',
  'newTracker,setUserId,clearUserData,newSession',
  'trackPageView,trackStructEvent,trackSelfDescribingEvent',
  () => ({
    keys: '_sp_id.,snowplowOutQueue_',
    markers: [['iglu:'], ['tv=js-']],
    addresses: ['snowplowanalytics.snowplow/'],
    rowOf: (row, watch) => (typeof row === 'string' ? watch?.(row) : row),
    idsOf: (read) => ({ anonymousId: splitText(read('_sp_id.') ?? '', '.')[0] || null, knownId: null }),
    unsentOf: (read) => countOf(read('snowplowOutQueue_'), '"eid":'),
  }),
);
