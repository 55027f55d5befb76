import type { ViewRow } from '../messages/view.ts';

/**
 * What stands in the timeline, top to bottom: a number ≥ 0 is the row of that index, a number < 0 a heading
 * "this document goes on" before row `-n - 1`. Plain numbers, because there may be 100,000.
 */
export type TimelineItems = readonly number[];

export const headingBefore = (row: number): number => -row - 1;
export const isHeading = (item: number): boolean => item < 0;
export const rowIndexOf = (item: number): number => (item < 0 ? -item - 1 : item);

/** Items of the rows that `keep` keeps. A document's own row is its heading; a heading is added when the story returns to it. */
export const timelineItems = (rows: readonly ViewRow[], keep: (row: ViewRow) => boolean): TimelineItems => {
  const items: number[] = [];
  let document: string | null = null;
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index];
    if (row === undefined || !keep(row)) continue;
    if (row.document !== document && row.kind !== 'document') items.push(headingBefore(index));
    document = row.document;
    items.push(index);
  }
  return items;
};
