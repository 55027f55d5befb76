import { waitingMaxLength } from '../../messages/limits.ts';

/**
 * What pages say, one message a task: however much of it has arrived, a panel that asks meanwhile waits for one message and not for all.
 * The order is kept. What comes while nothing waits is done at once.
 */
export type Turns = {
  /** `length`: the characters that the job keeps until its turn. */
  add(job: () => void, length?: number): void;
  /** Whether so many characters more may wait. Pages ask, and tell what they leave out; what a tester asked for always waits. */
  hasRoom(length: number): boolean;
};

/** `later` runs a job in a task of its own, behind what has arrived by then. */
export const createTurns = (later: (job: () => void) => void, maxLength = waitingMaxLength): Turns => {
  let waiting: { readonly job: () => void; readonly length: number }[] = [];
  let at = 0;
  let held = 0;
  let busy = false;

  const run = (job: () => void): void => {
    busy = true;
    // First, so that a job that fails holds up nobody.
    later(next);
    job();
  };
  const next = (): void => {
    const first = waiting[at];
    if (first === undefined) {
      waiting = [];
      at = 0;
      busy = false;
      return;
    }
    held -= first.length;
    at += 1;
    // A flood without a pause must not keep what is done already.
    if (at > waiting.length / 2) {
      waiting = waiting.slice(at);
      at = 0;
    }
    run(first.job);
  };

  return {
    add: (job, length = 0) => {
      if (!busy) {
        run(job);
        return;
      }
      waiting.push({ job, length });
      held += length;
    },
    hasRoom: (length) => held === 0 || held + length <= maxLength,
  };
};
