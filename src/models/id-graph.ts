import { createUnionFind, type UnionFind } from '../core/union-find.ts';
import { createIdIndex, type IdIndex } from './id-index.ts';
import { createIdNames, type IdNames } from './id-names.ts';

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
 * Ids by number; what is known of them stands with their set, so that a look touches one place in memory.
 * The members of a cluster are a circle, so that joining two takes one step.
 */
type State = {
  readonly keys: string[];
  readonly names: IdNames;
  readonly index: IdIndex;
  readonly sets: UnionFind;
};

/** The five places a set has room for. */
const [rankAt, notesAt, labelAt, marksAt, nextAt] = [0, 1, 2, 3, 4] as const;

const emptyState = (): State => {
  const keys: string[] = [];
  return { keys, names: createIdNames(keys), index: createIdIndex(keys), sets: createUnionFind() };
};

const rankOfNumber = (number: number): Rank => (number === 2 ? 2 : number === 1 ? 1 : 0);

export const createIdGraph = (state: State = emptyState()): IdGraph => {
  const { keys, names, index, sets } = state;
  const { held, hold } = sets;
  const rankOf = (node: number): Rank => rankOfNumber(held(node, rankAt));
  const labelOf = (root: number): number => held(root, labelAt);

  const better = (a: number, b: number): number => {
    const difference = held(b, rankAt) - held(a, rankAt);
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
      names.add(node, key, name);
      hold(node, rankAt, rank);
      hold(node, labelAt, node);
      hold(node, nextAt, node);
      return node;
    },
    nameOf: names.nameOf,
    rankOf,
    labelOf,
    raise: (node, rank) => {
      if (rank <= held(node, rankAt)) return;
      hold(node, rankAt, rank);
      const root = sets.find(node);
      hold(root, labelAt, better(labelOf(root), node));
    },
    rootOf: sets.find,
    size: sets.sizeOf,
    join: (a, b, event) => {
      const left = sets.find(a);
      const right = sets.find(b);
      if (left === right) return false;
      const root = sets.unite(left, right, event);
      const other = root === left ? right : left;
      const next = held(root, nextAt);
      hold(root, labelAt, better(labelOf(root), labelOf(other)));
      hold(root, marksAt, held(root, marksAt) | held(other, marksAt));
      hold(root, nextAt, held(other, nextAt));
      hold(other, nextAt, next);
      return true;
    },
    members: (root) => {
      const list = [root];
      for (let node = held(root, nextAt); node !== root; node = held(node, nextAt)) list.push(node);
      return list.sort((a, b) => a - b);
    },
    connectedBy: sets.connectedBy,
    marks: (root) => held(root, marksAt),
    mark: (root, bits) => hold(root, marksAt, held(root, marksAt) | bits),
    notes: (node) => held(node, notesAt),
    note: (node, bits) => hold(node, notesAt, held(node, notesAt) | bits),
    fork: () => {
      const copy = keys.slice();
      return createIdGraph({ keys: copy, names: names.fork(copy), index: index.fork(copy), sets: sets.fork() });
    },
  };
};
