import type { ModelSetting, Settings } from '../core/model.ts';
import { unknownHistory } from '../core/unknown-history.ts';
import { numberIds } from './number-ids.ts';
import { chosen, chosenCount } from './settings.ts';
import { simplifiedSettings } from './simplified-settings.ts';

const guide = 'https://docs.mixpanel.com/docs/tracking-methods/id-management/identifying-users-original';
const createIdentity = 'https://docs.mixpanel.com/reference/create-identity';
const importApi = 'https://docs.mixpanel.com/reference/import-events';

export const originalSettings = {
  prefix: {
    name: 'device-prefix',
    title: 'Whether the $device: that the SDK puts before its ids is taken off, so that they pass as UUIDs',
    default: 'stripped',
    values: ['stripped', 'kept'],
    cite: createIdentity,
    assumption: true,
  },
  form: {
    name: 'anon-id-form',
    title: 'Which anonymous ids $identify takes: UUID v4 and the ids of older Mixpanel SDKs, or any id of five groups of hex digits',
    default: 'uuid-v4',
    values: ['uuid-v4', 'guid'],
    cite: createIdentity,
    assumption: true,
  },
  size: {
    name: 'max-ids',
    title: 'How many ids a cluster may hold',
    default: '500',
    values: [],
    cite: guide,
    assumption: false,
  },
  edge: {
    name: 'max-ids-edge',
    title: 'Whether a merge that makes exactly that many ids still succeeds (the texts) or fails (the flow charts)',
    default: 'succeeds',
    values: ['succeeds', 'fails'],
    cite: createIdentity,
    assumption: true,
  },
  numbers: numberIds(importApi),
  placeholders: simplifiedSettings.placeholders,
  history: { ...unknownHistory, cite: guide },
} as const satisfies Record<string, ModelSetting>;

/** The settings of one run, parsed. */
export type OriginalRules = {
  readonly strips: boolean;
  readonly anyGuid: boolean;
  readonly maxIds: number;
  readonly edgeFails: boolean;
  readonly distinctNumbers: boolean;
  readonly rejects: boolean;
};

export const parseOriginalSettings = (settings: Settings): OriginalRules => ({
  strips: chosen(originalSettings.prefix, settings) === 'stripped',
  anyGuid: chosen(originalSettings.form, settings) === 'guid',
  maxIds: chosenCount(originalSettings.size, settings),
  edgeFails: chosen(originalSettings.edge, settings) === 'fails',
  distinctNumbers: chosen(originalSettings.numbers, settings) === 'distinct',
  rejects: chosen(originalSettings.placeholders, settings) === 'on',
});
