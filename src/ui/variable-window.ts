/** Where each of a list's lines of differing height begins, in pixels; one more entry than lines, the last is the end. */
export type Offsets = Float64Array;

export const offsetsOf = (heights: readonly number[]): Offsets => {
  const offsets = new Float64Array(heights.length + 1);
  for (let place = 0; place < heights.length; place++) offsets[place + 1] = (offsets[place] ?? 0) + (heights[place] ?? 0);
  return offsets;
};

/** The last line that begins at or above `y`. */
const lineAt = (offsets: Offsets, y: number): number => {
  let low = 0;
  let high = offsets.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((offsets[middle] ?? 0) <= y) low = middle;
    else high = middle - 1;
  }
  return low;
};

/** Pixels above and below what is seen, so that scrolling by a few lines shows no gap. */
const marginPx = 200;

/** Lines to draw, `from` inclusive, `to` exclusive, of which `top` to `bottom` is in sight, in the list's own pixels. */
export const linesWithin = (offsets: Offsets, top: number, bottom: number): { readonly from: number; readonly to: number } => {
  const lines = offsets.length - 1;
  const end = offsets[lines] ?? 0;
  if (lines === 0 || bottom + marginPx <= 0 || top - marginPx >= end) return { from: 0, to: 0 };
  return { from: lineAt(offsets, top - marginPx), to: lineAt(offsets, bottom + marginPx) + 1 };
};
