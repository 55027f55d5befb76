/** Time as a dependency, so that what waits can be tested without waiting. */
export type Clock = {
  /** Epoch milliseconds. */
  now(): number;
  /** Runs `job` once after `ms`. Returns a function that calls it off. */
  after(ms: number, job: () => void): () => void;
};

export const systemClock: Clock = {
  now: () => Date.now(),
  after: (ms, job) => {
    const timer = setTimeout(job, ms);
    return () => clearTimeout(timer);
  },
};
