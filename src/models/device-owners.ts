/** Users and the devices they own, as numbers: each device has at most one owner, and names are kept once. */
export type DeviceOwners = {
  /** The number of a user or device, given out at first sight. */
  user(key: string, name: string): number;
  device(key: string, name: string): number;
  nameOf(node: number): string;
  isUser(node: number): boolean;
  ownerOf(node: number): number | null;
  /** The event that linked the device, and its client time (infinite when it had none). */
  linkedBy(device: number): number;
  linkedAt(device: number): number;
  own(device: number, user: number, event: number, at: number | null): void;
  /** Lowers the time of a link that was made again by an event with an earlier time. */
  noteTime(device: number, at: number | null): void;
  contest(device: number): void;
  isContested(device: number): boolean;
  /** A user with its devices in the order they were linked; a device alone. */
  idsOf(node: number): readonly string[];
  fork(): DeviceOwners;
};

const isUserMark = -2;
const nobody = -1;

/** Lists by node. A user's devices are a chain from `firstOwned` over `nextOwned`: nothing is made for each user, and copies are cheap. */
type State = {
  readonly users: Map<string, number>;
  readonly devices: Map<string, number>;
  readonly names: string[];
  /** Of a device: its owner or `nobody`; of a user: `isUserMark`. */
  readonly owner: number[];
  readonly event: number[];
  readonly at: number[];
  readonly firstOwned: number[];
  readonly lastOwned: number[];
  readonly nextOwned: number[];
  readonly contested: Set<number>;
};

const emptyState = (): State => ({
  users: new Map(),
  devices: new Map(),
  names: [],
  owner: [],
  event: [],
  at: [],
  firstOwned: [],
  lastOwned: [],
  nextOwned: [],
  contested: new Set(),
});

export const createDeviceOwners = (state: State = emptyState()): DeviceOwners => {
  const { users, devices, names, owner, event, at, firstOwned, lastOwned, nextOwned, contested } = state;

  const nodeIn = (nodes: Map<string, number>, key: string, name: string, mark: number): number => {
    const known = nodes.get(key);
    if (known !== undefined) return known;
    const node = names.length;
    nodes.set(key, node);
    names.push(name);
    owner.push(mark);
    event.push(-1);
    at.push(Number.POSITIVE_INFINITY);
    firstOwned.push(nobody);
    lastOwned.push(nobody);
    nextOwned.push(nobody);
    return node;
  };

  const nameOf = (node: number): string => names[node] ?? '';

  const ownedBy = (user: number): number[] => {
    const list: number[] = [];
    for (let device = firstOwned[user] ?? nobody; device !== nobody; device = nextOwned[device] ?? nobody) list.push(device);
    return list;
  };

  const append = (user: number, device: number): void => {
    const last = lastOwned[user] ?? nobody;
    if (last === nobody) firstOwned[user] = device;
    else nextOwned[last] = device;
    lastOwned[user] = device;
    nextOwned[device] = nobody;
  };

  const release = (user: number, device: number): void => {
    const others = ownedBy(user).filter((other) => other !== device);
    firstOwned[user] = nobody;
    lastOwned[user] = nobody;
    for (const other of others) append(user, other);
  };

  return {
    nameOf,
    user: (key, name) => nodeIn(users, key, name, isUserMark),
    device: (key, name) => nodeIn(devices, key, name, nobody),
    isUser: (node) => owner[node] === isUserMark,
    ownerOf: (node) => {
      const found = owner[node] ?? nobody;
      return found >= 0 ? found : null;
    },
    linkedBy: (device) => event[device] ?? -1,
    linkedAt: (device) => at[device] ?? Number.POSITIVE_INFINITY,
    own: (device, user, index, time) => {
      const before = owner[device] ?? nobody;
      if (before >= 0) release(before, device);
      owner[device] = user;
      event[device] = index;
      at[device] = time ?? Number.POSITIVE_INFINITY;
      append(user, device);
    },
    noteTime: (device, time) => {
      if (time !== null && time < (at[device] ?? Number.POSITIVE_INFINITY)) at[device] = time;
    },
    contest: (device) => {
      contested.add(device);
    },
    isContested: (device) => contested.has(device),
    idsOf: (node) => [nameOf(node), ...ownedBy(node).map(nameOf)],
    fork: () =>
      createDeviceOwners({
        users: new Map(users),
        devices: new Map(devices),
        names: names.slice(),
        owner: owner.slice(),
        event: event.slice(),
        at: at.slice(),
        firstOwned: firstOwned.slice(),
        lastOwned: lastOwned.slice(),
        nextOwned: nextOwned.slice(),
        contested: new Set(contested),
      }),
  };
};
