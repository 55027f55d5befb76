import { indexOf, sliceText } from '../intrinsics.ts';
import { countOf, fromBase64, isArray, ownValue, textOrNull, unquoted } from './reading.ts';
import type { Vendor } from './vendor.ts';

const mark = 'RS_ENC_v3_';
const plainText = (text: string | null): string | null =>
  unquoted(text && indexOf(text, mark) === 0 ? fromBase64(sliceText(text, mark.length)) : text);

/** RudderStack: loader, bundle and the SDK inside. Source: @rudderstack/analytics-js 3.34.1, `RudderAnalytics`, `Analytics`; executed */
export const rudderstack: Vendor = {
  name: 'rudderstack',
  methodsOn: 'instance',
  methods: ['identify', 'track', 'page', 'group', 'alias', 'reset', 'setAnonymousId'],
  identity: ['identify', 'alias', 'reset', 'setAnonymousId'],
  markers: [],
  addresses: ['/beacon/v1/batch'],
  sharedStorage: true,
  describe(sdk) {
    const project = textOrNull(ownValue(sdk, 'defaultAnalyticsKey'));
    return project === null ? null : { project, instance: 'rudderanalytics', version: null };
  },
  cellOf: (key) =>
    key === 'rl_anonymous_id' || key === 'rl_user_id'
      ? { project: null, part: key }
      : /^rudder_.+\.batchQueue$/.test(key)
        ? { project: null, part: 'unsent' }
        : null,
  idsOf(read) {
    const anonymousId = plainText(read('rl_anonymous_id'));
    // What releases before 3 wrote.
    if (anonymousId && indexOf(anonymousId, 'RudderEncrypt:') === 0) return null;
    return { anonymousId, knownId: plainText(read('rl_user_id')) };
  },
  unsentOf: (read) => countOf(read('unsent'), 'originalTimestamp'),
  reach({ found, stub, onGlobal, onWindowEvent }) {
    onGlobal('rudderanalytics', (value) => {
      if (!isArray(value)) return found(value, 'global');
      const key = (): string | null =>
        textOrNull(
          ownValue(
            value.find((row) => ownValue(row, '0') === 'load'),
            '1',
          ),
        );
      stub(value, () => [key(), 'rudderanalytics']);
    });
    // A bundle is told its key after it made its global.
    onWindowEvent('RSA_Initialised', (detail) => found(ownValue(detail, 'analyticsInstance'), 'global'));
  },
};
