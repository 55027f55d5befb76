import { plain } from './plain.ts';
import { ownValue } from './reading.ts';

/** gtag's commands and what a tag manager is told of the user. Source: https://developers.google.com/tag-platform/gtagjs/reference */
export const ga4 = plain('ga4', 'dataLayer', 'config,set,dataLayer', 'event', {
  keys: '_ga$',
  addresses: ['/g/collect?'],
  rowOf: (row) => (['user_id', 'userId'].some((name) => ownValue(row, name) !== undefined) ? ['dataLayer', row] : row),
  idsOf: (read) => ({ anonymousId: read('_ga$')?.split('.').slice(-2).join('.') ?? null, knownId: null }),
});
