import type { Guard } from '../guard.ts';
import type { Around, Arounds } from '../instrument.ts';
import { ownValue, upper } from '../intrinsics.ts';
import type { Natives } from '../natives.ts';
import type { Sending, Settle, Wire } from '../wire.ts';
import type { Addresses } from './address.ts';
import { isPlainPromise } from './plain-promise.ts';

export const fetchArounds = (guard: Guard, wire: Wire, { addressOf, headerPairs }: Addresses, { kind, member }: Natives): Arounds => {
  const RequestOf = kind('Request');
  const methodOf = member<string>('Request', 'method');
  const urlOf = member<string>('Request', 'url');
  const headersOf = member<Headers>('Request', 'headers');
  const statusOf = member<number>('Response', 'status');
  // `init` may be an object of the page's own class: data properties are read, accessors are not.
  const describe = (input: unknown, init: unknown): Omit<Sending, 'transport'> => {
    const asked = input instanceof RequestOf ? input : null;
    const method = ownValue(init, 'method') ?? (asked && methodOf(asked));
    return {
      url: asked ? (urlOf(asked) ?? '') : addressOf(input),
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
  const fetch: Around<Settle> = {
    before: (_self, args) => wire.sending({ transport: 'fetch', ...describe(args[0], args[1]) }),
    // Nobody handles a rejection of the promise the page gets but the page: an uncaught one is announced as ever.
    instead: (settle, result) => (isPlainPromise(result) ? seen(result, settle) : settle(undefined)),
  };
  return { fetch };
};
