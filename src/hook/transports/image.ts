import type { Around, Arounds } from '../instrument.ts';
import type { Settle, Wire } from '../wire.ts';

/** Pixels: a request by assigning `src`. What came back is not looked at. */
export const imageArounds = (wire: Wire): Arounds => {
  const src: Around<Settle> = {
    before(_self, args) {
      const url = args[0];
      return typeof url === 'string' ? wire.sending({ transport: 'image', method: 'GET', url, headers: [], body: null }) : null;
    },
    after: (settle) => settle(undefined),
  };
  return { src };
};
