import type { Guard } from '../guard.ts';
import { wrapMethod } from '../instrument.ts';
import { listen, lower, reading, upper } from '../intrinsics.ts';
import { newWeakMap } from '../kinds.ts';
import type { Settle, Wire } from '../wire.ts';
import { addressOf } from './address.ts';

type Opened = { readonly method: string; readonly url: string; readonly headers: (readonly [string, string])[] };

/** What the page put on the prototype of all objects is no part of it. */
const once = { __proto__: null, once: true } as AddEventListenerOptions;

export const watchXhr = (page: Window & typeof globalThis, guard: Guard, wire: Wire): void => {
  const opened = newWeakMap<object, Opened>();
  const { prototype } = page.XMLHttpRequest;
  const statusOf = reading<number>(prototype, 'status');
  wrapMethod(prototype, 'open', guard, {
    before(self, args) {
      const method = args[0];
      opened.set(self as object, { method: typeof method === 'string' ? upper(method) : 'GET', url: addressOf(args[1]), headers: [] });
      return null;
    },
  });
  wrapMethod(prototype, 'setRequestHeader', guard, {
    before(self, args) {
      const headers = opened.get(self as object)?.headers;
      const name = args[0];
      const value = args[1];
      if (headers && typeof name === 'string' && typeof value === 'string') headers[headers.length] = [lower(name), value];
      return null;
    },
  });
  wrapMethod<Settle>(prototype, 'send', guard, {
    before(self, args) {
      const request = opened.get(self as object);
      if (request === undefined) return null;
      const settle = wire.sending({ transport: 'xhr', ...request, body: args[0] });
      const xhr = self as XMLHttpRequest;
      if (settle !== null) listen(xhr, 'loadend', () => guard(() => settle(statusOf(xhr))), once);
      return null;
    },
  });
};
