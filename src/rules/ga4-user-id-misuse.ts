import { emptyIds, leftOut, onlyAsProperty } from './ga4-user-ids.ts';
import type { Rule } from './rule.ts';

/** W31. */
export const ga4UserIdMisuse: Rule = {
  id: 'ga4-user-id-misuse',
  number: 'W31',
  severity: 'warning',
  vendors: ['ga4'],
  models: 'all',
  title: 'The user id of Google Analytics is not used as it is meant',
  cite: 'https://developers.google.com/analytics/devguides/collection/ga4/user-id',
  settings: [],
  explainedBy: ['placeholder-id'],
  check: (input) => ({ findings: [...emptyIds(input), ...leftOut(input), ...onlyAsProperty(input)], unchecked: [] }),
};
