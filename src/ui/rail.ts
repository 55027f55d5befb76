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

/** Whether a row is the call that ends an anonymous id's life. */
export const isReset = (row: ViewRow): boolean => row.kind === 'call' && row.title === 'reset';

/** Lanes like a commit graph's: an id takes the leftmost free column, and frees it when a reset or another id ends it. */
export const railOf = (rows: readonly ViewRow[]): Rail => {
  const lanes: Growing[] = [];
  const laneOf = new Int32Array(rows.length).fill(-1);
  const openOf = new Map<string, number>();
  const taken: boolean[] = [];
  let columns = 0;

  const free = (lane: Growing): void => {
    taken[lane.column] = false;
  };
  const open = (id: string, at: number): number => {
    let column = taken.indexOf(false);
    if (column < 0) column = Math.min(taken.length, maxColumns - 1);
    taken[column] = true;
    columns = Math.max(columns, column + 1);
    lanes.push({ id, column, from: at, to: at, end: 'open' });
    return lanes.length - 1;
  };

  for (let at = 0; at < rows.length; at++) {
    const row = rows[at];
    if (row === undefined || row.project === null) continue;
    const holder = `${row.device}\n${row.vendor}\n${row.project}`;
    const current = openOf.get(holder);
    const lane = current === undefined ? undefined : lanes[current];
    if (isReset(row)) {
      if (lane === undefined || current === undefined) continue;
      lane.to = at;
      lane.end = 'reset';
      laneOf[at] = current;
      free(lane);
      openOf.delete(holder);
      continue;
    }
    const id = row.ids?.anonymousId ?? null;
    if (id === null || row.slot === null) continue;
    if (lane !== undefined && current !== undefined && lane.id === id) {
      lane.to = at;
      laneOf[at] = current;
      continue;
    }
    if (lane !== undefined) {
      lane.end = 'replaced';
      free(lane);
    }
    const opened = open(id, at);
    openOf.set(holder, opened);
    laneOf[at] = opened;
  }
  return { lanes, laneOf, columns };
};

/** Lanes that pass through the rows from `from` to `to`, both inclusive. */
export const lanesWithin = (rail: Rail, from: number, to: number): readonly Lane[] =>
  rail.lanes.filter((lane) => lane.from <= to && lane.to >= from);
