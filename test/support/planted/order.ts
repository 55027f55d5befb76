import { anna, browse, enter } from '../correct-stories.ts';
import { shopVendors } from '../shops.ts';
import type { Planted } from './planted.ts';

const all = shopVendors;

/** Mistakes of order around logging in and out. */
export const plantedOrder: readonly Planted[] = [
  {
    rule: 'logout-event-after-reset',
    how: 'the log-out is tracked after the reset',
    vendors: all,
    severity: 'warning',
    build: (shop) => {
      browse(shop);
      enter(shop, anna);
      shop.page('/bye', (p) => void p.logout().reset().track('Log Out'));
    },
  },
  {
    rule: 'event-between-auth-and-identity',
    how: 'the page of the log-in form is tracked before the reset',
    vendors: all,
    severity: 'warning',
    build: (shop) => {
      browse(shop);
      enter(shop, anna);
      shop.page('/account', (p) => void p.logout().track('Log Out').route('https://shop.test/login').track('View').reset().track('View'));
    },
  },
  {
    rule: 'sign-up-tracked-before-identify',
    how: 'the sign-up is tracked first',
    vendors: all,
    severity: 'info',
    build: (shop) => {
      browse(shop);
      shop.page('/signup', (p) => void p.track('View').login().track('Sign Up').identify(anna).track('View'));
    },
  },
  {
    rule: 'reset-cleared-consent',
    how: 'nothing is sent after the reset of somebody who had agreed',
    vendors: ['posthog'],
    severity: 'warning',
    build: (shop) => {
      shop.page('/', (p) => void p.tool.call('opt_in_capturing').track('View'));
      enter(shop, anna);
      shop.page('/bye', (p) => {
        p.logout().track('Log Out').reset();
        p.tool.drop().track('View').track('Click');
      });
    },
  },
  {
    rule: 'known-id-without-identify',
    how: 'a user id with a single event',
    vendors: ['segment', 'amplitude', 'mixpanel'],
    severity: 'warning',
    build: (shop, vendor) => {
      browse(shop);
      shop.page('/order', (p) => {
        if (vendor === 'mixpanel') p.tool.call('track', 'Order', { $user_id: anna });
        else p.tool.call('track', 'Order', {}, vendor === 'amplitude' ? { user_id: anna } : { userId: anna });
      });
    },
  },
];
