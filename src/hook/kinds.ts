import { inheritFrom } from './intrinsics.ts';

export type LastingMap<Key, Value> = Pick<Map<Key, Value>, 'get' | 'set' | 'delete' | 'clear' | 'forEach'>;
export type LastingWeakMap<Key extends object, Value> = Pick<WeakMap<Key, Value>, 'get' | 'set'>;

/**
 * Makes objects of a built-in kind that bear its methods of now, whatever the page makes of its prototype later: those
 * that the hook uses, because to take all of them costs every page more time than it takes to wrap all requests.
 */
const lasting = (Kind: new () => object): (() => object) => {
  const { get, set, delete: remove, clear, forEach } = Kind.prototype as Map<unknown, unknown>;
  let methods: object | undefined;
  return () => {
    methods ??= { __proto__: null, get, set, delete: remove, clear, forEach };
    return inheritFrom(new Kind(), methods);
  };
};
export const newMap = lasting(Map) as <Key, Value>() => LastingMap<Key, Value>;
export const newWeakMap = lasting(WeakMap) as <Key extends object, Value>() => LastingWeakMap<Key, Value>;
