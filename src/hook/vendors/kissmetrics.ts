import { plain } from './plain.ts';
import { ownValue } from './reading.ts';

/** Its queue. Cookies: https://support.kissmetrics.io/docs/reusing-the-identities-set-by-the-javascript-library; the library is closed. */
export const kissmetrics = plain('kissmetrics', '_kmq', 'identify,clearIdentity,alias', 'record', () => ({
  keys: 'km_ai$,km_ni$',
  addresses: ['//trk.kissmetrics.io/'],
  project: (_sdk, page) => ownValue(page, '_kmk'),
}));
