import type { Guard } from '../guard.ts';
import { wrapMethod } from '../instrument.ts';
import { listen, lower, upper } from '../intrinsics.ts';
import type { Settle, Wire } from '../wire.ts';
import { addressOf } from './address.ts';

type Opened = { readonly method: string; readonly url: string; readonly headers: (readonly [string, string])[] };

export const watchXhr = (page: Window & typeof globalThis, guard: Guard, wire: Wire): void => {
  const opened = new WeakMap<object, Opened>();
  const { prototype } = page.XMLHttpRequest;
  wrapMethod(prototype, 'open', guard, {
    before(self, [method, url]) {
      opened.set(self as object, { method: upper(`${method}`), url: addressOf(url), headers: [] });
      return null;
    },
  });
  wrapMethod(prototype, 'setRequestHeader', guard, {
    before(self, [name, value]) {
      if (typeof name === 'string' && typeof value === 'string') opened.get(self as object)?.headers.push([lower(name), value]);
      return null;
    },
  });
  wrapMethod<Settle>(prototype, 'send', guard, {
    before(self, [body]) {
      const request = opened.get(self as object);
      if (request === undefined) return null;
      const settle = wire.sending({ transport: 'xhr', ...request, body });
      const xhr = self as XMLHttpRequest;
      if (settle !== null) listen(xhr, 'loadend', () => guard(() => settle(xhr.status)), { once: true });
      return null;
    },
  });
};
