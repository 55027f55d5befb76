/**
 * What the hook uses of the page's own built-ins, taken before the first page script runs.
 * A page that replaces them later changes nothing here.
 */
export const apply = Reflect.apply;
export const getOwn = Object.getOwnPropertyDescriptor;
export const hasOwn = Object.hasOwn;
/**
 * False, instead of an exception, for what may not be defined. The descriptor must have no prototype: what the page put on that of
 * all objects would be part of it.
 */
export const define = Reflect.defineProperty;
export const inheritFrom = Object.setPrototypeOf;
export const keysOf = Object.keys;
export const prototypeOf = Object.getPrototypeOf;
const isList = Array.isArray;
/** False for a revoked proxy, of which the built-in makes an exception. */
export const isArray = (value: unknown): value is unknown[] => {
  try {
    return isList(value);
  } catch {
    return false;
  }
};
export const jsonText = JSON.stringify;
export const jsonValue = JSON.parse;
export const now = Date.now;
export const objectPrototype = Object.prototype;
export const arrayPrototype = Array.prototype;
export const ProxyOf = Proxy;
export const ErrorOf = Error;
export const UrlOf = URL;
export const PromiseOf = Promise;

/** `Array.prototype.slice.call(x)` and the like as plain functions, whatever happens to `call` later. */
export const uncurried =
  <This, Args extends readonly unknown[], Result>(method: (this: This, ...args: Args) => Result) =>
  (self: This, ...args: Args): Result =>
    apply(method, self, args) as Result;

export const includes = uncurried(String.prototype.includes);
export const indexOf = uncurried(String.prototype.indexOf);
export const lastIndexOf = uncurried(String.prototype.lastIndexOf);
export const sliceText = uncurried(String.prototype.slice);
export const splitText = uncurried(String.prototype.split as (this: string, by: string) => string[]);
export const trimText = uncurried(String.prototype.trim);
export const lower = uncurried(String.prototype.toLowerCase);
export const upper = uncurried(String.prototype.toUpperCase);
export const joinList = uncurried(Array.prototype.join);
export const exec = uncurried(RegExp.prototype.exec);
/** The built-in `test` would ask the page's `exec`. */
export const test = (pattern: RegExp, text: string): boolean => exec(pattern, text) !== null;
export const listen = uncurried(EventTarget.prototype.addEventListener);
export const dispatch = uncurried(EventTarget.prototype.dispatchEvent);

/** What the getter `name` of a prototype says of one of its objects. */
export const reading = <Value>(prototype: object, name: string): ((self: object) => Value) => {
  const get = getOwn(prototype, name)?.get as () => Value;
  return (self) => apply(get, self, []);
};

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
