/** Makes objects of a built-in kind that bear its methods of now, whatever the page makes of its prototype later. */
const lasting = (Kind: new () => object): (() => object) => {
  const { setPrototypeOf } = Object;
  const methods = Object.create(null, Object.getOwnPropertyDescriptors(Kind.prototype)) as object;
  return () => setPrototypeOf(new Kind(), methods);
};
export const newMap = lasting(Map) as <Key, Value>() => Map<Key, Value>;
export const newSet = lasting(Set) as <Value>() => Set<Value>;
export const newWeakMap = lasting(WeakMap) as <Key extends object, Value>() => WeakMap<Key, Value>;
export const newWeakSet = lasting(WeakSet) as <Key extends object>() => WeakSet<Key>;
