const running = new Set<Promise<unknown>>();
const read = Response.prototype.arrayBuffer;

/** What is packed or unpacked is read from a response; this is the one place that knows when that is over. */
Response.prototype.arrayBuffer = function counted(): Promise<ArrayBuffer> {
  const reading = read.call(this);
  running.add(reading);
  const over = (): void => {
    running.delete(reading);
  };
  reading.then(over, over);
  return reading;
};

/** Compression runs beside this thread and takes as long as the machine lets it: whether any of it is still under way. */
export const isPacking = (): boolean => running.size > 0;

/** Resolves when everything that was being packed or unpacked is. */
export const packed = async (): Promise<void> => {
  while (isPacking()) await Promise.allSettled([...running]);
};
