import { anna, ben, browse, enter, leave } from '../correct-stories.ts';
import { shopVendors } from '../shops.ts';
import type { Planted } from './planted.ts';

const all = shopVendors;

/** The mistakes that nearly every site makes once. */
export const plantedBasics: readonly Planted[] = [
  {
    rule: 'user-switched-without-reset',
    how: 'another user on the same page',
    vendors: all,
    severity: 'error',
    build: (shop) => {
      browse(shop);
      enter(shop, anna);
      shop.page('/switch', (p) => void p.identify(ben, { plan: 'free' }).track('Switch'));
    },
  },
  {
    rule: 'logout-without-reset',
    how: 'a log-out that is tracked and nothing more',
    vendors: all,
    severity: 'error',
    build: (shop) => {
      browse(shop);
      enter(shop, anna);
      shop.page('/bye', (p) => void p.logout().track('Log Out'));
      browse(shop);
    },
  },
  {
    rule: 'logout-without-reset',
    how: 'and the next user logs in',
    vendors: all,
    severity: 'error',
    build: (shop) => {
      browse(shop);
      enter(shop, anna);
      shop.page('/bye', (p) => void p.logout().track('Log Out'));
      browse(shop);
      enter(shop, ben);
    },
  },
  {
    rule: 'logout-without-reset',
    how: 'a log-out that only takes the user id away',
    vendors: ['amplitude'],
    severity: 'error',
    build: (shop) => {
      browse(shop);
      enter(shop, anna);
      shop.page('/bye', (p) => void p.logout().track('Log Out').tool.call('setUserId', null));
      browse(shop);
      enter(shop, ben);
    },
  },
  {
    rule: 'reset-while-anonymous',
    how: 'on every page',
    vendors: all,
    severity: 'error',
    build: (shop) => {
      for (const path of ['/', '/mug', '/cup']) shop.page(path, (p) => void p.reset().track('View'));
    },
  },
  {
    rule: 'reset-while-anonymous',
    how: 'once, before the log-in',
    vendors: all,
    severity: 'warning',
    build: (shop) => {
      browse(shop);
      shop.page('/login', (p) => void p.reset().track('View'));
      shop.page('/welcome', (p) => void p.login().identify(anna).track('Log In'));
    },
  },
  {
    rule: 'placeholder-id',
    how: 'a missing id turned into text',
    // PostHog's SDK refuses these two.
    vendors: all.filter((vendor) => vendor !== 'posthog'),
    severity: 'error',
    build: (shop) => {
      browse(shop);
      enter(shop, 'undefined');
    },
  },
  {
    rule: 'placeholder-id',
    how: 'a word for nobody',
    vendors: all,
    severity: 'error',
    build: (shop) => {
      browse(shop);
      enter(shop, 'anonymous');
      leave(shop);
      enter(shop, 'anonymous');
    },
  },
  {
    rule: 'empty-identify',
    how: 'null',
    vendors: ['mixpanel'],
    severity: 'warning',
    build: (shop) => {
      browse(shop);
      shop.page('/', (p) => void p.tool.call('identify', null).track('View'));
    },
  },
  {
    rule: 'identify-without-event',
    how: 'a log-out right after it',
    vendors: ['mixpanel'],
    severity: 'warning',
    build: (shop) => {
      browse(shop);
      shop.page('/login', (p) => void p.login().identify(anna).reset());
    },
  },
  {
    rule: 'login-without-identify',
    how: 'nobody is ever identified',
    vendors: all,
    severity: 'error',
    build: (shop) => {
      browse(shop);
      shop.page('/login', (p) => void p.track('View').login());
      browse(shop);
    },
  },
];
