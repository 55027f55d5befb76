import { anna, ben, browse, enter, leave } from '../correct-stories.ts';
import { shopVendors } from '../shops.ts';
import type { Planted } from './planted.ts';

const all = shopVendors;
const mail = 'anna@shop.test';

/** Mistakes with known ids. */
export const plantedKnownIds: readonly Planted[] = [
  {
    rule: 'id-shape-changed',
    how: 'by e-mail first, then by database id',
    vendors: all,
    severity: 'error',
    build: (shop) => {
      browse(shop);
      shop.page('/login', (p) => void p.login().identify(mail).track('Log In'));
      shop.page('/account', (p) => void p.identify(anna).track('View'));
    },
  },
  {
    rule: 'id-shape-changed',
    how: 'in other capitals after a new log-in',
    vendors: all,
    severity: 'warning',
    build: (shop) => {
      shop.page('/login', (p) => void p.track('View').login().identify('user-anna').track('Log In'));
      leave(shop);
      shop.page('/login', (p) => void p.track('View').login().identify('User-Anna ').track('Log In'));
    },
  },
  {
    rule: 'id-shape-changed',
    how: 'two ids with one e-mail address',
    vendors: ['segment', 'posthog', 'rudderstack'],
    // Unify drops the address, which cannot be repaired.
    severity: (vendor) => (vendor === 'segment' ? 'error' : 'warning'),
    build: (shop) => {
      shop.page('/login', (p) => void p.track('View').login().identify(anna, { email: mail }).track('Log In'));
      leave(shop);
      shop.page('/login', (p) => void p.track('View').login().identify(ben, { email: mail }).track('Log In'));
    },
  },
  {
    rule: 'contact-detail-as-id',
    how: 'an e-mail address',
    vendors: all,
    severity: 'info',
    build: (shop) => enter(shop, mail),
  },
  {
    rule: 'contact-detail-as-id',
    how: 'a telephone number',
    vendors: all,
    severity: 'info',
    build: (shop) => enter(shop, '+4930123456'),
  },
  {
    rule: 'alias-misuse',
    how: 'alias at the sign-up',
    vendors: ['mixpanel'],
    severity: 'warning',
    build: (shop) => {
      browse(shop);
      shop.page('/signup', (p) => {
        p.login().tool.call('alias', anna);
        p.identify(anna).track('Sign Up');
      });
    },
  },
  {
    rule: 'alias-misuse',
    how: 'alias of an identified user',
    vendors: ['segment'],
    severity: 'warning',
    build: (shop) => {
      enter(shop, anna);
      shop.page('/account', (p) => void p.identify(anna).tool.call('alias', 'anna-2').track('View'));
    },
  },
  {
    rule: 'alias-misuse',
    how: 'alias and identify with the same id',
    vendors: ['posthog'],
    severity: 'warning',
    build: (shop) => {
      browse(shop);
      shop.page('/signup', (p) => {
        p.login().tool.call('alias', anna);
        p.identify(anna).track('Sign Up');
      });
    },
  },
  {
    rule: 'bare-anonymous-distinct-id',
    how: 'a server that sends the anonymous id as distinct_id',
    vendors: ['mixpanel'],
    severity: 'error',
    build: (shop) => {
      let device = '';
      shop.page('/', (p) => {
        p.track('View');
        device = p.tool.ids().anonymousId ?? '';
      });
      shop.inject('mixpanel', 'T', {
        event: 'Order',
        properties: { token: 'T', distinct_id: device, time: shop.now() / 1000, $insert_id: 's1' },
      });
    },
  },
  {
    rule: 'cluster-nearly-full',
    how: 'five log-outs of one user',
    vendors: ['segment'],
    severity: 'warning',
    build: (shop) => {
      for (let n = 0; n < 5; n += 1) {
        enter(shop, anna);
        leave(shop);
      }
    },
  },
  {
    rule: 'id-length-out-of-range',
    how: 'a database id of three digits',
    vendors: ['amplitude'],
    severity: 'error',
    build: (shop) => enter(shop, '417'),
  },
];
