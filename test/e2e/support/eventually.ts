/** Waits `ms` of real time: for what the product itself waits for, never as a substitute for a condition. */
export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Calls `read` until it returns without throwing and is neither null, undefined nor false; returns that value.
 * When `ms` have passed, fails with what the last try said.
 */
export async function eventually<T>(
  what: string,
  read: () => Promise<T | null | undefined | false> | T | null | undefined | false,
  ms = 40_000,
): Promise<T> {
  const end = Date.now() + ms;
  let last = 'no answer yet';
  for (;;) {
    try {
      const value = await read();
      if (value !== null && value !== undefined && value !== false) return value;
      last = `got ${String(value)}`;
    } catch (error) {
      last = error instanceof Error ? error.message : String(error);
    }
    if (Date.now() > end) throw new Error(`Waited ${ms} ms in vain for ${what}: ${last}`);
    await pause(60);
  }
}
