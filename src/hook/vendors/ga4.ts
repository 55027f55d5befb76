import { some, splitText } from '../intrinsics.ts';
import { plain } from './plain.ts';
import { ownValue } from './reading.ts';

/** gtag's commands and what a tag manager is told of the user. Source: https://developers.google.com/tag-platform/gtagjs/reference */
export const ga4 = plain('ga4', 'dataLayer', 'config,set,dataLayer', 'event', () => ({
  keys: '_ga$',
  addresses: ['/g/collect?'],
  rowOf: (row) => (some(['user_id', 'userId'], (name) => ownValue(row, name) !== undefined) ? ['dataLayer', row] : row),
  // `GA1.1.123.456`: the last two parts.
  idsOf(read) {
    const parts = splitText(read('_ga$') ?? '', '.');
    const { length } = parts;
    const last = parts[length - 1] ?? '';
    return { anonymousId: (length > 1 ? `${parts[length - 2]}.${last}` : last) || null, knownId: null };
  },
}));
