/**
 * Values that stand for "nobody" and are used as an id by mistake. Union of the lists that vendors publish:
 * Mixpanel import (https://docs.mixpanel.com/reference/import-events), PostHog merge, Amplitude, Segment
 * (https://segment.com/docs/unify/identity-resolution/identity-resolution-settings/), Heap and GA4.
 */
const placeholders: ReadonlySet<string> = new Set([
  '',
  'anonymous',
  'anon',
  'null',
  'undefined',
  'none',
  'nil',
  'n/a',
  'na',
  'unknown',
  '<nil>',
  '-1',
  'true',
  'false',
  '[]',
  '{}',
  '[object object]',
  'nan',
  'guest',
  'user',
  'id',
  'email',
  'distinct_id',
  'distinctid',
  'not_authenticated',
  'lmy47d',
]);

/** Zeros and dashes only: `0`, the nil UUID. Segment suggests this pattern as blocked. */
const onlyZeros = /^[0-]*0[0-]*$/;

/** An id as it is compared for spelling: trimmed, without quotes around it, lower case. */
export const spelling = (id: string): string =>
  id
    .trim()
    .replace(/^(["'])(.*)\1$/, '$2')
    .trim()
    .toLowerCase();

/** Whether an id is one of the values that stand for nobody. */
export const isPlaceholder = (id: string): boolean => {
  const plain = spelling(id);
  return placeholders.has(plain) || onlyZeros.test(plain);
};
