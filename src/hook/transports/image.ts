import type { Guard } from '../guard.ts';
import { wrapSetter } from '../instrument.ts';
import type { Settle, Wire } from '../wire.ts';

/** Pixels: a request by assigning `src`. What came back is not looked at. */
export const watchImage = (page: Window & typeof globalThis, guard: Guard, wire: Wire): void => {
  wrapSetter<Settle>(page.HTMLImageElement.prototype, 'src', guard, {
    before(_self, args) {
      const url = args[0];
      return typeof url === 'string' ? wire.sending({ transport: 'image', method: 'GET', url, headers: [], body: null }) : null;
    },
    after: (settle) => settle(undefined),
  });
};
