import type { ViewRow } from '../messages/view.ts';

/** One anonymous id's life, in row indices, or a stretch of it: a lane that rests gives its column away. `column` counts from the left. */
export type Lane = {
  readonly id: string;
  readonly column: number;
  readonly from: number;
  /** Last row it had a part in. */
  readonly to: number;
  /** `parked`: its column was needed while it rested; it may return as another lane. */
  readonly end: 'reset' | 'replaced' | 'parked' | 'open';
  /** It was there before, and rested. */
  readonly returned: boolean;
  /** The row whose event merged the id into a profile, where it had been merged before this lane its first row; null when none did. */
  readonly joined: number | null;
};

/** Whether a row is the call that ends an anonymous id's life. */
export const isReset = (row: ViewRow): boolean => row.kind === 'call' && row.title === 'reset';

type Growing = { -readonly [Key in keyof Lane]: Lane[Key] };

/** Whose anonymous id it is: a project's on a device. `lane` is its last one, -1 for none; `open` while nothing ended it. */
type Holder = { readonly device: string; readonly vendor: string | null; readonly project: string; lane: number; open: boolean };

/** Assigns lanes row by row. `fork` gives an independent copy that knows the lanes so far. */
export type LaneKeeper = {
  readonly lanes: readonly Lane[];
  columns(): number;
  /** The lane of the next row; -1 when it has none. */
  take(row: ViewRow, at: number): number;
  fork(): LaneKeeper;
};

type State = {
  readonly lanes: Growing[];
  readonly holders: Holder[];
  /** Lane in each column, -1 for none. */
  readonly columns: number[];
};

const keep = ({ lanes, holders, columns }: State, most: number): LaneKeeper => {
  // Holders are few: looking through them costs less than a key for each row.
  const holderOf = ({ device, vendor }: ViewRow, project: string): Holder => {
    for (const holder of holders) {
      if (holder.project === project && holder.vendor === vendor && holder.device === device) return holder;
    }
    const holder = { device, vendor, project, lane: -1, open: false };
    holders.push(holder);
    return holder;
  };

  const leave = (column: number, end: Lane['end']): void => {
    const lane = lanes[columns[column] ?? -1];
    if (lane !== undefined) lane.end = end;
    columns[column] = -1;
  };

  const close = (holder: Holder, end: Lane['end']): void => {
    holder.open = false;
    const lane = lanes[holder.lane];
    if (lane === undefined) return;
    if (columns[lane.column] === holder.lane) leave(lane.column, end);
    else lane.end = end;
  };

  /** The leftmost free column; when all are taken, that of the lane that has rested longest. */
  const freeColumn = (): number => {
    const free = columns.indexOf(-1);
    if (free >= 0) return free;
    if (columns.length < most) return columns.push(-1) - 1;
    let longest = 0;
    for (let column = 1; column < columns.length; column++) {
      if ((lanes[columns[column] ?? -1]?.to ?? 0) < (lanes[columns[longest] ?? -1]?.to ?? 0)) longest = column;
    }
    leave(longest, 'parked');
    return longest;
  };

  const open = (holder: Holder, id: string, at: number, earlier: Lane | null): void => {
    const column = freeColumn();
    const lane: Growing = {
      id,
      column,
      from: at,
      to: at,
      end: 'open',
      returned: earlier !== null,
      joined: earlier === null || earlier.joined === null ? null : at,
    };
    holder.lane = lanes.push(lane) - 1;
    holder.open = true;
    columns[column] = holder.lane;
  };

  const stand = (holder: Holder, row: ViewRow, at: number): number => {
    const lane = lanes[holder.lane];
    if (lane === undefined) return -1;
    lane.to = at;
    if (row.merge === 'merged') lane.joined ??= at;
    return holder.lane;
  };

  return {
    lanes,
    columns: () => columns.length,
    take: (row, at) => {
      if (row.project === null) return -1;
      const resets = isReset(row);
      const id = row.ids?.anonymousId ?? null;
      if (!resets && (id === null || row.slot === null)) return -1;
      const holder = holderOf(row, row.project);
      const own = holder.open ? (lanes[holder.lane] ?? null) : null;
      if (resets && own === null) return -1;
      const stays = own !== null && (resets || own.id === id);
      if (!stays && own !== null) close(holder, 'replaced');
      // A lane that lost its column while it rested comes back in another one.
      if (!stays) open(holder, id ?? '', at, null);
      else if (columns[own.column] !== holder.lane) open(holder, own.id, at, own);
      const lane = stand(holder, row, at);
      if (resets) close(holder, 'reset');
      return lane;
    },
    fork: () =>
      keep(
        {
          lanes: lanes.map((lane, index) => (columns[lane.column] === index || lane.end === 'parked' ? { ...lane } : lane)),
          holders: holders.map((holder) => ({ ...holder })),
          columns: [...columns],
        },
        most,
      ),
  };
};

/** A keeper of lanes in at most `most` columns that has seen nothing yet. */
export const startLanes = (most: number): LaneKeeper => keep({ lanes: [], holders: [], columns: [] }, most);
