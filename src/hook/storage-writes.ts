import type { Guard } from './guard.ts';
import { wrapMethod, wrapSetter } from './instrument.ts';
import { apply, getOwn, indexOf, lower, sliceText, splitText, trimText } from './intrinsics.ts';
import type { Area, ReadAll, Stored } from './stored.ts';

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
  const isLocal = (self: unknown): boolean => {
    try {
      return self === page.localStorage;
    } catch {
      return false;
    }
  };
  type Write = { readonly area: Area; readonly key: string; readonly text: string | null };
  const begin = (write: Write): Write => {
    stored.write(write.area, write.key, write.text, 'before');
    return write;
  };
  const end = ({ area, key, text }: Write, _result: unknown, threw: boolean): void => {
    if (!threw) stored.write(area, key, text, 'after');
  };

  wrapSetter(page.Document.prototype, 'cookie', guard, {
    before(self, [text]) {
      if (self !== page.document || typeof text !== 'string') return null;
      const { name, value } = readCookieWrite(text, now());
      return stored.knows(name) ? begin({ area: 'cookie', key: name, text: value }) : null;
    },
    after: end,
  });
  const storage = page.Storage.prototype;
  const known = (self: unknown, key: unknown): key is string => typeof key === 'string' && stored.knows(key) && isLocal(self);
  wrapMethod(storage, 'setItem', guard, {
    before: (self, [key, text]) => (typeof text === 'string' && known(self, key) ? begin({ area: 'localStorage', key, text }) : null),
    after: end,
  });
  wrapMethod(storage, 'removeItem', guard, {
    before: (self, [key]) => (known(self, key) ? begin({ area: 'localStorage', key, text: null }) : null),
    after: end,
  });
  wrapMethod(storage, 'clear', guard, {
    before: (self) => (isLocal(self) ? true : null),
    after: (_token, _result, threw) => {
      if (!threw) stored.clear('localStorage');
    },
  });
};
