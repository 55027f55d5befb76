/**
 * What the hook uses of the page's own built-ins, taken before the first page script runs.
 * A page that replaces them later changes nothing here.
 */
export const apply = Reflect.apply;
export const getOwn = Object.getOwnPropertyDescriptor;
/** False, instead of an exception, for what may not be defined. */
export const define = Reflect.defineProperty;
export const keysOf = Object.keys;
export const prototypeOf = Object.getPrototypeOf;
export const isArray = Array.isArray;
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
export const sliceList = uncurried(Array.prototype.slice);
export const test = uncurried(RegExp.prototype.test);
export const exec = uncurried(RegExp.prototype.exec);
export const listen = uncurried(EventTarget.prototype.addEventListener);
export const dispatch = uncurried(EventTarget.prototype.dispatchEvent);

/** The value of an own data property; undefined for an accessor, so that no code of the page runs. */
export const ownValue = (target: unknown, key: string): unknown =>
  (typeof target === 'object' && target !== null) || typeof target === 'function' ? getOwn(target, key)?.value : undefined;
