import type { Guard } from '../guard.ts';
import { wrapMethod } from '../instrument.ts';
import { ownValue, reading, upper } from '../intrinsics.ts';
import type { Sending, Settle, Wire } from '../wire.ts';
import { addressOf, headerPairs } from './address.ts';
import { isPlainPromise } from './plain-promise.ts';

export const watchFetch = (page: Window & typeof globalThis, guard: Guard, wire: Wire): void => {
  const { Request, Response } = page;
  const asking = <Value>(name: string): ((self: object) => Value) => reading<Value>(Request.prototype, name);
  const methodOf = asking<string>('method');
  const urlOf = asking<string>('url');
  const headersOf = asking<Headers>('headers');
  const statusOf = reading<number>(Response.prototype, 'status');
  // `init` may be an object of the page's own class: data properties are read, accessors are not.
  const describe = (input: unknown, init: unknown): Omit<Sending, 'transport'> => {
    const asked = input instanceof Request ? input : null;
    const method = ownValue(init, 'method') ?? (asked && methodOf(asked));
    return {
      url: asked ? urlOf(asked) : addressOf(input),
      method: typeof method === 'string' ? upper(method) : 'GET',
      headers: headerPairs(ownValue(init, 'headers') ?? (asked && headersOf(asked))),
      body: ownValue(init, 'body') ?? (asked && methodOf(asked) !== 'GET' ? asked : null),
    };
  };
  const seen = async (answer: Promise<unknown>, settle: Settle): Promise<unknown> => {
    try {
      const response = await answer;
      // No status: an answer that may not be looked into.
      guard(() => settle(statusOf(response as Response) || undefined));
      return response;
    } catch (error) {
      guard(() => settle(0));
      throw error;
    }
  };
  wrapMethod<Settle>(page, 'fetch', guard, {
    before: (_self, args) => wire.sending({ transport: 'fetch', ...describe(args[0], args[1]) }),
    // Nobody handles a rejection of the promise the page gets but the page: an uncaught one is announced as ever.
    instead: (settle, result) => (isPlainPromise(result) ? seen(result, settle) : settle(undefined)),
  });
};
