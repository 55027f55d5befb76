/**
 * Runs the hook's own code so that the page never meets one of its errors. The first error switches the hook
 * off: every wrapper then only passes calls through.
 */
export type Guard = {
  <T>(work: () => T): T | undefined;
  readonly off: () => boolean;
  readonly switchOff: () => void;
};

export const createGuard = (onError: (why: string) => void): Guard => {
  let off = false;
  const run = <T>(work: () => T): T | undefined => {
    if (off) return undefined;
    try {
      return work();
    } catch (error) {
      off = true;
      try {
        onError(error instanceof Error ? error.message : 'unknown');
      } catch {
        // The hook is off already; there is nobody left to tell.
      }
      return undefined;
    }
  };
  return Object.assign(run, {
    off: () => off,
    switchOff: () => {
      off = true;
    },
  });
};
