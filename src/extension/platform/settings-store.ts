import type { Json } from '../../core/json.ts';
import { browser } from './browser.ts';

/** What a tester chose, on disk. Nothing that was recorded goes here. */
export type SettingsStore = {
  read(key: string): Promise<unknown>;
  write(key: string, value: Json): Promise<void>;
};

export const browserSettingsStore = (): SettingsStore => ({
  read: async (key) => (await browser.storage.local.get(key))[key],
  write: (key, value) => browser.storage.local.set({ [key]: value }),
});
