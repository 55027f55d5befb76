import {
  arrayPrototype,
  bound,
  DateOf,
  execOf,
  getOwn,
  hasOwn,
  isArray,
  isoOf,
  jsonText,
  keysOf,
  objectPrototype,
  sliceText,
  timeOf,
} from './intrinsics.ts';
import { type LastingMap, newMap } from './kinds.ts';
import { knownKeyMaxLength, knownKeys, snapshotMaxBytes, snapshotMaxDepth, snapshotMaxKeys, snapshotMaxString } from './limits.ts';

type Budget = { left: number; readonly depth: number; readonly keys: number; readonly string: number };

const argumentCaps = (): Budget => ({ left: snapshotMaxBytes, depth: snapshotMaxDepth, keys: snapshotMaxKeys, string: snapshotMaxString });
const noCaps = (): Budget => ({ left: Number.POSITIVE_INFINITY, depth: 100, keys: 100_000, string: Number.POSITIVE_INFINITY });

/** Some pages give every object a `toJSON` (old Prototype.js); `JSON.stringify` would run it. */
const prototypesHaveToJson = (): boolean =>
  getOwn(objectPrototype, 'toJSON') !== undefined || getOwn(arrayPrototype, 'toJSON') !== undefined;

/** As in JSON an invalid date is null. */
const dateText = (date: Date): string => (timeOf(date) - timeOf(date) === 0 ? jsonText(isoOf(date)) : 'null');

const note = (text: string): string => jsonText(`[${text}]`);

let escapedIn: ((text: string) => unknown) | undefined;
/** The built-in takes four times as long for what needs no escape, which is nearly everything. */
export const quotedText = (text: string): string => {
  // What JSON writes otherwise than it stands.
  escapedIn ??= bound(execOf, /[^ !#-[\]-\ud7ff\ue000-\uffff]/);
  return escapedIn(text) === null ? `"${text}"` : jsonText(text);
};

/** A text as far as there is room for it. */
const quoted = (text: string, budget: Budget): string => {
  const room = budget.left < 0 ? 0 : budget.left < budget.string ? budget.left : budget.string;
  budget.left -= text.length;
  return quotedText(text.length > room ? `${sliceText(text, 0, room)}…` : text);
};

/** A key as it stands at the beginning of an object, and behind others. */
type KeyText = { readonly first: string; readonly next: string };
const written = (text: string): KeyText => ({ first: `${text}:`, next: `,${text}:` });

/** A page uses few keys, again and again: with fewer pieces a text is put together in less time. */
let keyTexts: LastingMap<string, KeyText> | undefined;
let keysKnown = 0;
const keyText = (key: string, budget: Budget): KeyText => {
  if (key.length > knownKeyMaxLength) return written(quoted(key, budget));
  budget.left -= key.length;
  keyTexts ??= newMap();
  const known = keyTexts.get(key);
  if (known !== undefined) return known;
  const text = written(quotedText(key));
  if (keysKnown < knownKeys) keyTexts.set(key, text);
  keysKnown += 1;
  return text;
};

/** `above` holds the objects around the value, `depth` of them. */
const textOf = (value: unknown, above: object[], depth: number, budget: Budget): string => {
  switch (typeof value) {
    case 'string':
      return quoted(value, budget);
    case 'number':
      if (value - value !== 0) return jsonText(`${value}`);
      return `${value}`;
    case 'boolean':
      return `${value}`;
    case 'bigint':
      return jsonText(`${value}`);
    case 'undefined':
      return 'null';
    case 'object':
      if (value === null) return 'null';
      try {
        return objectText(value, above, depth, budget);
      } catch {
        // A revoked proxy, or one whose traps throw: what it stands in is told all the same.
        return note('unreadable');
      }
    default:
      return note(typeof value);
  }
};

const objectText = (value: object, above: object[], depth: number, budget: Budget): string => {
  for (let i = 0; i < depth; i += 1) if (above[i] === value) return note('circular');
  if (depth >= budget.depth) return note('deeper');
  if (budget.left <= 0) return note('cut');
  if (value instanceof DateOf) return dateText(value);
  above[depth] = value;
  const list = isArray(value);
  const keys = list ? value : keysOf(value);
  let inner = '';
  for (let i = 0; i < keys.length; i += 1) {
    const key = list ? i : (keys[i] as string);
    const found = getOwn(value, key);
    const plain = found !== undefined && hasOwn(found, 'value');
    if (!list && plain && found.value === undefined) continue;
    const first = inner === '';
    if (i === budget.keys) {
      inner += `${first ? '' : ','}${list ? '' : '"…":'}${note('more')}`;
      break;
    }
    if (list) {
      if (!first) inner += ',';
    } else {
      const text = keyText(key as string, budget);
      inner += first ? text.first : text.next;
    }
    budget.left -= 8;
    inner += found === undefined ? 'null' : plain ? textOf(found.value, above, depth + 1, budget) : note('getter');
  }
  return list ? `[${inner}]` : `{${inner}}`;
};

/**
 * The JSON text of a value of the page, without running a getter or a `toJSON`. What cannot be told is said in
 * brackets (`[getter]`, `[function]`, `[circular]`, `[deeper]`, `[cut]`, `[unreadable]`); `undefined` is left out of objects and
 * null elsewhere.
 */
export const snapshot = (value: unknown): string => textOf(value, [], 0, argumentCaps());

/** The JSON text of something the hook made itself: nothing is cut, and no `toJSON` of the page is run. */
export const ownText = (value: object): string => (prototypesHaveToJson() ? textOf(value, [], 0, noCaps()) : jsonText(value));
