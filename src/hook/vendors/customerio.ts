import { plain } from './plain.ts';

/** Its classic snippet; the library is closed, and what it stores is documented nowhere. Source: https://docs.customer.io/sdk/javascript/identify/ */
export const customerio = plain('customerio', '_cio', 'identify,sidentify,reset', 'track,page');
