/** A row of the bench: what was measured, against what, and whether the target was met. */
export type Row = {
  readonly id: string;
  readonly value: number;
  readonly unit: string;
  /** The physical floor or ceiling, measured in the same run. */
  readonly reference?: { readonly what: string; readonly value: number };
  readonly ratio?: number;
  readonly target: string;
  readonly met: boolean;
};

export const round = (value: number, digits = 3): number => Number(value.toPrecision(digits));

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
};

/** Nanoseconds of processor time that `work` takes: the same whatever else the machine does. Good to a microsecond. */
export const timed = (work: () => void): number => {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) * 1000;
};

/** Collects garbage, so that what one measurement left does not burden the next. Node must run with --expose-gc. */
export const settle = (): void => {
  const { gc } = globalThis as { gc?: () => void };
  if (gc === undefined) throw new Error('the bench needs node --expose-gc');
  gc();
};

/** Bytes held, in the heap and in typed arrays. */
export const heldBytes = (): number => {
  // What typed arrays held is given back after a collection, and known at the next.
  settle();
  settle();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
};
