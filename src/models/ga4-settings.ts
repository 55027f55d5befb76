import type { ModelSetting, Settings } from '../core/model.ts';
import { longIds } from './named-ids.ts';
import { chosen } from './settings.ts';

const userIds = 'https://developers.google.com/analytics/devguides/collection/ga4/user-id';
const reporting = 'https://support.google.com/analytics/answer/10976610';
const unify = 'https://support.google.com/analytics/answer/9213390';

export const ga4Settings = {
  identity: {
    name: 'reporting-identity',
    title:
      'How the property counts users: by user id, else by device (blended and observed; modelled users are not simulated), or by device only',
    default: 'blended',
    values: ['blended', 'observed', 'device-based'],
    cite: reporting,
    assumption: false,
  },
  anonymous: {
    name: 'anonymous-events',
    title:
      'Whose the events without a user id are on a device that had one: the first or the last user of the device, or the device itself',
    default: 'first-user',
    values: ['first-user', 'last-user', 'device'],
    cite: unify,
    assumption: true,
  },
  empty: {
    name: 'empty-user-id',
    title: 'Whether an empty user id counts as one, so that all who send it are one user, or as none',
    default: 'counts',
    values: ['counts', 'absent'],
    cite: userIds,
    assumption: true,
  },
  long: longIds(255, userIds),
} as const satisfies Record<string, ModelSetting>;

/** The settings of one run, parsed. */
export type Ga4Rules = {
  readonly byDevice: boolean;
  readonly owner: 'first-user' | 'last-user' | 'device';
  readonly emptyCounts: boolean;
  readonly keepsLong: boolean;
};

export const longestUserId = 255;

export const parseGa4Settings = (settings: Settings): Ga4Rules => {
  const anonymous = chosen(ga4Settings.anonymous, settings);
  return {
    byDevice: chosen(ga4Settings.identity, settings) === 'device-based',
    owner: anonymous === 'last-user' || anonymous === 'device' ? anonymous : 'first-user',
    emptyCounts: chosen(ga4Settings.empty, settings) === 'counts',
    keepsLong: chosen(ga4Settings.long, settings) === 'kept',
  };
};
