import { each, isArray, keysOf, lower, ownValue, reading, UrlOf, uncurried } from '../intrinsics.ts';

const HeadersOf = Headers;
const eachHeader = uncurried(HeadersOf.prototype.forEach);
export const hrefOf = reading<string>(UrlOf.prototype, 'href');

/** Names, in lower case, and values of what `fetch` takes as headers, without running a getter. */
export const headerPairs = (headers: unknown): (readonly [string, string])[] => {
  const pairs: (readonly [string, string])[] = [];
  const add = (name: unknown, value: unknown): void => {
    if (typeof name === 'string' && typeof value === 'string') pairs[pairs.length] = [lower(name), value];
  };
  if (typeof headers !== 'object' || headers === null) return pairs;
  if (headers instanceof HeadersOf) eachHeader(headers, (value, name) => add(name, value));
  else if (isArray(headers)) each(headers, (pair) => add(ownValue(pair, '0'), ownValue(pair, '1')));
  else each(keysOf(headers), (name) => add(name, ownValue(headers, name)));
  return pairs;
};

/** What `fetch`, `open` and `sendBeacon` take as an address; empty for what only the browser can make one of. */
export const addressOf = (address: unknown): string =>
  typeof address === 'string' ? address : address instanceof UrlOf ? hrefOf(address) : '';
