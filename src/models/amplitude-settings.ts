import type { ModelSetting, Settings } from '../core/model.ts';
import { unknownHistory } from '../core/unknown-history.ts';
import { listed } from './listed-ids.ts';
import { numberIds } from './number-ids.ts';
import { chosen, chosenCount } from './settings.ts';

const tracking = 'https://amplitude.com/docs/data/sources/instrument-track-unique-users';
const httpApi = 'https://amplitude.com/docs/apis/analytics/http-v2';

export const amplitudeSettings = {
  lastUser: {
    name: 'last-user',
    title: "Which user is a device's last one: of the event ingested last, or of the one with the latest time",
    default: 'ingestion',
    values: ['ingestion', 'event-time'],
    cite: tracking,
    assumption: true,
  },
  again: {
    name: 'merge-again',
    title: 'Whether the anonymous events of a device, merged into one user, move to another known user who comes later',
    default: 'no',
    values: ['no', 'yes'],
    cite: tracking,
    assumption: true,
  },
  minLength: {
    name: 'min-id-length',
    title: 'The shortest id that counts, where the request names none; the API says 5, its own examples are shorter',
    default: '1',
    values: [],
    cite: httpApi,
    assumption: true,
  },
  short: {
    name: 'short-ids',
    title: 'What happens to an event with an id that is too short: the id is removed, or the event is rejected',
    default: 'removed',
    values: ['removed', 'rejected'],
    cite: httpApi,
    assumption: true,
  },
  placeholders: {
    name: 'placeholder-rejection',
    title: 'Whether events with the ids that the API lists as invalid, such as "null", are rejected',
    default: 'off',
    values: ['off', 'on'],
    cite: httpApi,
    assumption: true,
  },
  numbers: numberIds(httpApi),
  history: { ...unknownHistory, cite: tracking },
} as const satisfies Record<string, ModelSetting>;

/** The settings of one run, parsed. */
export type AmplitudeRules = {
  readonly byEventTime: boolean;
  readonly mergesAgain: boolean;
  readonly minLength: number;
  readonly rejectsShort: boolean;
  readonly rejects: boolean;
  readonly distinctNumbers: boolean;
};

export const parseAmplitudeSettings = (settings: Settings): AmplitudeRules => ({
  byEventTime: chosen(amplitudeSettings.lastUser, settings) === 'event-time',
  mergesAgain: chosen(amplitudeSettings.again, settings) === 'yes',
  minLength: chosenCount(amplitudeSettings.minLength, settings),
  rejectsShort: chosen(amplitudeSettings.short, settings) === 'rejected',
  rejects: chosen(amplitudeSettings.placeholders, settings) === 'on',
  distinctNumbers: chosen(amplitudeSettings.numbers, settings) === 'distinct',
});

/** Ids the API answers with 400. https://amplitude.com/docs/apis/analytics/http-v2 */
const placeholders: ReadonlySet<string> = new Set([
  '',
  'anonymous',
  'nil',
  'none',
  'null',
  'n/a',
  'na',
  'undefined',
  'unknown',
  '00000000-0000-0000-0000-000000000000',
  '{}',
  'lmy47d',
  '0',
  '-1',
]);

export const isAmplitudePlaceholder: (id: string) => boolean = listed(placeholders);

/** The length the API asks for unless the request says otherwise. */
export const documentedMinLength = 5;
