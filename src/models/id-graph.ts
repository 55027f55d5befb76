import { createUnionFind, type UnionFind } from '../core/union-find.ts';

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

const none = -1;

type State = {
  readonly nodes: Map<string, number>;
  readonly names: string[];
  readonly ranks: Rank[];
  readonly notes: number[];
  readonly sets: UnionFind;
  /** The rest by root. Members are a chain, so that joining two takes one step. */
  readonly sizes: number[];
  readonly labels: number[];
  readonly marks: number[];
  readonly first: number[];
  readonly last: number[];
  readonly next: number[];
};

const emptyState = (): State => ({
  nodes: new Map(),
  names: [],
  ranks: [],
  notes: [],
  sets: createUnionFind(),
  sizes: [],
  labels: [],
  marks: [],
  first: [],
  last: [],
  next: [],
});

export const createIdGraph = (state: State = emptyState()): IdGraph => {
  const { nodes, names, ranks, notes, sets, sizes, labels, marks, first, last, next } = state;
  const rankOf = (node: number): Rank => ranks[node] ?? 0;

  const better = (a: number, b: number): number => {
    const difference = rankOf(b) - rankOf(a);
    return difference > 0 || (difference === 0 && b < a) ? b : a;
  };

  return {
    find: (key) => nodes.get(key) ?? null,
    add: (key, name, rank) => {
      const node = sets.add();
      nodes.set(key, node);
      names.push(name);
      ranks.push(rank);
      notes.push(0);
      sizes.push(1);
      labels.push(node);
      marks.push(0);
      first.push(node);
      last.push(node);
      next.push(none);
      return node;
    },
    nameOf: (node) => names[node] ?? '',
    rankOf,
    raise: (node, rank) => {
      if (rank <= rankOf(node)) return;
      ranks[node] = rank;
      const root = sets.find(node);
      labels[root] = better(labels[root] ?? root, node);
    },
    rootOf: sets.find,
    size: (root) => sizes[root] ?? 1,
    join: (a, b, event) => {
      const left = sets.find(a);
      const right = sets.find(b);
      if (left === right) return false;
      const root = sets.unite(left, right, event);
      const other = root === left ? right : left;
      sizes[root] = (sizes[root] ?? 1) + (sizes[other] ?? 1);
      labels[root] = better(labels[root] ?? root, labels[other] ?? other);
      marks[root] = (marks[root] ?? 0) | (marks[other] ?? 0);
      next[last[root] ?? root] = first[other] ?? other;
      last[root] = last[other] ?? other;
      return true;
    },
    members: (root) => {
      const list: number[] = [];
      for (let node = first[root] ?? none; node !== none; node = next[node] ?? none) list.push(node);
      return list.sort((a, b) => a - b);
    },
    labelOf: (root) => labels[root] ?? root,
    connectedBy: sets.connectedBy,
    marks: (root) => marks[root] ?? 0,
    mark: (root, bits) => {
      marks[root] = (marks[root] ?? 0) | bits;
    },
    notes: (node) => notes[node] ?? 0,
    note: (node, bits) => {
      notes[node] = (notes[node] ?? 0) | bits;
    },
    fork: () =>
      createIdGraph({
        nodes: new Map(nodes),
        names: names.slice(),
        ranks: ranks.slice(),
        notes: notes.slice(),
        sets: sets.fork(),
        sizes: sizes.slice(),
        labels: labels.slice(),
        marks: marks.slice(),
        first: first.slice(),
        last: last.slice(),
        next: next.slice(),
      }),
  };
};
