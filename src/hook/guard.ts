/**
 * Runs the hook's own code so that the page never meets one of its errors. The first error switches the hook
 * off: every wrapper then only passes calls through. Where a page has used up the stack it is not the hook that failed.
 */
export type Guard = {
  <T>(work: () => T): T | undefined;
  readonly off: () => boolean;
  readonly switchOff: () => void;
  /** A call of an SDK went by unobserved. Said to nobody once nobody listens. */
  readonly missed: () => void;
};

const ErrorOf = Error;
const RangeErrorOf = RangeError;
/** Firefox has a kind of its own for it. */
const isExhaustion = (error: unknown): boolean =>
  error instanceof RangeErrorOf || (error instanceof ErrorOf && error.name === 'InternalError');

export const createGuard = (onError: (why: string) => void, onMissed: () => void = () => {}): Guard => {
  let off = false;
  let alone = false;
  const run = <T>(work: () => T): T | undefined => {
    if (off) return undefined;
    try {
      return work();
    } catch (error) {
      try {
        if (isExhaustion(error)) return undefined;
        off = true;
        onError(error instanceof ErrorOf ? error.message : 'unknown');
      } catch {
        // The hook is off already, or the stack used up: there is nobody to tell.
      }
      return undefined;
    }
  };
  return Object.assign(run, {
    off: () => off,
    switchOff: () => {
      off = true;
      alone = true;
    },
    missed: () => {
      try {
        if (!alone) onMissed();
      } catch {
        // The stack is used up here, too.
      }
    },
  });
};
