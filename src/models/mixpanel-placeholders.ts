import { listed } from './listed-ids.ts';

/** Values Mixpanel's import API rejects as ids. https://docs.mixpanel.com/reference/import-events */
const placeholders: ReadonlySet<string> = new Set([
  '00000000-0000-0000-0000-000000000000',
  'anon',
  'anonymous',
  'nil',
  'none',
  'null',
  'n/a',
  'na',
  'undefined',
  'unknown',
  '<nil>',
  '0',
  '-1',
  'true',
  'false',
  '[]',
  '{}',
]);

export const isMixpanelPlaceholder: (id: string) => boolean = listed(placeholders);
