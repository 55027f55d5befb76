import type { ModelSetting, Settings } from '../core/model.ts';

/** The value chosen for `setting`, or its default when none, or none of its allowed values, was chosen. */
export const chosen = (setting: ModelSetting, settings: Settings): string => {
  const value = settings[setting.name];
  if (value === undefined) return setting.default;
  return setting.values.length === 0 || setting.values.includes(value) ? value : setting.default;
};

/** A count given as text; anything but a whole number of at least 0 gives the default. */
export const chosenCount = (setting: ModelSetting, settings: Settings): number => {
  const text = chosen(setting, settings).trim();
  return /^\d+$/.test(text) ? Number(text) : Number(setting.default);
};
