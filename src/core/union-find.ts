/**
 * Disjoint sets of 0…size-1 that remember which event joined them. Union by size without path compression:
 * `find` takes O(log n) steps, and the path between two members holds the event that connected them.
 */
export type UnionFind = {
  /** Adds a set of one and returns its number. */
  add(): number;
  find(member: number): number;
  /** Joins the two sets; `stamp` must not fall from call to call. Returns the root that remains. */
  unite(a: number, b: number, stamp: number): number;
  /** The stamp of the union that first put both into one set; null when they are the same member or apart. */
  connectedBy(a: number, b: number): number | null;
  fork(): UnionFind;
};

type State = { readonly parent: number[]; readonly size: number[]; readonly stamp: number[] };

export const createUnionFind = (state: State = { parent: [], size: [], stamp: [] }): UnionFind => {
  const { parent, size, stamp } = state;
  const parentOf = (member: number): number => parent[member] ?? member;

  const find = (member: number): number => {
    let at = member;
    for (let up = parentOf(at); up !== at; up = parentOf(at)) at = up;
    return at;
  };

  return {
    find,
    add: () => {
      const member = parent.length;
      parent.push(member);
      size.push(1);
      stamp.push(-1);
      return member;
    },
    unite: (a, b, at) => {
      const left = find(a);
      const right = find(b);
      if (left === right) return left;
      const [root, child] = (size[left] ?? 1) >= (size[right] ?? 1) ? [left, right] : [right, left];
      parent[child] = root;
      stamp[child] = at;
      size[root] = (size[root] ?? 1) + (size[child] ?? 1);
      return root;
    },
    connectedBy: (a, b) => {
      if (a === b || find(a) !== find(b)) return null;
      const above = new Map<number, number>();
      let latest = -1;
      for (let at = a; ; at = parentOf(at)) {
        above.set(at, latest);
        if (parentOf(at) === at) break;
        latest = Math.max(latest, stamp[at] ?? -1);
      }
      latest = -1;
      for (let at = b; ; at = parentOf(at)) {
        const other = above.get(at);
        if (other !== undefined) return Math.max(other, latest);
        latest = Math.max(latest, stamp[at] ?? -1);
      }
    },
    fork: () => createUnionFind({ parent: parent.slice(), size: size.slice(), stamp: stamp.slice() }),
  };
};
