import { plain } from './plain.ts';

/** Its classic snippet; the library is closed. Source: https://docs.customer.io/sdk/javascript/identify/ */
export const customerio = plain('customerio', '_cio', 'identify,sidentify,reset', 'track,page', { keys: '_cioanonid$,_cioid$' });
