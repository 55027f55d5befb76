import { createUnionFind, type UnionFind } from '../core/union-find.ts';
import { widenIntegers } from '../core/widen.ts';
import { createIdIndex, type IdIndex } from './id-index.ts';

/**
 * How sure it is that an id names a person: 0 it was made up for a visitor, 1 the application seems to have given it,
 * 2 an event said so.
 */
export type Rank = 0 | 1 | 2;

/** Ids as numbers, in clusters that only grow. A join costs the same however large the two clusters are. */
export type IdGraph = {
  /** The number of an id that was added, else null. */
  find(key: string): number | null;
  add(key: string, name: string, rank: Rank): number;
  nameOf(node: number): string;
  rankOf(node: number): Rank;
  /** Raises the rank of an id; never lowers it. */
  raise(node: number, rank: Rank): void;
  rootOf(node: number): number;
  size(root: number): number;
  /** Joins two clusters by `event`; false when they were one already. */
  join(a: number, b: number, event: number): boolean;
  /** The ids of a cluster in order of first sight. */
  members(root: number): readonly number[];
  /** The id of highest rank in a cluster, the first one seen among several. */
  labelOf(root: number): number;
  connectedBy(a: number, b: number): number | null;
  /** Bits of the model's own that a cluster carries; those of two clusters add up when they are joined. */
  marks(root: number): number;
  mark(root: number, bits: number): void;
  /** Bits of the model's own that an id carries. */
  notes(node: number): number;
  note(node: number, bits: number): void;
  fork(): IdGraph;
};

/**
 * Ids by number, and what else is known of them side by side in `cells`, so that a look touches one place in memory.
 * The members of a cluster are a circle, so that joining two takes one step.
 */
type State = {
  readonly keys: string[];
  readonly names: string[];
  readonly index: IdIndex;
  readonly sets: UnionFind;
  cells: Int32Array;
};

const width = 8;
const [rankAt, notesAt, labelAt, marksAt, nextAt] = [0, 1, 2, 3, 4] as const;

const emptyState = (): State => {
  const keys: string[] = [];
  return { keys, names: [], index: createIdIndex(keys), sets: createUnionFind(), cells: new Int32Array(0) };
};

const rankOfNumber = (number: number): Rank => (number === 2 ? 2 : number === 1 ? 1 : 0);

export const createIdGraph = (state: State = emptyState()): IdGraph => {
  const { keys, names, index, sets } = state;
  let { cells } = state;
  const numberAt = (node: number, field: number): number => cells[node * width + field] ?? 0;
  const rankOf = (node: number): Rank => rankOfNumber(numberAt(node, rankAt));
  const labelOf = (root: number): number => numberAt(root, labelAt);

  const better = (a: number, b: number): number => {
    const difference = numberAt(b, rankAt) - numberAt(a, rankAt);
    return difference > 0 || (difference === 0 && b < a) ? b : a;
  };

  return {
    find: (key) => {
      const node = index.find(key);
      return node < 0 ? null : node;
    },
    add: (key, name, rank) => {
      const node = sets.add();
      index.add(key, node);
      names.push(name);
      cells = widenIntegers(cells, (node + 1) * width);
      cells[node * width + rankAt] = rank;
      cells[node * width + labelAt] = node;
      cells[node * width + nextAt] = node;
      return node;
    },
    nameOf: (node) => names[node] ?? '',
    rankOf,
    labelOf,
    raise: (node, rank) => {
      if (rank <= numberAt(node, rankAt)) return;
      cells[node * width + rankAt] = rank;
      const root = sets.find(node);
      cells[root * width + labelAt] = better(labelOf(root), node);
    },
    rootOf: sets.find,
    size: sets.sizeOf,
    join: (a, b, event) => {
      const left = sets.find(a);
      const right = sets.find(b);
      if (left === right) return false;
      const root = sets.unite(left, right, event);
      const other = root === left ? right : left;
      const next = numberAt(root, nextAt);
      cells[root * width + labelAt] = better(labelOf(root), labelOf(other));
      cells[root * width + marksAt] = numberAt(root, marksAt) | numberAt(other, marksAt);
      cells[root * width + nextAt] = numberAt(other, nextAt);
      cells[other * width + nextAt] = next;
      return true;
    },
    members: (root) => {
      const list = [root];
      for (let node = numberAt(root, nextAt); node !== root; node = numberAt(node, nextAt)) list.push(node);
      return list.sort((a, b) => a - b);
    },
    connectedBy: sets.connectedBy,
    marks: (root) => numberAt(root, marksAt),
    mark: (root, bits) => {
      cells[root * width + marksAt] = numberAt(root, marksAt) | bits;
    },
    notes: (node) => numberAt(node, notesAt),
    note: (node, bits) => {
      cells[node * width + notesAt] = numberAt(node, notesAt) | bits;
    },
    fork: () => {
      const copy = keys.slice();
      return createIdGraph({ keys: copy, names: names.slice(), index: index.fork(copy), sets: sets.fork(), cells: cells.slice() });
    },
  };
};
