import { getOwn, isArray, keysOf, lower, uncurried } from '../intrinsics.ts';

const each = uncurried(Headers.prototype.forEach);

/** Names, in lower case, and values of what `fetch` takes as headers, without running a getter. */
export const headerPairs = (headers: unknown): (readonly [string, string])[] => {
  const pairs: (readonly [string, string])[] = [];
  const add = (name: unknown, value: unknown): void => {
    if (typeof name === 'string' && typeof value === 'string') pairs.push([lower(name), value]);
  };
  if (typeof headers !== 'object' || headers === null) return pairs;
  if (headers instanceof Headers) each(headers, (value, name) => add(name, value));
  else if (isArray(headers)) for (const pair of headers) add(pair?.[0], pair?.[1]);
  else for (const name of keysOf(headers)) add(name, getOwn(headers, name)?.value);
  return pairs;
};

/** What `fetch`, `open` and `sendBeacon` take as an address; empty for what only the browser can make one of. */
export const addressOf = (address: unknown): string => (typeof address === 'string' ? address : address instanceof URL ? address.href : '');
