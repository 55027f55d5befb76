import type { ViewRow } from '../messages/view.ts';
import { commonPrefix } from './common-prefix.ts';

/**
 * What stands in the timeline, top to bottom: a number ≥ 0 is the row of that index, a number < 0 a heading
 * "this document goes on" before row `-n - 1`. Plain numbers, because there may be 100,000.
 */
export type TimelineItems = readonly number[];

export const headingBefore = (row: number): number => -row - 1;
export const isHeading = (item: number): boolean => item < 0;
export const rowIndexOf = (item: number): number => (item < 0 ? -item - 1 : item);

type Keep = (row: ViewRow) => boolean;

/** The first place in `items` of a row at or behind `row`. */
const placeOfRow = (items: TimelineItems, row: number): number => {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rowIndexOf(items[middle] ?? 0) < row) low = middle + 1;
    else high = middle;
  }
  return low;
};

/**
 * Makes the items of a growing list of rows: of each list anew only what differs from the one before, as long as the same
 * `keep` decides. A document's own row is its heading; a heading is added when the story returns to it.
 */
export const startTimelineItems = (): ((rows: readonly ViewRow[], keep: Keep) => TimelineItems) => {
  let before: readonly ViewRow[] = [];
  let keptBy: Keep | null = null;
  let items: readonly number[] = [];
  return (rows, keep) => {
    const same = keep === keptBy ? commonPrefix(before, rows) : 0;
    const next = items.slice(0, placeOfRow(items, same));
    const last = next.at(-1);
    let document = last === undefined ? null : (rows[rowIndexOf(last)]?.document ?? null);
    for (let index = same; index < rows.length; index++) {
      const row = rows[index];
      if (row === undefined || !keep(row)) continue;
      if (row.document !== document && row.kind !== 'document') next.push(headingBefore(index));
      document = row.document;
      next.push(index);
    }
    before = rows;
    keptBy = keep;
    items = next;
    return next;
  };
};

/** Items of the rows that `keep` keeps. */
export const timelineItems = (rows: readonly ViewRow[], keep: Keep): TimelineItems => startTimelineItems()(rows, keep);
