import { firstOf, without } from './intrinsics.ts';

/** Calls seen on a stub, waiting for the library to carry them out. */
export type QueuedCalls = {
  add(call: string, vendor: string, method: string, args: string): void;
  /**
   * The queued call that a call with these arguments carries out, each at most once. The order is not asked:
   * Mixpanel replays alias first and track last, Segment replays method by method.
   */
  take(vendor: string, method: string, args: string): string | null;
};

export const createQueuedCalls = (): QueuedCalls => {
  let waiting: { readonly call: string; readonly key: string }[] = [];
  const keyOf = (vendor: string, method: string, args: string): string => `${vendor} ${method} ${args}`;
  return {
    add(call, vendor, method, args) {
      waiting[waiting.length] = { call, key: keyOf(vendor, method, args) };
    },
    take(vendor, method, args) {
      // Nothing waits where an SDK is there before its first call, as in a bundle.
      if (waiting.length === 0) return null;
      const key = keyOf(vendor, method, args);
      const found = firstOf(waiting, (queued) => queued.key === key);
      if (found === undefined) return null;
      waiting = without(waiting, found);
      return found.call;
    },
  };
};
