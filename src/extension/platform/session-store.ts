import type { Json } from '../../core/json.ts';
import { browser } from './browser.ts';

/** Memory that outlives the worker and ends with the browser. Never on disk. */
export type SessionStore = {
  readAll(): Promise<Readonly<Record<string, unknown>>>;
  /** Rejects when the browser's quota (10 MB) is exceeded; nothing is written then. */
  write(items: Readonly<Record<string, Json>>): Promise<void>;
  remove(keys: readonly string[]): Promise<void>;
};

export const browserSessionStore = (): SessionStore => ({
  readAll: () => browser.storage.session.get(null),
  write: (items) => browser.storage.session.set({ ...items }),
  remove: (keys) => browser.storage.session.remove([...keys]),
});
