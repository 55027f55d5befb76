import { each, isArray, keysOf, lower, ownValue } from '../intrinsics.ts';
import type { Natives } from '../natives.ts';

/** How what the page passes as an address or headers is read, without running a getter of the page. */
export const createAddresses = ({ kind, member }: Natives) => {
  const UrlOf = kind('URL');
  const HeadersOf = kind('Headers');
  const eachHeader = member<void>('Headers', 'forEach');
  const href = member<string>('URL', 'href');
  const host = member<string>('URL', 'host');
  /** What an address says of itself in full; as it is written where the browser cannot read it. */
  const inFull =
    (part: typeof href) =>
    (address: string, base: string): string => {
      try {
        return part(new UrlOf(address, base)) ?? address;
      } catch {
        return address;
      }
    };
  return {
    hrefOf: inFull(href),
    hostOf: inFull(host),
    /** What `fetch`, `open` and `sendBeacon` take as an address; empty for what only the browser can make one of. */
    addressOf: (address: unknown): string =>
      typeof address === 'string' ? address : address instanceof UrlOf ? (href(address) ?? '') : '',
    /** Names, in lower case, and values of what `fetch` takes as headers. */
    headerPairs(headers: unknown): (readonly [string, string])[] {
      const pairs: (readonly [string, string])[] = [];
      const add = (name: unknown, value: unknown): void => {
        if (typeof name === 'string' && typeof value === 'string') pairs[pairs.length] = [lower(name), value];
      };
      if (typeof headers !== 'object' || headers === null) return pairs;
      if (headers instanceof HeadersOf) eachHeader(headers, (value: unknown, name: unknown) => add(name, value));
      else if (isArray(headers)) each(headers, (pair) => add(ownValue(pair, '0'), ownValue(pair, '1')));
      else each(keysOf(headers), (name) => add(name, ownValue(headers, name)));
      return pairs;
    },
  };
};
export type Addresses = ReturnType<typeof createAddresses>;
