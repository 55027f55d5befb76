import type { Json } from '../../../src/core/json.ts';
import type { Clock } from '../../../src/extension/platform/clock.ts';
import type { Line, Sender } from '../../../src/extension/platform/port.ts';
import type { SessionStore } from '../../../src/extension/platform/session-store.ts';
import type { SettingsStore } from '../../../src/extension/platform/settings-store.ts';
import { isPacking, packed } from './packing.ts';

/** Session storage in memory; like the browser's it takes only JSON and refuses what exceeds its quota. */
export const fakeStore = (quota = 10 * 1024 * 1024) => {
  const items = new Map<string, string>();
  const writes: string[][] = [];
  const size = (): number => [...items].reduce((sum, [key, text]) => sum + key.length + text.length, 0);
  const store: SessionStore = {
    readAll: async () => Object.fromEntries([...items].map(([key, text]) => [key, JSON.parse(text)])),
    write: async (written: Readonly<Record<string, Json>>) => {
      const before = new Map(items);
      for (const [key, value] of Object.entries(written)) items.set(key, JSON.stringify(value));
      if (size() > quota) {
        items.clear();
        for (const [key, text] of before) items.set(key, text);
        throw new Error('QuotaExceededError');
      }
      writes.push(Object.keys(written));
    },
    remove: async (keys) => {
      for (const key of keys) items.delete(key);
    },
  };
  return { store, items, writes, size };
};

/** Settings on a disk in memory. */
export const fakeSettings = (items = new Map<string, string>()): SettingsStore => ({
  read: async (key) => {
    const text = items.get(key);
    return text === undefined ? undefined : JSON.parse(text);
  },
  write: async (key, value) => {
    items.set(key, JSON.stringify(value));
  },
});

/** A clock that moves when told to. */
export const fakeClock = (start = 1_000_000) => {
  let now = start;
  let jobs: { at: number; job: () => void }[] = [];
  const clock: Clock = {
    now: () => now,
    after: (ms, job) => {
      const entry = { at: now + ms, job };
      jobs.push(entry);
      return () => {
        jobs = jobs.filter((each) => each !== entry);
      };
    },
  };
  /** Lets promises settle, which the code under test chains between timers, and what it packs beside this thread, however long that takes. */
  const settle = async (): Promise<void> => {
    do {
      await packed();
      for (let tick = 0; tick < 10; tick += 1) await new Promise((resolve) => setImmediate(resolve));
    } while (isPacking());
  };
  const advance = async (ms: number): Promise<void> => {
    const end = now + ms;
    await settle();
    for (;;) {
      const due = jobs.filter((each) => each.at <= end).sort((a, b) => a.at - b.at)[0];
      if (due === undefined) break;
      jobs = jobs.filter((each) => each !== due);
      now = Math.max(now, due.at);
      due.job();
      await settle();
    }
    now = end;
    await settle();
  };
  /** Moves on until `there` holds; gives up after a minute of its own time. */
  const until = async (there: () => boolean): Promise<void> => {
    for (let turn = 0; turn < 600 && !there(); turn += 1) await advance(100);
    if (!there()) throw new Error('It never came to that.');
  };
  return { clock, advance, settle, until, waiting: () => jobs.length };
};

export const self = { id: 'idscope', origin: 'chrome-extension://idscope/' };

export const pageSenderOf = (over: Partial<Sender> = {}): Sender => ({
  extension: 'idscope',
  url: 'https://shop.example/',
  document: 'doc-1',
  tab: 7,
  frame: 0,
  incognito: false,
  cookieStore: null,
  ...over,
});

export const panelSenderOf = (): Sender => ({
  ...pageSenderOf({ url: 'chrome-extension://idscope/src/extension/panel/panel.html', document: 'panel-doc' }),
  tab: null,
});

/** A port whose other end the test holds: `say` is what comes in, `heard` what went out. */
export const fakeLine = (sender: Sender, name = 'page') => {
  const heard: unknown[] = [];
  const listeners: ((message: unknown) => void)[] = [];
  const enders: (() => void)[] = [];
  let open = true;
  const line: Line = {
    name,
    sender,
    post: (message) => {
      if (open) heard.push(structuredClone(message));
    },
    onMessage: (listener) => listeners.push(listener),
    onClose: (listener) => enders.push(listener),
    close: () => {
      open = false;
    },
  };
  return {
    line,
    heard,
    isOpen: () => open,
    say: (message: unknown) => {
      for (const listener of listeners) listener(structuredClone(message));
    },
    hangUp: () => {
      open = false;
      for (const ender of enders) ender();
    },
  };
};
