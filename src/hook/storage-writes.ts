import type { Guard } from './guard.ts';
import { type Around, wrapMethod, wrapSetter } from './instrument.ts';
import { apply, getOwn, indexOf, lower, sliceText, splitText, trimText } from './intrinsics.ts';
import type { ReadAll, Stored, Write } from './stored.ts';

type CookieWrite = { readonly name: string; readonly value: string | null };

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** What `document.cookie = text` does to one cookie: its decoded value, or null when it expires at once. */
export const readCookieWrite = (text: string, now: number): CookieWrite => {
  const parts = splitText(text, ';');
  const pair = parts[0] ?? '';
  const equals = indexOf(pair, '=');
  const name = trimText(equals < 0 ? '' : sliceText(pair, 0, equals));
  const value = decoded(trimText(sliceText(pair, equals + 1)));
  for (let i = 1; i < parts.length; i += 1) {
    const [key = '', attribute = ''] = splitText(parts[i] as string, '=');
    const word = lower(trimText(key));
    if (word === 'max-age' && Number(trimText(attribute)) <= 0) return { name, value: null };
    if (word === 'expires' && Date.parse(attribute) <= now) return { name, value: null };
  }
  return { name, value: value === '' ? null : value };
};

/** Everything in cookie and localStorage, handed to `see` key by key. A sandboxed page has neither. */
export const createReadAll = (page: Window & typeof globalThis): ReadAll => {
  const cookieOf = getOwn(page.Document.prototype, 'cookie')?.get;
  return (see) => {
    try {
      const text = cookieOf === undefined ? '' : (apply(cookieOf, page.document, []) as string);
      for (const pair of splitText(text, ';')) {
        const equals = indexOf(pair, '=');
        if (equals > 0) see('cookie', trimText(sliceText(pair, 0, equals)), decoded(sliceText(pair, equals + 1)));
      }
    } catch {
      // Cookies are refused here.
    }
    try {
      const store = page.localStorage;
      for (let i = 0; i < store.length; i += 1) {
        const key = store.key(i);
        if (key !== null) see('localStorage', key, store.getItem(key) ?? '');
      }
    } catch {
      // So is storage.
    }
  };
};

/** Tells `stored` of each write to cookie and localStorage, around the write itself. */
export const watchWrites = (page: Window & typeof globalThis, guard: Guard, stored: Stored, now: () => number): void => {
  const around = (read: (self: unknown, args: readonly unknown[]) => Write | null): Around<Write> => ({
    before(self, args) {
      const write = read(self, args);
      return write !== null && stored.before(write) ? write : null;
    },
    after(write, _result, threw) {
      if (!threw) stored.after(write);
    },
  });
  const local = (self: unknown, key: unknown, text: unknown): Write | null => {
    if ((key !== null && typeof key !== 'string') || (key !== null && !stored.knows(key))) return null;
    try {
      return self === page.localStorage ? { area: 'localStorage', key, text: typeof text === 'string' ? text : null } : null;
    } catch {
      return null;
    }
  };
  wrapSetter(
    page.Document.prototype,
    'cookie',
    guard,
    around((self, [text]) => {
      if (self !== page.document || typeof text !== 'string') return null;
      const { name, value } = readCookieWrite(text, now());
      return { area: 'cookie', key: name, text: value };
    }),
  );
  const storage = page.Storage.prototype;
  wrapMethod(
    storage,
    'setItem',
    guard,
    around((self, [key, text]) => local(self, key, text)),
  );
  wrapMethod(
    storage,
    'removeItem',
    guard,
    around((self, [key]) => local(self, key, null)),
  );
  wrapMethod(
    storage,
    'clear',
    guard,
    around((self) => local(self, null, null)),
  );
};
