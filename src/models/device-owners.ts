import { widenIntegers } from '../core/widen.ts';
import { createIdIndex, type IdIndex } from './id-index.ts';

/** Users and the devices they own, as numbers: each device has at most one owner, and names are kept once. */
export type DeviceOwners = {
  /** The number of a user or device, given out at first sight. Names of devices stand behind `prefix`. */
  user(key: string, name: string): number;
  device(key: string, name: string, prefix?: string): number;
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
const never = Number.POSITIVE_INFINITY;

/**
 * What is known of a node side by side in `cells`: its owner (`nobody`, or `isUserMark` where it is a user), the event that linked
 * it, its place in the chain of its user's devices, and, as a double, the client time of the link. Nothing is made for each user,
 * copies are cheap, and a look touches one place in memory.
 */
type State = {
  readonly keys: string[];
  readonly users: IdIndex;
  readonly devices: IdIndex;
  readonly names: string[];
  cells: Int32Array;
  readonly contested: Set<number>;
};

const width = 8;
const [ownerAt, eventAt, firstOwned, lastOwned, nextOwned] = [0, 1, 2, 3, 4] as const;
/** In doubles, which are two cells wide. */
const [doubles, timeAt] = [width / 2, 3] as const;

const emptyState = (): State => {
  const keys: string[] = [];
  const [users, devices] = [createIdIndex(keys), createIdIndex(keys)];
  return { keys, users, devices, names: [], cells: new Int32Array(0), contested: new Set() };
};

export const createDeviceOwners = (state: State = emptyState()): DeviceOwners => {
  const { keys, users, devices, names, contested } = state;
  let { cells } = state;
  let times = new Float64Array(cells.buffer);
  const numberAt = (node: number, field: number): number => cells[node * width + field] ?? nobody;

  const addTo = (nodes: IdIndex, key: string, name: string, mark: number): number => {
    const node = names.length;
    nodes.add(key, node);
    names.push(name);
    cells = widenIntegers(cells, (node + 1) * width);
    if (times.buffer !== cells.buffer) times = new Float64Array(cells.buffer);
    cells.fill(nobody, node * width, (node + 1) * width);
    cells[node * width + ownerAt] = mark;
    times[node * doubles + timeAt] = never;
    return node;
  };

  const nameOf = (node: number): string => names[node] ?? '';
  const linkedAt = (device: number): number => times[device * doubles + timeAt] ?? never;

  const setAt = (node: number, field: number, value: number): void => {
    cells[node * width + field] = value;
  };

  const ownedBy = (user: number): number[] => {
    const list: number[] = [];
    for (let device = numberAt(user, firstOwned); device !== nobody; device = numberAt(device, nextOwned)) list.push(device);
    return list;
  };

  const append = (user: number, device: number): void => {
    const last = numberAt(user, lastOwned);
    if (last === nobody) setAt(user, firstOwned, device);
    else setAt(last, nextOwned, device);
    setAt(user, lastOwned, device);
    setAt(device, nextOwned, nobody);
  };

  const release = (user: number, device: number): void => {
    const others = ownedBy(user).filter((other) => other !== device);
    setAt(user, firstOwned, nobody);
    setAt(user, lastOwned, nobody);
    for (const other of others) append(user, other);
  };

  return {
    nameOf,
    linkedAt,
    user: (key, name) => {
      const known = users.find(key);
      return known < 0 ? addTo(users, key, name, isUserMark) : known;
    },
    device: (key, name, prefix = '') => {
      const known = devices.find(key);
      return known < 0 ? addTo(devices, key, prefix + name, nobody) : known;
    },
    isUser: (node) => numberAt(node, ownerAt) === isUserMark,
    ownerOf: (node) => {
      const found = numberAt(node, ownerAt);
      return found >= 0 ? found : null;
    },
    linkedBy: (device) => numberAt(device, eventAt),
    own: (device, user, index, time) => {
      const before = numberAt(device, ownerAt);
      if (before >= 0) release(before, device);
      setAt(device, ownerAt, user);
      setAt(device, eventAt, index);
      times[device * doubles + timeAt] = time ?? never;
      append(user, device);
    },
    noteTime: (device, time) => {
      if (time !== null && time < linkedAt(device)) times[device * doubles + timeAt] = time;
    },
    contest: (device) => {
      contested.add(device);
    },
    isContested: (device) => contested.has(device),
    idsOf: (node) => [nameOf(node), ...ownedBy(node).map(nameOf)],
    fork: () => {
      const copy = keys.slice();
      return createDeviceOwners({
        keys: copy,
        users: users.fork(copy),
        devices: devices.fork(copy),
        names: names.slice(),
        cells: cells.slice(),
        contested: new Set(contested),
      });
    },
  };
};
