/** A box to be placed: `span` columns wide, `height` pixels tall. */
export type Parcel = { readonly span: number; readonly height: number };
export type Spot = { readonly column: number; readonly y: number };

/**
 * Places boxes in columns one after the other, each where it stands highest, then leftmost. The same boxes always stand in
 * the same places, and what comes later moves nothing. A span wider than there are columns counts as all of them.
 */
export const pack = (
  parcels: readonly Parcel[],
  columns: number,
  gap: number,
): { readonly spots: readonly Spot[]; readonly height: number } => {
  const filled = new Array<number>(columns).fill(0);
  const spots = parcels.map(({ span, height }): Spot => {
    const width = Math.min(span, columns);
    let best = { column: 0, y: Number.POSITIVE_INFINITY };
    for (let column = 0; column + width <= columns; column++) {
      const y = Math.max(...filled.slice(column, column + width));
      if (y < best.y) best = { column, y };
    }
    filled.fill(best.y + height + gap, best.column, best.column + width);
    return best;
  });
  return { spots, height: Math.max(0, ...filled.map((end) => end - gap)) };
};
