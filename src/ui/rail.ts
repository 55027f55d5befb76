import type { ViewRow } from '../messages/view.ts';

/** One anonymous id's life, in row indices. `column` counts from the left. */
export type Lane = {
  readonly id: string;
  readonly column: number;
  readonly from: number;
  /** Last row it had a part in. */
  readonly to: number;
  readonly end: 'reset' | 'replaced' | 'open';
};

export type Rail = {
  /** In order of `from`. */
  readonly lanes: readonly Lane[];
  /** Lane of each row, -1 for rows without an anonymous id. */
  readonly laneOf: Int32Array;
  readonly columns: number;
};

/** More columns than this say nothing to an eye: later lanes share the last one. */
export const maxColumns = 6;

type Growing = { id: string; column: number; from: number; to: number; end: Lane['end'] };

/** Whose anonymous id it is: a project's on a device. `lane` is the open one, -1 for none. */
type Holder = { readonly device: string; readonly vendor: string | null; readonly project: string; lane: number };

/** Whether a row is the call that ends an anonymous id's life. */
export const isReset = (row: ViewRow): boolean => row.kind === 'call' && row.title === 'reset';

/** Lanes like a commit graph's: an id takes the leftmost free column, and frees it when a reset or another id ends it. */
export const railOf = (rows: readonly ViewRow[]): Rail => {
  const lanes: Growing[] = [];
  const laneOf = new Int32Array(rows.length).fill(-1);
  const holders: Holder[] = [];
  const taken: boolean[] = [];
  let columns = 0;

  // Holders are few: looking through them costs less than a key for each row.
  const holderOf = ({ device, vendor }: ViewRow, project: string): Holder => {
    for (const holder of holders) {
      if (holder.project === project && holder.vendor === vendor && holder.device === device) return holder;
    }
    const holder = { device, vendor, project, lane: -1 };
    holders.push(holder);
    return holder;
  };
  const close = (holder: Holder, end: Lane['end']): void => {
    const lane = lanes[holder.lane];
    holder.lane = -1;
    if (lane === undefined) return;
    lane.end = end;
    taken[lane.column] = false;
  };
  const open = (holder: Holder, id: string, at: number): void => {
    const free = taken.indexOf(false);
    const column = free < 0 ? Math.min(taken.length, maxColumns - 1) : free;
    taken[column] = true;
    columns = Math.max(columns, column + 1);
    holder.lane = lanes.push({ id, column, from: at, to: at, end: 'open' }) - 1;
  };
  const stand = (holder: Holder, at: number): void => {
    laneOf[at] = holder.lane;
    const lane = lanes[holder.lane];
    if (lane !== undefined) lane.to = at;
  };

  for (let at = 0; at < rows.length; at++) {
    const row = rows[at];
    if (row === undefined || row.project === null) continue;
    if (isReset(row)) {
      const holder = holderOf(row, row.project);
      stand(holder, at);
      close(holder, 'reset');
      continue;
    }
    const id = row.ids?.anonymousId ?? null;
    if (id === null || row.slot === null) continue;
    const holder = holderOf(row, row.project);
    if (lanes[holder.lane]?.id !== id) {
      close(holder, 'replaced');
      open(holder, id, at);
    }
    stand(holder, at);
  }
  return { lanes, laneOf, columns };
};

/** Lanes that pass through the rows from `from` to `to`, both inclusive. */
export const lanesWithin = (rail: Rail, from: number, to: number): readonly Lane[] =>
  rail.lanes.filter((lane) => lane.from <= to && lane.to >= from);
