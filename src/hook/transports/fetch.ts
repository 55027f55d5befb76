import type { Guard } from '../guard.ts';
import { wrapMethod } from '../instrument.ts';
import { onSettled, ownValue } from '../intrinsics.ts';
import type { Settle, Wire } from '../wire.ts';
import { headerPairs } from './headers.ts';

/** `init` may be an object of the page's own class: data properties are read, accessors are not. */
const option = (init: unknown, name: string): unknown => ownValue(init, name);

export const watchFetch = (page: Window & typeof globalThis, guard: Guard, wire: Wire): void => {
  const describe = (input: unknown, init: unknown): { url: string; method: string; headers: unknown; body: unknown } => {
    const asked = input instanceof page.Request ? input : null;
    const method = option(init, 'method') ?? asked?.method ?? 'GET';
    const headers = option(init, 'headers') ?? asked?.headers;
    const url = asked?.url ?? (typeof input === 'string' ? input : input instanceof page.URL ? input.href : '');
    return { url, method: typeof method === 'string' ? method.toUpperCase() : 'GET', headers, body: option(init, 'body') ?? asked?.body };
  };
  wrapMethod<Settle>(page, 'fetch', guard, {
    before(_self, [input, init]) {
      const { url, method, headers, body } = describe(input, init);
      return wire.sending({ transport: 'fetch', method, url, headers: headerPairs(headers), body });
    },
    after(settle, result, threw) {
      if (threw || !(result instanceof Promise)) return;
      // Listening on the page's own promise: for these few requests an uncaught rejection goes unannounced.
      onSettled(
        result,
        (response) =>
          guard(() => {
            const { status, type } = response as Response;
            if (type === 'opaque') settle.unconfirmed();
            else settle.status(type === 'opaqueredirect' ? 302 : status);
          }),
        () => guard(() => settle.refused()),
      );
    },
  });
};
