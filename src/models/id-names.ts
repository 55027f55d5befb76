/**
 * What ids are called, beside the keys they are found by. Nearly every id is its own key; only the others are kept, so that a name
 * is read where the key has just been read.
 */
export type IdNames = {
  nameOf(node: number): string;
  /** Says what `node`, which `key` is the key of, is called. */
  add(node: number, key: string, name: string): void;
  /** An independent copy, over a copy of the keys. */
  fork(keys: readonly string[]): IdNames;
};

/** `keys` holds the keys by number. */
export const createIdNames = (keys: readonly string[], others: Map<number, string> = new Map()): IdNames => ({
  nameOf: (node) => (others.size === 0 ? undefined : others.get(node)) ?? keys[node] ?? '',
  add: (node, key, name) => {
    if (name !== key) others.set(node, name);
  },
  fork: (copy) => createIdNames(copy, new Map(others)),
});
