import { createUnionFind, type UnionFind } from '../core/union-find.ts';

/** Of an identifier: no profile has it; or several have it that must not be one. */
export const unseen = -1;
export const shared = -2;

type Uniques = ReadonlyMap<string, number>;

export type SnowplowIdentifier = { readonly type: string; readonly value: string; readonly unique: boolean };

/**
 * Snowplow's identity graph: identifiers and profiles as numbers. An identifier stands in one profile until a conflict
 * makes it a shared one, which stands in several; each is looked at in the same time however many these are.
 */
export type SnowplowGraph = {
  identifier(identifier: SnowplowIdentifier): number;
  nameOf(node: number): string;
  typeOf(node: number): string;
  /** The profile that has an identifier, `unseen` or `shared`. */
  holder(node: number): number;
  profile(): number;
  rootOf(profile: number): number;
  /** The unique identifiers of a profile by type. */
  uniquesOf(root: number): Uniques;
  has(root: number, node: number): boolean;
  /** Links an identifier to a profile; what another profile has already becomes shared. */
  link(profile: number, node: number, event: number): void;
  join(a: number, b: number, event: number): number;
  /** The identifiers of a profile in the order they were linked, each once. */
  members(root: number): readonly number[];
  /** The user id that was linked first, else the first identifier. */
  labelOf(root: number): number;
  isUser(node: number): boolean;
  /** The event by which an identifier and another one of the same profile had come together; null when one is not there. */
  connectedBy(root: number, one: number, other: number): number | null;
  /** The profile of identifiers that belong to nobody in particular: the same one for the same identifiers. It holds none of them. */
  nobody(nodes: readonly number[], event: number): number;
  fork(): SnowplowGraph;
};

/** The type of identifier that names a person. */
export const userType = 'user_id';

const none = -1;
const noUniques: Uniques = new Map();

type State = {
  /** By type, then by value. */
  readonly nodes: Map<string, Map<string, number>>;
  readonly names: string[];
  readonly types: string[];
  readonly unique: boolean[];
  readonly holders: number[];
  /** Which profiles have a shared identifier. */
  readonly pairs: Set<number>;
  readonly profiles: UnionFind;
  readonly nobodies: Map<string, number>;
  /** The rest by profile, valid for roots. Links are cells in a chain; the maps are never changed in place. */
  readonly uniques: Uniques[];
  readonly first: number[];
  readonly last: number[];
  readonly cellNode: number[];
  readonly cellProfile: number[];
  readonly cellEvent: number[];
  readonly nextCell: number[];
};

const emptyState = (): State => ({
  nodes: new Map(),
  names: [],
  types: [],
  unique: [],
  holders: [],
  pairs: new Set(),
  profiles: createUnionFind(),
  nobodies: new Map(),
  uniques: [],
  first: [],
  last: [],
  cellNode: [],
  cellProfile: [],
  cellEvent: [],
  nextCell: [],
});

/** More identifiers than memory can hold, so that a pair of numbers is one number. */
const pairBase = 2 ** 26;

export const createSnowplowGraph = (state: State = emptyState()): SnowplowGraph => {
  const { nodes, names, types, unique, holders, pairs, profiles, nobodies, uniques, first, last } = state;
  const { cellNode, cellProfile, cellEvent, nextCell } = state;
  const rootOf = profiles.find;
  const isUser = (node: number): boolean => types[node] === userType;
  const pair = (node: number, root: number): number => node * pairBase + root;

  const holder = (node: number): number => {
    const found = holders[node] ?? unseen;
    return found < 0 ? found : rootOf(found);
  };

  const has = (root: number, node: number): boolean => {
    const found = holder(node);
    return found === shared ? pairs.has(pair(node, root)) : found === root;
  };

  const addProfile = (): number => {
    const profile = profiles.add();
    uniques.push(noUniques);
    first.push(none);
    last.push(none);
    return profile;
  };

  const cellsOf = (root: number): readonly number[] => {
    const list: number[] = [];
    for (let cell = first[root] ?? none; cell !== none; cell = nextCell[cell] ?? none) list.push(cell);
    return list.sort((a, b) => a - b);
  };

  const members = (root: number): readonly number[] => [...new Set(cellsOf(root).map((cell) => cellNode[cell] ?? none))];

  const append = (root: number, profile: number, node: number, event: number): void => {
    const cell = cellNode.length;
    cellNode.push(node);
    cellProfile.push(profile);
    cellEvent.push(event);
    nextCell.push(none);
    const before = last[root] ?? none;
    if (before === none) first[root] = cell;
    else nextCell[before] = cell;
    last[root] = cell;
  };

  return {
    identifier: ({ type, value, unique: isUnique }) => {
      const ofType = nodes.get(type) ?? new Map<string, number>();
      const known = ofType.get(value);
      if (known !== undefined) return known;
      const node = names.length;
      ofType.set(value, node);
      nodes.set(type, ofType);
      names.push(value);
      types.push(type);
      unique.push(isUnique);
      holders.push(unseen);
      return node;
    },
    nameOf: (node) => names[node] ?? '',
    typeOf: (node) => types[node] ?? '',
    holder,
    profile: addProfile,
    rootOf,
    uniquesOf: (root) => uniques[root] ?? noUniques,
    has,
    link: (profile, node, event) => {
      const root = rootOf(profile);
      if (has(root, node)) return;
      const before = holder(node);
      if (before === unseen) holders[node] = root;
      else {
        if (before !== shared) pairs.add(pair(node, before));
        holders[node] = shared;
        pairs.add(pair(node, root));
      }
      if (unique[node]) uniques[root] = new Map(uniques[root]).set(types[node] ?? '', node);
      append(root, profile, node, event);
    },
    join: (a, b, event) => {
      const left = rootOf(a);
      const right = rootOf(b);
      if (left === right) return left;
      const root = profiles.unite(left, right, event);
      const other = root === left ? right : left;
      if ((uniques[other]?.size ?? 0) > 0) uniques[root] = new Map([...(uniques[other] ?? noUniques), ...(uniques[root] ?? noUniques)]);
      for (let cell = first[other] ?? none; cell !== none; cell = nextCell[cell] ?? none) {
        const node = cellNode[cell] ?? none;
        if (holders[node] === shared) pairs.add(pair(node, root));
      }
      const before = last[root] ?? none;
      if (before === none) first[root] = first[other] ?? none;
      else nextCell[before] = first[other] ?? none;
      if ((last[other] ?? none) !== none) last[root] = last[other] ?? none;
      return root;
    },
    members,
    labelOf: (root) => {
      const list = members(root);
      return list.find(isUser) ?? list[0] ?? none;
    },
    isUser,
    connectedBy: (root, one, other) => {
      const cells = cellsOf(root);
      const a = cells.find((cell) => cellNode[cell] === one);
      const b = cells.find((cell) => cellNode[cell] === other);
      if (a === undefined || b === undefined) return null;
      const between = profiles.connectedBy(cellProfile[a] ?? none, cellProfile[b] ?? none) ?? none;
      return Math.max(cellEvent[a] ?? none, cellEvent[b] ?? none, between);
    },
    nobody: (list, event) => {
      const sorted = list.toSorted((a, b) => a - b);
      const key = sorted.join();
      const known = nobodies.get(key);
      if (known !== undefined) return known;
      const profile = addProfile();
      nobodies.set(key, profile);
      for (const node of sorted) append(profile, profile, node, event);
      return profile;
    },
    fork: () =>
      createSnowplowGraph({
        nodes: new Map([...nodes].map(([type, ofType]) => [type, new Map(ofType)])),
        names: names.slice(),
        types: types.slice(),
        unique: unique.slice(),
        holders: holders.slice(),
        pairs: new Set(pairs),
        profiles: profiles.fork(),
        nobodies: new Map(nobodies),
        uniques: uniques.slice(),
        first: first.slice(),
        last: last.slice(),
        cellNode: cellNode.slice(),
        cellProfile: cellProfile.slice(),
        cellEvent: cellEvent.slice(),
        nextCell: nextCell.slice(),
      }),
  };
};
