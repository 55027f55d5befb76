import { createUnionFind, type UnionFind } from '../core/union-find.ts';

export type Identifier = { readonly type: string; readonly value: string; readonly key: string };

/** Segment's identity graph: identifiers as numbers, profiles as sets of them with what limits count. */
export type UnifyGraph = {
  /** The number of an identifier that is mapped to a profile, else null. */
  find(identifier: Identifier): number | null;
  /** Maps a new identifier to a profile of its own; `at` is the time to keep for limits with a window, null for none. */
  add(identifier: Identifier, at: number | null): number;
  nameOf(node: number): string;
  rootOf(node: number): number;
  join(a: number, b: number, event: number): void;
  countOf(root: number, type: string): number;
  countsOf(root: number): ReadonlyMap<string, number>;
  /** How many values of a type a profile got after `since`, of those whose time was kept. */
  countSince(root: number, type: string, since: number): number;
  mappings(root: number): number;
  merges(root: number): number;
  noteMerges(root: number, count: number): void;
  members(root: number): readonly number[];
  /** The first user id of a profile, else its first identifier. */
  labelNode(root: number): number;
  isUser(node: number): boolean;
  connectedBy(a: number, b: number): number | null;
  fork(): UnifyGraph;
};

type ProfileState = {
  readonly members: readonly number[];
  readonly counts: ReadonlyMap<string, number>;
  readonly times: ReadonlyMap<string, readonly number[]>;
  readonly merges: number;
  readonly label: number;
};

type State = {
  readonly nodes: Map<string, Map<string, number>>;
  readonly names: string[];
  readonly users: boolean[];
  readonly sets: UnionFind;
  /** By root. The values are never changed in place, so copies share them. */
  readonly profiles: (ProfileState | undefined)[];
};

const noTimes: ReadonlyMap<string, readonly number[]> = new Map();
const noProfile: ProfileState = { members: [], counts: new Map(), times: noTimes, merges: 0, label: 0 };

const joinedTimes = (a: ProfileState['times'], b: ProfileState['times']): ProfileState['times'] => {
  if (b.size === 0) return a;
  if (a.size === 0) return b;
  const both = new Map(a);
  for (const [type, times] of b) both.set(type, [...(both.get(type) ?? []), ...times]);
  return both;
};

/** Identifier types whose values are known ids. */
const userType = 'user_id';

const labelled = (a: number, b: number, users: readonly boolean[]): number => {
  if (users[a] !== users[b]) return users[a] ? a : b;
  return Math.min(a, b);
};

const emptyState = (): State => ({ nodes: new Map(), names: [], users: [], sets: createUnionFind(), profiles: [] });

export const createUnifyGraph = (state: State = emptyState()): UnifyGraph => {
  const { nodes, names, users, sets, profiles } = state;
  const profileOf = (root: number): ProfileState => profiles[root] ?? noProfile;

  /** The counts of profiles with one identifier, shared by all that have the same type. */
  const ones = new Map<string, ReadonlyMap<string, number>>();
  const countOfOne = (type: string): ReadonlyMap<string, number> => {
    const known = ones.get(type) ?? new Map([[type, 1]]);
    ones.set(type, known);
    return known;
  };

  return {
    find: ({ type, key }) => nodes.get(type)?.get(key) ?? null,
    add: ({ type, value, key }, at) => {
      const node = sets.add();
      const ofType = nodes.get(type);
      if (ofType === undefined) nodes.set(type, new Map([[key, node]]));
      else ofType.set(key, node);
      names.push(`${type}=${value}`);
      users.push(type === userType);
      const times = at === null ? noTimes : new Map([[type, [at]]]);
      profiles.push({ members: [node], counts: countOfOne(type), times, merges: 0, label: node });
      return node;
    },
    nameOf: (node) => names[node] ?? '',
    rootOf: sets.find,
    join: (a, b, event) => {
      const left = sets.find(a);
      const right = sets.find(b);
      if (left === right) return;
      const one = profileOf(left);
      const other = profileOf(right);
      const counts = new Map(one.counts);
      for (const [type, count] of other.counts) counts.set(type, (counts.get(type) ?? 0) + count);
      const root = sets.unite(left, right, event);
      profiles[root === left ? right : left] = undefined;
      profiles[root] = {
        members: [...one.members, ...other.members].sort((x, y) => x - y),
        counts,
        times: joinedTimes(one.times, other.times),
        merges: one.merges + other.merges,
        label: labelled(one.label, other.label, users),
      };
    },
    countOf: (root, type) => profileOf(root).counts.get(type) ?? 0,
    countsOf: (root) => profileOf(root).counts,
    countSince: (root, type, since) => {
      let count = 0;
      for (const at of profileOf(root).times.get(type) ?? []) if (at > since) count += 1;
      return count;
    },
    mappings: (root) => profileOf(root).members.length,
    merges: (root) => profileOf(root).merges,
    noteMerges: (root, count) => {
      const profile = profileOf(root);
      profiles[root] = { ...profile, merges: profile.merges + count };
    },
    members: (root) => profileOf(root).members,
    labelNode: (root) => profileOf(root).label,
    isUser: (node) => users[node] ?? false,
    connectedBy: sets.connectedBy,
    fork: () =>
      createUnifyGraph({
        nodes: new Map([...nodes].map(([type, ofType]) => [type, new Map(ofType)])),
        names: names.slice(),
        users: users.slice(),
        sets: sets.fork(),
        profiles: profiles.slice(),
      }),
  };
};
