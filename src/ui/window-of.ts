export const rowHeightPx = 24;

/** The column names stick to the top of the list. */
export const headHeightPx = 22;

/** Rows kept above and below what is visible, so that scrolling by a few lines shows no gap. */
const marginRows = 5;

export type VisibleWindow = { readonly from: number; readonly to: number };

/** Items to draw: `from` inclusive, `to` exclusive. Sizes in CSS pixels. */
export const windowOf = (scrollTop: number, height: number, items: number): VisibleWindow => {
  const first = Math.floor(scrollTop / rowHeightPx);
  const last = Math.ceil((scrollTop + height) / rowHeightPx);
  return { from: Math.max(0, Math.min(items, first - marginRows)), to: Math.min(items, last + marginRows) };
};

/** Where to scroll so that an item is wholly visible; the same place when it is already. */
export const scrollToShow = (item: number, scrollTop: number, height: number): number => {
  const top = item * rowHeightPx;
  if (top < scrollTop) return top;
  const bottom = top + rowHeightPx;
  return bottom > scrollTop + height ? bottom - height : scrollTop;
};

/** Where to scroll so that the last item is at the bottom. */
export const endOf = (height: number, items: number): number => Math.max(0, items * rowHeightPx - height);

/** Whether the end of the list is in sight, within a row. */
export const atEnd = (scrollTop: number, height: number, items: number): boolean => scrollTop + height >= (items - 1) * rowHeightPx;
