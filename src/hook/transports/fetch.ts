import type { Guard } from '../guard.ts';
import { wrapMethod } from '../instrument.ts';
import { ownValue, upper } from '../intrinsics.ts';
import type { Sending, Settle, Wire } from '../wire.ts';
import { addressOf, headerPairs } from './address.ts';
import { isPlainPromise } from './plain-promise.ts';

export const watchFetch = (page: Window & typeof globalThis, guard: Guard, wire: Wire): void => {
  // `init` may be an object of the page's own class: data properties are read, accessors are not.
  const describe = (input: unknown, init: unknown): Omit<Sending, 'transport'> => {
    const asked = input instanceof page.Request ? input : null;
    const method = ownValue(init, 'method') ?? asked?.method;
    return {
      url: asked?.url ?? addressOf(input),
      method: typeof method === 'string' ? upper(method) : 'GET',
      headers: headerPairs(ownValue(init, 'headers') ?? asked?.headers),
      body: ownValue(init, 'body') ?? (asked !== null && asked.method !== 'GET' ? asked : null),
    };
  };
  const seen = async (answer: Promise<unknown>, settle: Settle): Promise<unknown> => {
    try {
      const response = await answer;
      // No status: an answer that may not be looked into.
      guard(() => settle((response as Response).status || undefined));
      return response;
    } catch (error) {
      guard(() => settle(0));
      throw error;
    }
  };
  wrapMethod<Settle>(page, 'fetch', guard, {
    before: (_self, [input, init]) => wire.sending({ transport: 'fetch', ...describe(input, init) }),
    // Nobody handles a rejection of the promise the page gets but the page: an uncaught one is announced as ever.
    instead: (settle, result) => (isPlainPromise(result) ? seen(result, settle) : settle(undefined)),
  });
};
