import type { ModelSetting, Settings } from '../core/model.ts';
import { longIds, type NamedReading } from './named-ids.ts';
import { numberIds } from './number-ids.ts';
import { chosen, chosenCount } from './settings.ts';

const identify = 'https://developers.heap.io/reference/identify';
const identifyApi = 'https://developers.heap.io/reference/identify-1';

export const heapSettings = {
  second: {
    name: 'second-identity',
    title:
      'Where an event lands whose user id has another identity already: dropped, it stays with the first one; switches, it is the new one',
    default: 'dropped',
    values: ['dropped', 'switches'],
    cite: identifyApi,
    assumption: true,
  },
  count: {
    name: 'max-user-ids',
    title: 'How many user ids an identity takes in a month; documented for the server API only',
    default: '10',
    values: [],
    cite: identifyApi,
    assumption: true,
  },
  month: {
    name: 'month-days',
    title: "How many days that month has, counted back from the event's own time",
    default: '30',
    values: [],
    cite: identifyApi,
    assumption: true,
  },
  numbers: numberIds(identify),
  long: longIds(254, identify),
} as const satisfies Record<string, ModelSetting>;

/** The settings of one run, parsed. */
export type HeapRules = NamedReading & {
  readonly switches: boolean;
  readonly maxUserIds: number /** Milliseconds. */;
  readonly month: number;
};

export const parseHeapSettings = (settings: Settings): HeapRules => ({
  switches: chosen(heapSettings.second, settings) === 'switches',
  maxUserIds: chosenCount(heapSettings.count, settings),
  month: chosenCount(heapSettings.month, settings) * 86_400_000,
  distinctNumbers: chosen(heapSettings.numbers, settings) === 'distinct',
  keepsLong: chosen(heapSettings.long, settings) === 'kept',
  longest: 254,
});
