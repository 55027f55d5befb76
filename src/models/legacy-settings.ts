import type { ModelSetting, Settings } from '../core/model.ts';
import { unknownHistory } from '../core/unknown-history.ts';
import { numberIds } from './number-ids.ts';
import { chosen, chosenCount } from './settings.ts';
import { simplifiedSettings } from './simplified-settings.ts';

const aliases = 'https://github.com/mixpanel/docs-legacy/blob/main/legacy/aliases.md';

export const legacySettings = {
  delay: {
    name: 'alias-delay',
    title: 'Milliseconds after $create_alias in which events of the alias still miss it; the documentation says about a second',
    default: '0',
    values: [],
    cite: aliases,
    assumption: true,
  },
  numbers: numberIds(aliases),
  placeholders: simplifiedSettings.placeholders,
  history: { ...unknownHistory, cite: aliases },
} as const satisfies Record<string, ModelSetting>;

/** The settings of one run, parsed. */
export type LegacyRules = {
  readonly delay: number;
  readonly distinctNumbers: boolean;
  readonly rejects: boolean;
};

export const parseLegacySettings = (settings: Settings): LegacyRules => ({
  delay: chosenCount(legacySettings.delay, settings),
  distinctNumbers: chosen(legacySettings.numbers, settings) === 'distinct',
  rejects: chosen(legacySettings.placeholders, settings) === 'on',
});
