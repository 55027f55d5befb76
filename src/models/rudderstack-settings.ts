import type { ModelSetting, Settings } from '../core/model.ts';
import { unknownHistory } from '../core/unknown-history.ts';
import { numberIds } from './number-ids.ts';
import { chosen } from './settings.ts';

const resolution = 'https://www.rudderstack.com/docs/features/identity-resolution';

export const rudderstackSettings = {
  joinedBy: {
    name: 'joined-by',
    title: 'What joins people, separated by commas: userId, anonymousId, email, device_id, or a type of context.externalIds',
    default: 'userId,anonymousId',
    values: [],
    cite: resolution,
    assumption: true,
  },
  numbers: numberIds(resolution),
  history: { ...unknownHistory, cite: resolution },
} as const satisfies Record<string, ModelSetting>;

/** The settings of one run, parsed. */
export type RudderstackRules = {
  readonly joins: ReadonlySet<string>;
  readonly byUser: boolean;
  readonly byAnonymous: boolean;
  /** Nothing but the two ids of the SDK counts. */
  readonly plain: boolean;
  readonly distinctNumbers: boolean;
};

export const parseRudderstackSettings = (settings: Settings): RudderstackRules => {
  const joins = new Set(
    chosen(rudderstackSettings.joinedBy, settings)
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== ''),
  );
  return {
    joins,
    byUser: joins.has('userId'),
    byAnonymous: joins.has('anonymousId'),
    plain: joins.size === 2 && joins.has('userId') && joins.has('anonymousId'),
    distinctNumbers: chosen(rudderstackSettings.numbers, settings) === 'distinct',
  };
};
