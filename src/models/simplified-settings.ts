import type { ModelSetting, Settings } from '../core/model.ts';
import { unknownHistory } from '../core/unknown-history.ts';
import { numberIds } from './number-ids.ts';
import { chosen } from './settings.ts';

const guide = 'https://docs.mixpanel.com/docs/tracking-methods/id-management/identifying-users-simplified';
const importApi = 'https://docs.mixpanel.com/reference/import-events';
const withoutUser = 'https://docs.mixpanel.com/troubleshooting/errors/server-side-events-without-a-user';

export const simplifiedSettings = {
  numbers: numberIds(importApi),
  placeholders: {
    name: 'placeholder-rejection',
    title: 'Whether events with placeholder ids such as "null" are rejected; documented for the import API only',
    default: 'off',
    values: ['off', 'on'],
    cite: importApi,
    assumption: true,
  },
  firstWriter: {
    name: 'first-writer',
    title: 'Which of two events that link one device came first: the one ingested first, or the one with the earlier time',
    default: 'ingestion',
    values: ['ingestion', 'event-time'],
    cite: guide,
    assumption: true,
  },
  empty: {
    name: 'empty-ids',
    title: 'What an empty $user_id or $device_id does: counts as absent, or keeps the event out of user-based analysis',
    default: 'absent',
    values: ['absent', 'detached'],
    cite: withoutUser,
    assumption: true,
  },
  history: { ...unknownHistory, cite: guide },
} as const satisfies Record<string, ModelSetting>;

/** The settings of one run, parsed. */
export type SimplifiedRules = {
  readonly distinctNumbers: boolean;
  readonly rejects: boolean;
  readonly byEventTime: boolean;
  readonly emptyDetaches: boolean;
};

export const parseSimplifiedSettings = (settings: Settings): SimplifiedRules => ({
  distinctNumbers: chosen(simplifiedSettings.numbers, settings) === 'distinct',
  rejects: chosen(simplifiedSettings.placeholders, settings) === 'on',
  byEventTime: chosen(simplifiedSettings.firstWriter, settings) === 'event-time',
  emptyDetaches: chosen(simplifiedSettings.empty, settings) === 'detached',
});
