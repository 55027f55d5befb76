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
  readonly nodes: Map<string, number>;
  readonly names: string[];
  readonly known: boolean[];
  readonly target: number[];
  readonly made: number[];
  readonly effective: number[];
  readonly event: number[];
  /** Ids that stand for a node, as a chain of cells. */
  readonly firstCell: number[];
  readonly lastCell: number[];
  readonly cellNode: number[];
  readonly nextCell: number[];
};

const emptyState = (): State => ({
  nodes: new Map(),
  names: [],
  known: [],
  target: [],
  made: [],
  effective: [],
  event: [],
  firstCell: [],
  lastCell: [],
  cellNode: [],
  nextCell: [],
});

export const createAliasTable = (state: State = emptyState()): AliasTable => {
  const { nodes, names, known, target, made, effective, event, firstCell, lastCell, cellNode, nextCell } = state;

  const standingFor = (node: number): readonly number[] => {
    const list: number[] = [];
    for (let cell = firstCell[node] ?? none; cell !== none; cell = nextCell[cell] ?? none) list.push(cellNode[cell] ?? none);
    return list;
  };

  const append = (to: number, node: number): void => {
    const cell = cellNode.length;
    cellNode.push(node);
    nextCell.push(none);
    const last = lastCell[to] ?? none;
    if (last === none) firstCell[to] = cell;
    else nextCell[last] = cell;
    lastCell[to] = cell;
  };

  const end = (node: number): number => {
    let at = node;
    for (let next = target[at] ?? none; next !== none; next = target[at] ?? none) at = next;
    return at;
  };

  return {
    node: (key, name, isKnown) => {
      const found = nodes.get(key);
      if (found !== undefined) return found;
      const node = names.length;
      nodes.set(key, node);
      names.push(name);
      known.push(isKnown);
      target.push(none);
      made.push(Number.NEGATIVE_INFINITY);
      effective.push(Number.NEGATIVE_INFINITY);
      event.push(none);
      firstCell.push(none);
      lastCell.push(none);
      return node;
    },
    nameOf: (node) => names[node] ?? '',
    isKnown: (node) => known[node] ?? false,
    hasTarget: (node) => (target[node] ?? none) !== none,
    resolve: (node, time) => {
      let at = node;
      for (let next = target[at] ?? none; next !== none && (effective[at] ?? 0) <= time; next = target[at] ?? none) at = next;
      return at;
    },
    newest: (node) => {
      let latest = Number.NEGATIVE_INFINITY;
      for (let at = node; (target[at] ?? none) !== none; at = target[at] ?? none) latest = Math.max(latest, made[at] ?? latest);
      return latest;
    },
    point: (alias, to, moments, index) => {
      target[alias] = to;
      made[alias] = moments.made;
      effective[alias] = moments.effective;
      event[alias] = index;
      const canonical = end(to);
      append(canonical, alias);
      for (const node of standingFor(alias)) append(canonical, node);
    },
    madeBy: (alias) => event[alias] ?? none,
    idsOf: (node) => [node, ...standingFor(node)],
    fork: () =>
      createAliasTable({
        nodes: new Map(nodes),
        names: names.slice(),
        known: known.slice(),
        target: target.slice(),
        made: made.slice(),
        effective: effective.slice(),
        event: event.slice(),
        firstCell: firstCell.slice(),
        lastCell: lastCell.slice(),
        cellNode: cellNode.slice(),
        nextCell: nextCell.slice(),
      }),
  };
};
