import { getOwn, isArray, keysOf, uncurried } from '../intrinsics.ts';

const each = uncurried(Headers.prototype.forEach);

/** Name and value pairs of what `fetch` takes as headers, without running a getter. */
export const headerPairs = (headers: unknown): (readonly [string, string])[] => {
  const pairs: (readonly [string, string])[] = [];
  const add = (name: unknown, value: unknown): void => {
    if (typeof name === 'string' && typeof value === 'string') pairs.push([name, value]);
  };
  if (typeof headers !== 'object' || headers === null) return pairs;
  if (headers instanceof Headers) each(headers, (value, name) => add(name, value));
  else if (isArray(headers)) for (const pair of headers) add(pair?.[0], pair?.[1]);
  else for (const name of keysOf(headers)) add(name, getOwn(headers, name)?.value);
  return pairs;
};
