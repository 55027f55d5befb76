import type { Around, Arounds } from '../instrument.ts';
import type { Settle, Wire } from '../wire.ts';
import type { Addresses } from './address.ts';

/** A beacon's reply is never seen; only the browser's refusal to queue it is known. */
export const beaconArounds = (wire: Wire, { addressOf }: Addresses): Arounds => {
  const sendBeacon: Around<Settle> = {
    before: (_self, args) => wire.sending({ transport: 'beacon', method: 'POST', url: addressOf(args[0]), headers: [], body: args[1] }),
    after: (settle, result, threw) => settle(threw || result === false ? 0 : undefined),
  };
  return { sendBeacon };
};
