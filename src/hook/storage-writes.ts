import type { Keyed } from './auth-facts.ts';
import type { Around, Arounds } from './instrument.ts';
import { apply, each, indexOf, lower, sliceText, splitText, timeIn, trimText, uncurried } from './intrinsics.ts';
import type { ReadAll, Stored, Write } from './stored.ts';
import { decoded, textOrNull } from './vendors/reading.ts';

type CookieWrite = { readonly name: string; readonly value: string | null };

/** The parts of `name=value`; without a sign it is all value. */
const pairOf = (text: string): { readonly name: string; readonly value: string } => {
  const equals = indexOf(text, '=');
  return { name: trimText(sliceText(text, 0, equals < 0 ? 0 : equals)), value: trimText(sliceText(text, equals + 1)) };
};

/** What `document.cookie = text` does to one cookie: its decoded value, or null when it expires at once. */
export const readCookieWrite = (text: string, now: number): CookieWrite => {
  const parts = splitText(text, ';');
  const { name, value } = pairOf(parts[0] ?? '');
  for (let i = 1; i < parts.length; i += 1) {
    const { name: key, value: attribute } = pairOf(parts[i] as string);
    const word = lower(key);
    if ((word === 'max-age' && +attribute <= 0) || (word === 'expires' && timeIn(attribute) <= now)) return { name, value: null };
  }
  return { name, value: decoded(value) || null };
};

/** What the browser itself reads cookies and storage by. */
export type Readers = {
  readonly cookie: (() => string) | undefined;
  readonly length: (() => number) | undefined;
  readonly key: Storage['key'];
  readonly item: Storage['getItem'];
};

/** Everything in cookie and localStorage, handed to `see` key by key. A sandboxed page has neither. */
export const createReadAll = (page: Window, { cookie, length, key, item }: Readers): ReadAll => {
  const lengthOf = uncurried(length as () => number);
  const keyAt = uncurried(key);
  const itemOf = uncurried(item);
  return (see) => {
    try {
      const text = cookie === undefined ? '' : apply(cookie, page.document, []);
      each(splitText(text, ';'), (part) => {
        const { name, value } = pairOf(part);
        if (name !== '') see('cookie', name, decoded(value));
      });
    } catch {
      // Cookies are refused here.
    }
    try {
      const store = page.localStorage;
      for (let i = 0; i < lengthOf(store); i += 1) {
        const key = keyAt(store, i);
        if (key !== null) see('localStorage', key, itemOf(store, key) ?? '');
      }
    } catch {
      // So is storage.
    }
  };
};

/** Tells `stored` of each write to cookie and localStorage, around the write itself, and `keyed` before it which key is set or removed. */
export const writeArounds = (page: Window, stored: Stored, now: () => number, keyed: Keyed): Arounds => {
  const around = (read: (self: unknown, args: readonly unknown[]) => Write | null): Around<() => void> => ({
    before(self, args) {
      const write = read(self, args);
      return write && stored.writing(write);
    },
    after(done, _result, threw) {
      if (!threw) done();
    },
  });
  const local = (self: unknown, key: unknown, text: unknown): Write | null => {
    keyed(key, text !== null);
    if (key !== null && (typeof key !== 'string' || !stored.knows(key))) return null;
    try {
      return self === page.localStorage ? { area: 'localStorage', key, text: textOrNull(text) } : null;
    } catch {
      return null;
    }
  };
  return {
    cookie: around((self, args) => {
      const text = args[0];
      if (self !== page.document || typeof text !== 'string') return null;
      const { name, value } = readCookieWrite(text, now());
      keyed(name, value !== null);
      return { area: 'cookie', key: name, text: value };
    }),
    setItem: around((self, args) => local(self, args[0], args[1])),
    removeItem: around((self, args) => local(self, args[0], null)),
    clear: around((self) => local(self, null, null)),
  };
};
