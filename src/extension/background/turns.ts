/**
 * What pages say, one message a task: however much of it has arrived, a panel that asks meanwhile waits for one message and not for all.
 * The order is kept. What comes while nothing waits is done at once.
 */
export type Turns = (job: () => void) => void;

/** `later` runs a job in a task of its own, behind what has arrived by then. */
export const createTurns = (later: (job: () => void) => void): Turns => {
  let waiting: (() => void)[] = [];
  let at = 0;
  let busy = false;

  const run = (job: () => void): void => {
    busy = true;
    // First, so that a job that fails holds up nobody.
    later(next);
    job();
  };
  const next = (): void => {
    const job = waiting[at];
    at += 1;
    if (job !== undefined) {
      run(job);
      return;
    }
    waiting = [];
    at = 0;
    busy = false;
  };

  return (job) => {
    if (busy) waiting.push(job);
    else run(job);
  };
};
