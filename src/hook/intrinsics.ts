/**
 * What the hook uses of the page's own built-ins, taken before the first page script runs.
 * A page that replaces them later changes nothing here.
 */
export const { apply, get: inheritedOf } = Reflect;
export const { getOwnPropertyDescriptor: getOwn, hasOwn, keys: keysOf, getPrototypeOf: prototypeOf, setPrototypeOf: inheritFrom } = Object;
/**
 * False, instead of an exception, for what may not be defined. The descriptor must have no prototype: what the page put on that of
 * all objects would be part of it.
 */
export const define = Reflect.defineProperty;
const isList = Array.isArray;
/** False for a revoked proxy, of which the built-in makes an exception. */
export const isArray = (value: unknown): value is unknown[] => {
  try {
    return isList(value);
  } catch {
    return false;
  }
};
export const { stringify: jsonText, parse: jsonValue } = JSON;
export const { random } = Math;
export const DateOf = Date;
export const { now, parse: timeIn } = DateOf;
export const ObjectOf = Object;
export const objectPrototype = ObjectOf.prototype;
export const arrayPrototype = Array.prototype;
export const ProxyOf = Proxy;
export const ErrorOf = Error;
/** In Firefox a getter that a page can replace, in Chromium the error's own. */
export const stackGetter = getOwn(ErrorOf.prototype, 'stack')?.get;
export const RangeErrorOf = RangeError;
export const PromiseOf = Promise;
export const BytesOf = Uint8Array;
export const BufferOf = ArrayBuffer;
export const { isView } = BufferOf;
export const toBase64 = btoa;
export const fromBinary = atob;
export const decodeUri = decodeURIComponent;
/** Each character above 127 as `%` and its code: of the bytes of a text in UTF-8, what `decodeUri` makes the text of. */
export const encodeBytes = escape;
export const fromCodes = String.fromCharCode;

/** `Array.prototype.slice.call(x)` and the like as plain functions, whatever happens to `call` later. */
export const uncurried =
  <This, Args extends readonly unknown[], Result>(method: (this: This, ...args: Args) => Result) =>
  (self: This, ...args: Args): Result =>
    apply(method, self, args) as Result;

export const codeOf = uncurried(Function.prototype.toString);
/** A method of an object as a function. */
export const bound = uncurried(Function.prototype.bind) as <Args extends readonly unknown[], Result>(
  method: (...args: Args) => Result,
  self: object,
) => (...args: Args) => Result;
export const isoOf = uncurried(DateOf.prototype.toISOString);
export const timeOf = uncurried(DateOf.prototype.getTime);
export const placeIn = uncurried(arrayPrototype.indexOf as (this: ArrayLike<unknown>, item: unknown) => number);
export const includes = uncurried(String.prototype.includes);
export const indexOf = uncurried(String.prototype.indexOf);
export const lastIndexOf = uncurried(String.prototype.lastIndexOf);
export const sliceText = uncurried(String.prototype.slice);
export const splitText = uncurried(String.prototype.split as (this: string, by: string) => string[]);
export const trimText = uncurried(String.prototype.trim);
export const lower = uncurried(String.prototype.toLowerCase);
export const upper = uncurried(String.prototype.toUpperCase);
export const joinList = uncurried(Array.prototype.join);
export const { exec: execOf } = RegExp.prototype;
export const exec = uncurried(execOf);
/** The built-in `test` would ask the page's `exec`. */
export const test = (pattern: RegExp, text: string): boolean => exec(pattern, text) !== null;
export const listen = uncurried(EventTarget.prototype.addEventListener);
export const dispatch = uncurried(EventTarget.prototype.dispatchEvent);

/**
 * Lists without the methods and the iteration of `Array.prototype`, which a page may replace: no `for … of`, no spread and no
 * destructuring of lists either.
 */
export const each = <T>(list: ArrayLike<T>, run: (item: T, index: number) => void): void => {
  for (let i = 0; i < list.length; i += 1) run(list[i] as T, i);
};
/** The first that `holds`. */
export const firstOf = <T>(list: ArrayLike<T>, holds: (item: T) => unknown): T | undefined => {
  for (let i = 0; i < list.length; i += 1) if (holds(list[i] as T)) return list[i];
  return undefined;
};
export const some = <T>(list: ArrayLike<T>, holds: (item: T) => unknown): boolean => {
  for (let i = 0; i < list.length; i += 1) if (holds(list[i] as T)) return true;
  return false;
};
export const mapped = <T, R>(list: ArrayLike<T>, make: (item: T) => R): R[] => {
  const made: R[] = [];
  for (let i = 0; i < list.length; i += 1) made[i] = make(list[i] as T);
  return made;
};
export const listFrom = <T>(list: ArrayLike<T>, start = 0, end = list.length): T[] => {
  const made: T[] = [];
  for (let i = start; i < end; i += 1) made[made.length] = list[i] as T;
  return made;
};

export const joined = <T>(list: readonly T[], more: readonly T[]): T[] => {
  const made = listFrom(list);
  each(more, (item) => {
    made[made.length] = item;
  });
  return made;
};

export const without = <T>(list: readonly T[], left: T): T[] => {
  const made: T[] = [];
  each(list, (item) => {
    if (item !== left) made[made.length] = item;
  });
  return made;
};

/** The value of an own data property; undefined for an accessor, so that no code of the page runs, and for what refuses to be looked at. */
export const ownValue = (target: unknown, key: string): unknown => {
  if ((typeof target !== 'object' || target === null) && typeof target !== 'function') return undefined;
  try {
    const found = getOwn(target, key);
    return found && hasOwn(found, 'value') ? found.value : undefined;
  } catch {
    return undefined;
  }
};
