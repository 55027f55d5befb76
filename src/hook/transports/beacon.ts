import type { Guard } from '../guard.ts';
import { wrapMethod } from '../instrument.ts';
import type { Settle, Wire } from '../wire.ts';
import { addressOf } from './address.ts';

/** A beacon's reply is never seen; only the browser's refusal to queue it is known. */
export const watchBeacon = (page: Window & typeof globalThis, guard: Guard, wire: Wire): void => {
  wrapMethod<Settle>(page.Navigator.prototype, 'sendBeacon', guard, {
    before: (_self, args) => wire.sending({ transport: 'beacon', method: 'POST', url: addressOf(args[0]), headers: [], body: args[1] }),
    after: (settle, result, threw) => settle(threw || result === false ? 0 : undefined),
  });
};
