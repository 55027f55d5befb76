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
  readonly devices: Map<string, number>;
  readonly users: Map<string, number>;
  readonly deviceNames: string[];
  readonly own: number[];
  readonly last: number[];
  readonly lastAt: number[];
  readonly contested: Set<number>;
  /** By account. Its devices are a chain of cells. */
  readonly userNames: (string | null)[];
  readonly counted: number[];
  readonly event: number[];
  readonly firstCell: number[];
  readonly lastCell: number[];
  readonly cellDevice: number[];
  readonly nextCell: number[];
  /** Pairs of device and account beyond a device's first one. */
  readonly pairs: Set<number>;
  readonly firstAccount: number[];
};

const emptyState = (): State => ({
  devices: new Map(),
  users: new Map(),
  deviceNames: [],
  own: [],
  last: [],
  lastAt: [],
  contested: new Set(),
  userNames: [],
  counted: [],
  event: [],
  firstCell: [],
  lastCell: [],
  cellDevice: [],
  nextCell: [],
  pairs: new Set(),
  firstAccount: [],
});

const orNull = (value: number | undefined): number | null => (value === undefined || value === none ? null : value);

export const createAmplitudeAccounts = (state: State = emptyState()): AmplitudeAccounts => {
  const { devices, users, deviceNames, own, last, lastAt, contested, userNames, counted, event } = state;
  const { firstCell, lastCell, cellDevice, nextCell, pairs, firstAccount } = state;

  const add = (name: string | null): number => {
    const account = userNames.length;
    userNames.push(name);
    counted.push(account);
    event.push(none);
    firstCell.push(none);
    lastCell.push(none);
    return account;
  };

  const isListed = (account: number, device: number): boolean => {
    const first = firstAccount[device] ?? none;
    return first === account || (first !== none && pairs.has(device * pairing + account));
  };

  const list = (account: number, device: number): boolean => {
    if (isListed(account, device)) return false;
    if ((firstAccount[device] ?? none) === none) firstAccount[device] = account;
    else pairs.add(device * pairing + account);
    const cell = cellDevice.length;
    cellDevice.push(device);
    nextCell.push(none);
    const before = lastCell[account] ?? none;
    if (before === none) firstCell[account] = cell;
    else nextCell[before] = cell;
    lastCell[account] = cell;
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
      const known = devices.get(key);
      if (known !== undefined) return known;
      const device = deviceNames.length;
      devices.set(key, device);
      deviceNames.push(name);
      own.push(none);
      last.push(none);
      lastAt.push(Number.NEGATIVE_INFINITY);
      firstAccount.push(none);
      return device;
    },
    ofUser: (key) => users.get(key) ?? null,
    ofDevice: (device) => orNull(own[device]),
    lastUser: (device) => orNull(last[device]),
    lastUserAt: (device) => lastAt[device] ?? Number.NEGATIVE_INFINITY,
    addAnonymous: (device) => {
      const account = add(null);
      own[device] = account;
      list(account, device);
      return account;
    },
    addUser: (key, name) => {
      const account = add(name);
      users.set(key, account);
      return account;
    },
    takeOver: (account, key, name, index) => {
      users.set(key, account);
      userNames[account] = name;
      event[account] = index;
    },
    merge: (account, into, index) => {
      counted[account] = into;
      event[account] = index;
    },
    countedAs: (account) => counted[account] ?? account,
    setLastUser: (device, account, at) => {
      last[device] = account;
      noteTime(device, at);
    },
    linkedBy: (account) => orNull(event[account]),
    userOf: (account) => userNames[account] ?? null,
    firstDevice: (account) => {
      const cell = firstCell[account] ?? none;
      return cell === none ? null : deviceName(cellDevice[cell] ?? none);
    },
    devicesOf: (account) => {
      const found: string[] = [];
      for (let cell = firstCell[account] ?? none; cell !== none; cell = nextCell[cell] ?? none)
        found.push(deviceName(cellDevice[cell] ?? none));
      return found;
    },
    contest: (device) => {
      contested.add(device);
    },
    isContested: (device) => contested.has(device),
    fork: () =>
      createAmplitudeAccounts({
        devices: new Map(devices),
        users: new Map(users),
        deviceNames: deviceNames.slice(),
        own: own.slice(),
        last: last.slice(),
        lastAt: lastAt.slice(),
        contested: new Set(contested),
        userNames: userNames.slice(),
        counted: counted.slice(),
        event: event.slice(),
        firstCell: firstCell.slice(),
        lastCell: lastCell.slice(),
        cellDevice: cellDevice.slice(),
        nextCell: nextCell.slice(),
        pairs: new Set(pairs),
        firstAccount: firstAccount.slice(),
      }),
  };
};
