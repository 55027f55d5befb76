import type { ViewRow } from '../messages/view.ts';
import { commonPrefix } from './common-prefix.ts';
import { type Lane, type LaneKeeper, startLanes } from './rail-lanes.ts';

export { isReset, type Lane } from './rail-lanes.ts';

export type Rail = {
  /** In order of `from`. */
  readonly lanes: readonly Lane[];
  /** Lane of each row, -1 for rows without an anonymous id. */
  readonly laneOf: Int32Array;
  readonly columns: number;
};

/** More columns than this are too narrow for an eye: the lane that has rested longest makes room. */
export const maxColumns = 16;

/** Rows after which the state is kept, so that a change near the end costs no walk through all. */
const checkpointRows = 2048;

/**
 * Makes rails of a growing list of rows: of each list anew only what differs from the one before. What it returned before
 * must not be read any more.
 */
export const startRail = (): ((rows: readonly ViewRow[]) => Rail) => {
  let before: readonly ViewRow[] = [];
  let laneOf = new Int32Array(1024);
  let keeper: LaneKeeper = startLanes(maxColumns);
  let checkpoints: { readonly at: number; readonly kept: LaneKeeper }[] = [{ at: 0, kept: keeper.fork() }];

  return (rows) => {
    const same = commonPrefix(before, rows);
    let from = before.length;
    if (same < before.length) {
      checkpoints = checkpoints.filter(({ at }) => at <= same);
      const last = checkpoints.at(-1) ?? { at: 0, kept: startLanes(maxColumns) };
      keeper = last.kept.fork();
      from = last.at;
    }
    if (laneOf.length < rows.length) {
      const larger = new Int32Array(rows.length * 2);
      larger.set(laneOf.subarray(0, from));
      laneOf = larger;
    }
    for (let at = from; at < rows.length; at++) {
      if (at > (checkpoints.at(-1)?.at ?? 0) && at % checkpointRows === 0) checkpoints.push({ at, kept: keeper.fork() });
      const row = rows[at];
      laneOf[at] = row === undefined ? -1 : keeper.take(row, at);
    }
    before = rows;
    return { lanes: keeper.lanes, laneOf: laneOf.subarray(0, rows.length), columns: keeper.columns() };
  };
};

/** Lanes like a commit graph's: an id takes the leftmost free column, and frees it when a reset or another id ends it. */
export const railOf = (rows: readonly ViewRow[]): Rail => startRail()(rows);

/** Lanes that pass through the rows from `from` to `to`, both inclusive. */
export const lanesWithin = (rail: Rail, from: number, to: number): readonly Lane[] =>
  rail.lanes.filter((lane) => lane.from <= to && lane.to >= from);
