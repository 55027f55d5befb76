import {
  decodeUri,
  encodeBytes,
  firstOf,
  fromBinary,
  indexOf,
  jsonText,
  jsonValue,
  keysOf,
  mapped,
  ownValue,
  sliceText,
  splitText,
} from '../intrinsics.ts';
import type { About, Cell } from './vendor.ts';

export { isArray, ownValue, splitText } from '../intrinsics.ts';

/** The methods of Segment that carry identity; RudderStack has its API from there. */
export const segmentIdentity = 'identify,alias,reset,setAnonymousId';

/** Text, numbers and booleans as text; everything else, the empty text included, is null. */
export const textOrNull = (value: unknown): string | null =>
  (typeof value === 'string' && value !== '') || typeof value === 'number' || typeof value === 'boolean' ? `${value}` : null;

/** An id out of a parsed text: objects are compared by their JSON. */
export const idOrNull = (value: unknown): string | null =>
  typeof value === 'object' && value !== null ? jsonText(value) : textOrNull(value);

/** An instance that bears a project's name unless told another; null while it has no project. */
export const aboutOf = (project: unknown, instance?: unknown, version?: unknown): About | null => {
  const own = textOrNull(project);
  return own === null ? null : { project: own, instance: textOrNull(instance) ?? own, version: textOrNull(version) };
};

/** What a key holds, by patterns in which `*` is the project. */
export const cellIn = (key: string, patterns: Readonly<Record<string, string>>): Cell | null => {
  let project = '';
  const part = firstOf(keysOf(patterns), (name) => {
    const words = splitText(patterns[name] as string, '*');
    const prefix = words[0] as string;
    const suffix = words[1] ?? '';
    const end = key.length - suffix.length;
    project = sliceText(key, prefix.length, end);
    return indexOf(key, prefix) === 0 && end > prefix.length && sliceText(key, end) === suffix;
  });
  return part === undefined ? null : { project, part };
};

const keysOr = (value: object): readonly string[] => {
  try {
    return keysOf(value);
  } catch {
    return [];
  }
};

/** The values of an object or array, read from own data properties; none for anything else. */
export const valuesOf = (value: unknown): readonly unknown[] =>
  typeof value === 'object' && value !== null ? mapped(keysOr(value), (key) => ownValue(value, key)) : [];

/** The first argument of the first queued call of `method`. */
export const givenTo = (method: string, rows: readonly unknown[]): string | null =>
  textOrNull(
    ownValue(
      firstOf(rows, (row) => ownValue(row, '0') === method),
      '1',
    ),
  );

/** Text as a URL or a cookie encodes it, decoded; the text itself if it is not encoded so. */
export const decoded = (text: string): string => {
  try {
    return decodeUri(text);
  } catch {
    return text;
  }
};

/** The text that base64 stands for; empty for anything else. */
export const fromBase64 = (text: string): string => {
  try {
    return decodeUri(encodeBytes(fromBinary(text)));
  } catch {
    return '';
  }
};

/** How often `mark` occurs; null for no text. Cheaper than parsing a queue that is rewritten with every event. */
export const countOf = (text: string | null, mark: string): number | null => {
  if (text === null) return null;
  let count = 0;
  for (let at = indexOf(text, mark); at >= 0; at = indexOf(text, mark, at + mark.length)) count += 1;
  return count;
};

/** The value a JSON text holds; the text itself when it is none. */
const jsonOr = (text: string | null): unknown => {
  try {
    return jsonValue(text ?? 'null');
  } catch {
    return text;
  }
};

/** The object a JSON text holds; empty for anything else. */
export const jsonObject = (text: string | null): Readonly<Record<string, unknown>> => {
  const value = jsonOr(text);
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
};

/** Text stored bare in a cookie and quoted, as JSON, in localStorage. */
export const unquoted = (text: string | null): string | null => {
  const value = jsonOr(text);
  return (typeof value === 'string' || value === null ? value : text) || null;
};
