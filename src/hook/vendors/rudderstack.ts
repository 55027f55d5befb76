import { exec, indexOf, sliceText } from '../intrinsics.ts';
import { plain } from './plain.ts';
import { aboutOf, countOf, fromBase64, givenTo, ownValue, segmentIdentity, unquoted, valuesOf } from './reading.ts';

/** Encoded in a cookie; in local storage that text is quoted, as JSON. */
const plainText = (stored: string | null): string | null => {
  const text = unquoted(stored);
  return text && indexOf(text, 'RS_ENC_v3_') === 0 ? unquoted(fromBase64(sliceText(text, 10))) : text;
};

/** RudderStack: loader and bundle. Source: @rudderstack/analytics-js 3.34.1, `RudderAnalytics`, `Analytics`; executed */
export const rudderstack = plain('rudderstack', 'rudderanalytics,@RSA_Initialised', segmentIdentity, 'track,page,group', () => ({
  addresses: ['/beacon/v1/batch'],
  describe: (sdk) => aboutOf(ownValue(sdk, 'defaultAnalyticsKey'), 'rudderanalytics'),
  cellOf(key) {
    const part = exec(/^rl_(anonymous|user)_id$|^rudder_.+[qQ]ueue$/, key)?.[0];
    return part ? { project: null, part: part.length < 20 ? part : 'unsent' } : null;
  },
  idsOf(read) {
    const anonymousId = plainText(read('rl_anonymous_id'));
    // Releases before 3 encrypt what they store.
    return indexOf(`${anonymousId}`, 'RudderE') === 0 ? null : { anonymousId, knownId: plainText(read('rl_user_id')) };
  },
  unsentOf: (read) => countOf(read('unsent'), 'originalTimestamp'),
  reach({ found, stub, onGlobal, onWindowEvent }) {
    onGlobal('rudderanalytics', (value) => {
      if (!stub(value, () => [givenTo('load', valuesOf(value)), 'rudderanalytics'])) found(value, 'global');
    });
    // A bundle is told its key after it made its global.
    onWindowEvent('RSA_Initialised', (detail) => found(ownValue(detail, 'analyticsInstance'), 'global'));
  },
}));
