import { ErrorOf, RangeErrorOf } from './intrinsics.ts';

/**
 * Runs the hook's own code so that the page never meets one of its errors. The first error switches the hook
 * off: every wrapper then only passes calls through. Where a page has used up the stack it is not the hook that failed.
 */
export type Guard = {
  <T>(work: () => T): T | undefined;
  off: () => boolean;
  switchOff: () => void;
  /** A call of an SDK went by unobserved. It is counted at once: with the page's stack used up there may be no room to tell it. */
  missed: () => void;
  /** How many went by since this was last asked. None once nobody listens. */
  takeMissed: () => number;
};

/** Firefox has a kind of its own for it. */
const isExhaustion = (error: unknown): boolean =>
  error instanceof RangeErrorOf || (error instanceof ErrorOf && error.name === 'InternalError');

export const createGuard = (onError: (why: string) => void, onMissed: () => void = () => {}): Guard => {
  let off = false;
  let alone = false;
  let missed = 0;
  const guard: Guard = <T>(work: () => T): T | undefined => {
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
  guard.off = () => off;
  guard.switchOff = () => {
    off = true;
    alone = true;
  };
  guard.missed = () => {
    missed += 1;
    try {
      if (!alone) onMissed();
    } catch {
      // The stack is used up here, too.
    }
  };
  guard.takeMissed = () => {
    const count = alone ? 0 : missed;
    missed = 0;
    return count;
  };
  return guard;
};
