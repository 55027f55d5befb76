import { indexOf, isArray as isList, jsonValue, sliceText, startsWith } from '../intrinsics.ts';
import type { Cell } from './vendor.ts';

export { ownValue } from '../intrinsics.ts';

export const isArray = (value: unknown): value is unknown[] => isList(value);

/** Text, numbers and booleans as text; everything else, the empty text included, is null. */
export const textOrNull = (value: unknown): string | null =>
  (typeof value === 'string' && value !== '') || typeof value === 'number' || typeof value === 'boolean' ? `${value}` : null;

/** A key made of a prefix, the project and a suffix. */
export const patternPart = (key: string, prefix: string, suffix: string, part: string): Cell | null => {
  if (!startsWith(key, prefix) || key.length <= prefix.length + suffix.length) return null;
  if (sliceText(key, key.length - suffix.length) !== suffix && suffix !== '') return null;
  return { project: sliceText(key, prefix.length, key.length - suffix.length), part };
};

/** How often `mark` occurs; null for no text. Cheaper than parsing a queue that is rewritten with every event. */
export const countOf = (text: string | null, mark: string): number | null => {
  if (text === null) return null;
  let count = 0;
  for (let at = indexOf(text, mark); at >= 0; at = indexOf(text, mark, at + mark.length)) count += 1;
  return count;
};

/** The object a JSON text holds; empty for anything else. */
export const jsonObject = (text: string | null): Readonly<Record<string, unknown>> => {
  if (text === null) return {};
  try {
    const value: unknown = jsonValue(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
};

/** Text stored bare in a cookie and quoted, as JSON, in localStorage. */
export const unquoted = (text: string | null): string | null => {
  if (text === null || text === '') return null;
  try {
    const value: unknown = jsonValue(text);
    return typeof value === 'string' ? value || null : value === null ? null : text;
  } catch {
    return text;
  }
};
