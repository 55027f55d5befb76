import { widenDoubles, widenIntegers } from '../core/widen.ts';
import { createIdIndex, type IdIndex } from './id-index.ts';

/** Amplitude ids, and the users and devices they were given to. Everything is a number; names are kept once. */
export type AmplitudeAccounts = {
  /** The number of a device, given out at first sight. */
  device(key: string, name: string): number;
  deviceName(device: number): string;
  /** The Amplitude id of a user; null when the user was never seen. */
  ofUser(key: string): number | null;
  /** The Amplitude id made for the device before any user was on it; null when there was none. */
  ofDevice(device: number): number | null;
  /** The Amplitude id of the device's last user, and the client time of the latest event that said so. */
  lastUser(device: number): number | null;
  lastUserAt(device: number): number;
  /** A new Amplitude id for an anonymous device. */
  addAnonymous(device: number): number;
  addUser(key: string, name: string): number;
  /** Gives an anonymous Amplitude id to a user. */
  takeOver(account: number, key: string, name: string, event: number): void;
  /** Counts what is stored under `account` for `into`; again later for another one. */
  merge(account: number, into: number, event: number): void;
  countedAs(account: number): number;
  setLastUser(device: number, account: number, at: number | null): void;
  noteTime(device: number, at: number | null): void;
  /** Lists the device with the account; false when it was listed before. */
  list(account: number, device: number): boolean;
  /** The event that gave a user to the account or merged it; null when none did. */
  linkedBy(account: number): number | null;
  userOf(account: number): string | null;
  firstDevice(account: number): string | null;
  devicesOf(account: number): readonly string[];
  contest(device: number): void;
  isContested(device: number): boolean;
  fork(): AmplitudeAccounts;
};

const none = -1;
/** More devices or accounts than fit in memory: it packs a pair into one number. */
const pairing = 2 ** 26;

type State = {
  readonly deviceKeys: string[];
  readonly devices: IdIndex;
  readonly deviceNames: string[];
  /** By device: the account made for it, its last user, the first account it was listed with. */
  device: Int32Array;
  lastAt: Float64Array;
  readonly contested: Set<number>;
  /** By account; without a user an empty key that no index knows. */
  readonly userKeys: string[];
  readonly users: IdIndex;
  readonly userNames: (string | null)[];
  /** By account: what it counts as, the event that said so, and the chain of cells that hold its devices. */
  account: Int32Array;
  /** By cell: a device, and the next cell. */
  cell: Int32Array;
  cells: number;
  /** Pairs of device and account beyond a device's first one. */
  readonly pairs: Set<number>;
};

const width = 4;
const [ownAt, lastAccountAt, firstAccountAt] = [0, 1, 2] as const;
const [countedAt, eventAt, firstCellAt, lastCellAt] = [0, 1, 2, 3] as const;

const emptyState = (): State => {
  const [deviceKeys, userKeys]: [string[], string[]] = [[], []];
  return {
    deviceKeys,
    devices: createIdIndex(deviceKeys),
    deviceNames: [],
    device: new Int32Array(0),
    lastAt: new Float64Array(0),
    contested: new Set(),
    userKeys,
    users: createIdIndex(userKeys),
    userNames: [],
    account: new Int32Array(0),
    cell: new Int32Array(0),
    cells: 0,
    pairs: new Set(),
  };
};

const orNull = (value: number | undefined): number | null => (value === undefined || value === none ? null : value);

export const createAmplitudeAccounts = (state: State = emptyState()): AmplitudeAccounts => {
  const { deviceKeys, devices, deviceNames, contested, userKeys, users, userNames, pairs } = state;
  let { device: deviceCells, lastAt, account: accountCells, cell: chain, cells: chained } = state;
  const ofDevice = (device: number, field: number): number => deviceCells[device * width + field] ?? none;
  const ofAccount = (account: number, field: number): number => accountCells[account * width + field] ?? none;

  const add = (name: string | null): number => {
    const account = userNames.length;
    userNames.push(name);
    accountCells = widenIntegers(accountCells, (account + 1) * width);
    accountCells.fill(none, account * width, (account + 1) * width);
    accountCells[account * width + countedAt] = account;
    return account;
  };

  const isListed = (account: number, device: number): boolean => {
    const first = ofDevice(device, firstAccountAt);
    return first === account || (first !== none && pairs.has(device * pairing + account));
  };

  const list = (account: number, device: number): boolean => {
    if (isListed(account, device)) return false;
    if (ofDevice(device, firstAccountAt) === none) deviceCells[device * width + firstAccountAt] = account;
    else pairs.add(device * pairing + account);
    const cell = chained;
    chained += 1;
    chain = widenIntegers(chain, 2 * chained);
    chain[2 * cell] = device;
    chain[2 * cell + 1] = none;
    const before = ofAccount(account, lastCellAt);
    if (before === none) accountCells[account * width + firstCellAt] = cell;
    else chain[2 * before + 1] = cell;
    accountCells[account * width + lastCellAt] = cell;
    return true;
  };

  const noteTime = (device: number, at: number | null): void => {
    if (at !== null && at > (lastAt[device] ?? Number.NEGATIVE_INFINITY)) lastAt[device] = at;
  };

  const deviceName = (device: number): string => deviceNames[device] ?? '';

  return {
    list,
    noteTime,
    deviceName,
    device: (key, name) => {
      const known = devices.find(key);
      if (known >= 0) return known;
      const device = deviceNames.length;
      devices.add(key, device);
      deviceNames.push(name);
      deviceCells = widenIntegers(deviceCells, (device + 1) * width);
      deviceCells.fill(none, device * width, (device + 1) * width);
      lastAt = widenDoubles(lastAt, device + 1);
      lastAt[device] = Number.NEGATIVE_INFINITY;
      return device;
    },
    ofUser: (key) => orNull(users.find(key)),
    ofDevice: (device) => orNull(ofDevice(device, ownAt)),
    lastUser: (device) => orNull(ofDevice(device, lastAccountAt)),
    lastUserAt: (device) => lastAt[device] ?? Number.NEGATIVE_INFINITY,
    addAnonymous: (device) => {
      const account = add(null);
      deviceCells[device * width + ownAt] = account;
      list(account, device);
      return account;
    },
    addUser: (key, name) => {
      const account = add(name);
      users.add(key, account);
      return account;
    },
    takeOver: (account, key, name, index) => {
      users.add(key, account);
      userNames[account] = name;
      accountCells[account * width + eventAt] = index;
    },
    merge: (account, into, index) => {
      accountCells[account * width + countedAt] = into;
      accountCells[account * width + eventAt] = index;
    },
    countedAs: (account) => ofAccount(account, countedAt),
    setLastUser: (device, account, at) => {
      deviceCells[device * width + lastAccountAt] = account;
      noteTime(device, at);
    },
    linkedBy: (account) => orNull(ofAccount(account, eventAt)),
    userOf: (account) => userNames[account] ?? null,
    firstDevice: (account) => {
      const cell = ofAccount(account, firstCellAt);
      return cell === none ? null : deviceName(chain[2 * cell] ?? none);
    },
    devicesOf: (account) => {
      const found: string[] = [];
      for (let cell = ofAccount(account, firstCellAt); cell !== none; cell = chain[2 * cell + 1] ?? none)
        found.push(deviceName(chain[2 * cell] ?? none));
      return found;
    },
    contest: (device) => {
      contested.add(device);
    },
    isContested: (device) => contested.has(device),
    fork: () => {
      const [deviceKeysCopy, userKeysCopy] = [deviceKeys.slice(), userKeys.slice()];
      return createAmplitudeAccounts({
        deviceKeys: deviceKeysCopy,
        devices: devices.fork(deviceKeysCopy),
        deviceNames: deviceNames.slice(),
        device: deviceCells.slice(),
        lastAt: lastAt.slice(),
        contested: new Set(contested),
        userKeys: userKeysCopy,
        users: users.fork(userKeysCopy),
        userNames: userNames.slice(),
        account: accountCells.slice(),
        cell: chain.slice(),
        cells: chained,
        pairs: new Set(pairs),
      });
    },
  };
};
