import type { Guard } from '../guard.ts';
import { wrapMethod } from '../instrument.ts';
import type { Settle, Wire } from '../wire.ts';

/** A beacon's reply is never seen; only the browser's refusal to queue it is known. */
export const watchBeacon = (page: Window & typeof globalThis, guard: Guard, wire: Wire): void => {
  wrapMethod<Settle>(page.Navigator.prototype, 'sendBeacon', guard, {
    before(_self, [url, body]) {
      const text = typeof url === 'string' ? url : url instanceof page.URL ? url.href : '';
      return wire.sending({ transport: 'beacon', method: 'POST', url: text, headers: [], body });
    },
    after: (settle, result, threw) => (threw || result === false ? settle.refused() : settle.unconfirmed()),
  });
};
