import { exec, some } from '../intrinsics.ts';
import { plain } from './plain.ts';
import { ownValue } from './reading.ts';

/** gtag's commands and what a tag manager is told of the user. Source: https://developers.google.com/tag-platform/gtagjs/reference */
export const ga4 = plain('ga4', 'dataLayer', 'config,set,dataLayer', 'event', {
  keys: '_ga$',
  addresses: ['/g/collect?'],
  rowOf: (row) => (some(['user_id', 'userId'], (name) => ownValue(row, name) !== undefined) ? ['dataLayer', row] : row),
  idsOf: (read) => ({ anonymousId: exec(/[^.]*\.?[^.]*$/, read('_ga$') ?? '')?.[0] || null, knownId: null }),
});
