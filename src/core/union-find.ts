import { widenIntegers } from './widen.ts';

/**
 * Disjoint sets of 0…size-1 that remember which event joined them. Union by size without path compression:
 * `find` takes O(log n) steps, and the path between two members holds the event that connected them.
 */
export type UnionFind = {
  /** Adds a set of one and returns its number. */
  add(): number;
  find(member: number): number;
  /** How many members the set of a root has. */
  sizeOf(root: number): number;
  /** Joins the two sets; `stamp` must not fall from call to call. Returns the root that remains. */
  unite(a: number, b: number, stamp: number): number;
  /** The stamp of the union that first put both into one set; null when they are the same member or apart. */
  connectedBy(a: number, b: number): number | null;
  /** One of five numbers that the owner keeps with a member, 0 at first; those of a set stand at its root. */
  held(member: number, place: number): number;
  hold(member: number, place: number, value: number): void;
  fork(): UnionFind;
};

/** `cells` holds parent, size, stamp and the owner's numbers of a member side by side, so that a look touches one place in memory. */
type State = { cells: Int32Array; members: number };

const width = 8;
const sizeAt = 1;
const stampAt = 2;
const heldAt = 3;

export const createUnionFind = (state: State = { cells: new Int32Array(0), members: 0 }): UnionFind => {
  let { cells, members } = state;
  const parentOf = (member: number): number => cells[member * width] ?? member;
  const sizeOf = (root: number): number => cells[root * width + sizeAt] ?? 1;
  const stampOf = (member: number): number => cells[member * width + stampAt] ?? -1;

  const find = (member: number): number => {
    let at = member;
    for (let up = parentOf(at); up !== at; up = parentOf(at)) at = up;
    return at;
  };

  return {
    find,
    sizeOf,
    add: () => {
      const member = members;
      members += 1;
      cells = widenIntegers(cells, members * width);
      cells[member * width] = member;
      cells[member * width + sizeAt] = 1;
      cells[member * width + stampAt] = -1;
      return member;
    },
    unite: (a, b, at) => {
      const left = find(a);
      const right = find(b);
      if (left === right) return left;
      const root = sizeOf(left) >= sizeOf(right) ? left : right;
      const child = root === left ? right : left;
      cells[child * width] = root;
      cells[child * width + stampAt] = at;
      cells[root * width + sizeAt] = sizeOf(root) + sizeOf(child);
      return root;
    },
    connectedBy: (a, b) => {
      if (a === b || find(a) !== find(b)) return null;
      const above = new Map<number, number>();
      let latest = -1;
      for (let at = a; ; at = parentOf(at)) {
        above.set(at, latest);
        if (parentOf(at) === at) break;
        latest = Math.max(latest, stampOf(at));
      }
      latest = -1;
      for (let at = b; ; at = parentOf(at)) {
        const other = above.get(at);
        if (other !== undefined) return Math.max(other, latest);
        latest = Math.max(latest, stampOf(at));
      }
    },
    held: (member, place) => cells[member * width + heldAt + place] ?? 0,
    hold: (member, place, value) => {
      cells[member * width + heldAt + place] = value;
    },
    fork: () => createUnionFind({ cells: cells.slice(), members }),
  };
};
