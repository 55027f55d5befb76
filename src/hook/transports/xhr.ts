import type { Guard } from '../guard.ts';
import type { Around, Arounds } from '../instrument.ts';
import { listen, lower, upper } from '../intrinsics.ts';
import { newWeakMap } from '../kinds.ts';
import type { Natives } from '../natives.ts';
import type { Wire } from '../wire.ts';
import type { Addresses } from './address.ts';

type Opened = { readonly method: string; readonly url: string; readonly headers: (readonly [string, string])[] };

export const xhrArounds = (guard: Guard, wire: Wire, { addressOf }: Addresses, { member }: Natives): Arounds => {
  const opened = newWeakMap<object, Opened>();
  const statusOf = member<number>('XMLHttpRequest', 'status');
  const open: Around<null> = {
    before(self, args) {
      const method = args[0];
      opened.set(self as object, { method: typeof method === 'string' ? upper(method) : 'GET', url: addressOf(args[1]), headers: [] });
      return null;
    },
  };
  const setRequestHeader: Around<null> = {
    before(self, args) {
      const headers = opened.get(self as object)?.headers;
      const name = args[0];
      const value = args[1];
      if (headers && typeof name === 'string' && typeof value === 'string') headers[headers.length] = [lower(name), value];
      return null;
    },
  };
  const send: Around<null> = {
    before(self, args) {
      const request = opened.get(self as object);
      if (request === undefined) return null;
      const settle = wire.sending({ transport: 'xhr', ...request, body: args[0] });
      const xhr = self as XMLHttpRequest;
      // What the page put on the prototype of all objects is no part of the options.
      const once = { __proto__: null, once: true } as AddEventListenerOptions;
      if (settle !== null) listen(xhr, 'loadend', () => guard(() => settle(statusOf(xhr))), once);
      return null;
    },
  };
  return { open, setRequestHeader, send };
};
