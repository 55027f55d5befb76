const smallest = 64;

/** The cells, or a copy of them with room for `length` and as much again, where they are too few. */
export const widenIntegers = (cells: Int32Array, length: number): Int32Array => {
  if (length <= cells.length) return cells;
  const wider = new Int32Array(Math.max(smallest, 2 * length));
  wider.set(cells);
  return wider;
};

export const widenDoubles = (cells: Float64Array, length: number): Float64Array => {
  if (length <= cells.length) return cells;
  const wider = new Float64Array(Math.max(smallest, 2 * length));
  wider.set(cells);
  return wider;
};
