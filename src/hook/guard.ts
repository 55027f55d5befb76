import { ErrorOf, RangeErrorOf } from './intrinsics.ts';

/**
 * Runs the hook's own code so that the page never meets one of its errors. The first error switches the hook
 * off: every wrapper then only passes calls through. Where a page has used up the stack it is not the hook that failed.
 */
export type Guard = {
  <T>(work: () => T): T | undefined;
  off: () => boolean;
  switchOff: () => void;
  /** A call of an SDK went by unobserved. Said to nobody once nobody listens. */
  missed: () => void;
};

/** Firefox has a kind of its own for it. */
const isExhaustion = (error: unknown): boolean =>
  error instanceof RangeErrorOf || (error instanceof ErrorOf && error.name === 'InternalError');

export const createGuard = (onError: (why: string) => void, onMissed: () => void = () => {}): Guard => {
  let off = false;
  let alone = false;
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
    try {
      if (!alone) onMissed();
    } catch {
      // The stack is used up here, too.
    }
  };
  return guard;
};
