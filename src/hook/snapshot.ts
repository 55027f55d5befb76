import {
  arrayPrototype,
  getOwn,
  isArray,
  joinList,
  jsonText,
  keysOf,
  objectPrototype,
  prototypeOf,
  sliceText,
  uncurried,
} from './intrinsics.ts';
import { snapshotMaxBytes, snapshotMaxDepth, snapshotMaxKeys, snapshotMaxString } from './limits.ts';

type Budget = { left: number; readonly depth: number; readonly keys: number; readonly string: number };

const argumentCaps = (): Budget => ({ left: snapshotMaxBytes, depth: snapshotMaxDepth, keys: snapshotMaxKeys, string: snapshotMaxString });
const noCaps = (): Budget => ({ left: Number.POSITIVE_INFINITY, depth: 100, keys: 100_000, string: Number.POSITIVE_INFINITY });

/** Some pages give every object a `toJSON` (old Prototype.js); `JSON.stringify` would run it. */
const prototypesHaveToJson = (): boolean =>
  getOwn(objectPrototype, 'toJSON') !== undefined || getOwn(arrayPrototype, 'toJSON') !== undefined;

/** True when `JSON.stringify(value)` runs no code of the page and loses nothing. */
const isClean = (value: unknown, depth: number, budget: Budget): boolean => {
  if (value === null || typeof value === 'boolean' || (value === undefined && depth > 0)) return true;
  if (typeof value === 'number') return value - value === 0;
  if (typeof value === 'string') {
    budget.left -= value.length;
    return value.length <= budget.string && budget.left >= 0;
  }
  if (typeof value !== 'object' || depth >= budget.depth) return false;
  const list = isArray(value);
  const prototype = prototypeOf(value);
  if (list ? prototype !== arrayPrototype : prototype !== objectPrototype && prototype !== null) return false;
  const keys = keysOf(value);
  if (keys.length > budget.keys || (list && keys.length !== (value as unknown[]).length)) return false;
  for (let i = 0; i < keys.length; i += 1) {
    const key = keys[i] as string;
    const found = getOwn(value, key);
    budget.left -= key.length + 8;
    if (found === undefined || found.get !== undefined || found.set !== undefined) return false;
    if (!isClean(found.value, depth + 1, budget)) return false;
  }
  return getOwn(value, 'toJSON') === undefined;
};

const toIso = uncurried(Date.prototype.toISOString);
const timeOf = uncurried(Date.prototype.getTime);
/** As in JSON an invalid date is null. */
const dateText = (date: Date): string => (timeOf(date) - timeOf(date) === 0 ? jsonText(toIso(date)) : 'null');

const note = (text: string): string => jsonText(`[${text}]`);

const textOf = (value: unknown, above: readonly object[], budget: Budget): string => {
  switch (typeof value) {
    case 'string': {
      const room = Math.max(0, Math.min(budget.string, budget.left));
      budget.left -= value.length;
      return jsonText(value.length > room ? `${sliceText(value, 0, room)}…` : value);
    }
    case 'number':
      return value - value === 0 ? jsonText(value) : jsonText(String(value));
    case 'boolean':
      return value ? 'true' : 'false';
    case 'bigint':
      return jsonText(String(value));
    case 'undefined':
      return 'null';
    case 'object':
      return value === null ? 'null' : objectText(value, above, budget);
    default:
      return note(typeof value);
  }
};

const objectText = (value: object, above: readonly object[], budget: Budget): string => {
  for (let i = 0; i < above.length; i += 1) if (above[i] === value) return note('circular');
  if (above.length >= budget.depth) return note('deeper');
  if (budget.left <= 0) return note('cut');
  if (value instanceof Date) return dateText(value);
  const list = isArray(value);
  const keys = keysOf(value);
  const inner: object[] = [];
  for (let i = 0; i < above.length; i += 1) inner[i] = above[i] as object;
  inner[inner.length] = value;
  const parts: string[] = [];
  const length = list ? (value as unknown[]).length : keys.length;
  for (let i = 0; i < Math.min(length, budget.keys); i += 1) {
    const key = list ? `${i}` : (keys[i] as string);
    const found = getOwn(value, key);
    if (!list && found !== undefined && 'value' in found && found.value === undefined) continue;
    budget.left -= key.length + 8;
    const text = found === undefined ? 'null' : found.get || found.set ? note('getter') : textOf(found.value, inner, budget);
    parts[parts.length] = list ? text : `${jsonText(key)}:${text}`;
  }
  if (length > budget.keys) parts[parts.length] = list ? note('more') : `"…":${note('more')}`;
  return list ? `[${joinList(parts, ',')}]` : `{${joinList(parts, ',')}}`;
};

/**
 * The JSON text of a value of the page, without running a getter or a `toJSON`. What cannot be told is said in
 * brackets (`[getter]`, `[function]`, `[circular]`, `[deeper]`, `[cut]`); `undefined` is left out of objects and
 * null elsewhere.
 */
export const snapshot = (value: unknown): string => {
  try {
    if (isClean(value, 0, argumentCaps()) && !prototypesHaveToJson()) return jsonText(value);
    return textOf(value, [], argumentCaps());
  } catch {
    // A revoked proxy, or one whose traps throw.
    return note('unreadable');
  }
};

/** The JSON text of something the hook made itself: nothing is cut, and no `toJSON` of the page is run. */
export const ownText = (value: object): string => (prototypesHaveToJson() ? textOf(value, [], noCaps()) : jsonText(value));
