import { widenDoubles, widenIntegers } from '../core/widen.ts';
import { createIdIndex, type IdIndex } from './id-index.ts';

/** Ids and what they stand for: an alias points to one id for ever, and events count for the id at the end of the chain. */
export type AliasTable = {
  node(key: string, name: string, known: boolean): number;
  nameOf(node: number): string;
  isKnown(node: number): boolean;
  hasTarget(node: number): boolean;
  /** The id that `node` stands for at `time` (epoch ms); aliases that take effect later are not followed. */
  resolve(node: number, time: number): number;
  /** The latest moment at which an alias on the way from `node` was made; minus infinity when none was. */
  newest(node: number): number;
  /** Makes `alias`, with all that stands for it, stand for `target` from `effective` on. `made` is when it was called. */
  point(alias: number, target: number, moments: { readonly made: number; readonly effective: number }, event: number): void;
  madeBy(alias: number): number;
  /** The id itself and every id that ever stood for it, in the order they came. */
  idsOf(node: number): readonly number[];
  fork(): AliasTable;
};

const none = -1;

type State = {
  readonly keys: string[];
  readonly nodes: IdIndex;
  readonly names: string[];
  /** By node: what it stands for, the event that said so, the chain of cells that hold what stands for it, and whether it is known. */
  node: Int32Array;
  /** By node: when its alias was made, and from when on it counts. */
  times: Float64Array;
  /** By cell: an id, and the next cell. */
  cell: Int32Array;
  cells: number;
};

const width = 8;
const [targetAt, eventAt, firstCellAt, lastCellAt, knownAt] = [0, 1, 2, 3, 4] as const;

const emptyState = (): State => {
  const keys: string[] = [];
  const [node, cell] = [new Int32Array(0), new Int32Array(0)];
  return { keys, nodes: createIdIndex(keys), names: [], node, times: new Float64Array(0), cell, cells: 0 };
};

export const createAliasTable = (state: State = emptyState()): AliasTable => {
  const { keys, nodes, names } = state;
  let { node: nodeCells, times, cell: chain, cells: chained } = state;
  const numberAt = (node: number, field: number): number => nodeCells[node * width + field] ?? none;
  const targetOf = (node: number): number => numberAt(node, targetAt);

  const standingFor = (node: number): readonly number[] => {
    const list: number[] = [];
    for (let cell = numberAt(node, firstCellAt); cell !== none; cell = chain[2 * cell + 1] ?? none) list.push(chain[2 * cell] ?? none);
    return list;
  };

  const append = (to: number, node: number): void => {
    const cell = chained;
    chained += 1;
    chain = widenIntegers(chain, 2 * chained);
    chain[2 * cell] = node;
    chain[2 * cell + 1] = none;
    const last = numberAt(to, lastCellAt);
    if (last === none) nodeCells[to * width + firstCellAt] = cell;
    else chain[2 * last + 1] = cell;
    nodeCells[to * width + lastCellAt] = cell;
  };

  const end = (node: number): number => {
    let at = node;
    for (let next = targetOf(at); next !== none; next = targetOf(at)) at = next;
    return at;
  };

  return {
    node: (key, name, isKnown) => {
      const found = nodes.find(key);
      if (found >= 0) return found;
      const node = names.length;
      nodes.add(key, node);
      names.push(name);
      nodeCells = widenIntegers(nodeCells, (node + 1) * width);
      nodeCells.fill(none, node * width, (node + 1) * width);
      nodeCells[node * width + knownAt] = isKnown ? 1 : 0;
      times = widenDoubles(times, 2 * (node + 1));
      times.fill(Number.NEGATIVE_INFINITY, 2 * node, 2 * node + 2);
      return node;
    },
    nameOf: (node) => names[node] ?? '',
    isKnown: (node) => numberAt(node, knownAt) === 1,
    hasTarget: (node) => targetOf(node) !== none,
    resolve: (node, time) => {
      let at = node;
      for (let next = targetOf(at); next !== none && (times[2 * at + 1] ?? 0) <= time; next = targetOf(at)) at = next;
      return at;
    },
    newest: (node) => {
      let latest = Number.NEGATIVE_INFINITY;
      for (let at = node; targetOf(at) !== none; at = targetOf(at)) latest = Math.max(latest, times[2 * at] ?? latest);
      return latest;
    },
    point: (alias, to, moments, index) => {
      nodeCells[alias * width + targetAt] = to;
      nodeCells[alias * width + eventAt] = index;
      times[2 * alias] = moments.made;
      times[2 * alias + 1] = moments.effective;
      const canonical = end(to);
      append(canonical, alias);
      for (const node of standingFor(alias)) append(canonical, node);
    },
    madeBy: (alias) => numberAt(alias, eventAt),
    idsOf: (node) => [node, ...standingFor(node)],
    fork: () => {
      const copy = keys.slice();
      return createAliasTable({
        keys: copy,
        nodes: nodes.fork(copy),
        names: names.slice(),
        node: nodeCells.slice(),
        times: times.slice(),
        cell: chain.slice(),
        cells: chained,
      });
    },
  };
};
