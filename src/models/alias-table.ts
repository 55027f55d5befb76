import { widenIntegers } from '../core/widen.ts';
import { createIdIndex, type IdIndex } from './id-index.ts';
import { createIdNames, type IdNames } from './id-names.ts';

/** Ids and what they stand for: an alias points to one id for ever, and events count for the id at the end of the chain. */
export type AliasTable = {
  node(key: string, name: string, known: boolean): number;
  nameOf(node: number): string;
  isKnown(node: number): boolean;
  hasTarget(node: number): boolean;
  /** The first known id among the id itself and those that ever stood for it; the id itself when none is known. */
  labelOf(node: number): number;
  /** The id that `node` stands for by the aliases made up to `time` (epoch ms). */
  resolve(node: number, time: number): number;
  /** The latest moment at which an alias on the way from `node` was made; minus infinity when none was. */
  newest(node: number): number;
  /** Makes `alias`, with all that stands for it, stand for `target`. `made` is when (epoch ms). */
  point(alias: number, target: number, made: number, event: number): void;
  madeBy(alias: number): number;
  /** The id itself and every id that ever stood for it, in the order they came. */
  idsOf(node: number): readonly number[];
  fork(): AliasTable;
};

const none = -1;

type State = {
  readonly keys: string[];
  readonly nodes: IdIndex;
  readonly names: IdNames;
  /**
   * By node, side by side so that a look touches one place in memory: what it stands for, the event that said so, the chain of cells
   * that hold what stands for it, the first known id among it and those, and, as a double, when its alias was made.
   */
  node: Int32Array;
  count: number;
  /** By cell: an id, and the next cell. */
  cell: Int32Array;
  cells: number;
};

const width = 8;
const [targetAt, eventAt, firstCellAt, lastCellAt, labelAt] = [0, 1, 2, 3, 4] as const;
/** In doubles, which are two cells wide. */
const [doubles, madeAt] = [width / 2, 3] as const;

const emptyState = (): State => {
  const keys: string[] = [];
  const [node, cell] = [new Int32Array(0), new Int32Array(0)];
  return { keys, nodes: createIdIndex(keys), names: createIdNames(keys), node, count: 0, cell, cells: 0 };
};

export const createAliasTable = (state: State = emptyState()): AliasTable => {
  const { keys, nodes, names } = state;
  let { node: nodeCells, count, cell: chain, cells: chained } = state;
  let nodeDoubles = new Float64Array(nodeCells.buffer);
  const numberAt = (node: number, field: number): number => nodeCells[node * width + field] ?? none;
  const targetOf = (node: number): number => numberAt(node, targetAt);
  const madeOf = (alias: number): number => nodeDoubles[alias * doubles + madeAt] ?? Number.NEGATIVE_INFINITY;

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
    if (numberAt(to, labelAt) === none && numberAt(node, labelAt) === node) nodeCells[to * width + labelAt] = node;
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
      const node = count;
      count += 1;
      nodes.add(key, node);
      names.add(node, key, name);
      nodeCells = widenIntegers(nodeCells, count * width);
      if (nodeDoubles.buffer !== nodeCells.buffer) nodeDoubles = new Float64Array(nodeCells.buffer);
      nodeCells.fill(none, node * width, count * width);
      if (isKnown) nodeCells[node * width + labelAt] = node;
      return node;
    },
    nameOf: names.nameOf,
    isKnown: (node) => numberAt(node, labelAt) === node,
    labelOf: (node) => {
      const label = numberAt(node, labelAt);
      return label === none ? node : label;
    },
    hasTarget: (node) => targetOf(node) !== none,
    resolve: (node, time) => {
      let at = node;
      for (let next = targetOf(at); next !== none && madeOf(at) <= time; next = targetOf(at)) at = next;
      return at;
    },
    newest: (node) => {
      let latest = Number.NEGATIVE_INFINITY;
      for (let at = node; targetOf(at) !== none; at = targetOf(at)) latest = Math.max(latest, madeOf(at));
      return latest;
    },
    point: (alias, to, made, index) => {
      nodeCells[alias * width + targetAt] = to;
      nodeCells[alias * width + eventAt] = index;
      nodeDoubles[alias * doubles + madeAt] = made;
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
        names: names.fork(copy),
        node: nodeCells.slice(),
        count,
        cell: chain.slice(),
        cells: chained,
      });
    },
  };
};
