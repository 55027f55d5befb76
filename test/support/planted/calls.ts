import { anna, browse, enter } from '../correct-stories.ts';
import { shopVendors } from '../shops.ts';
import type { Planted } from './planted.ts';

const all = shopVendors;

/** Mistakes in how and when the SDK is called. */
export const plantedCalls: readonly Planted[] = [
  {
    rule: 'identify-before-ready',
    how: 'before init',
    vendors: ['posthog'],
    severity: 'warning',
    build: (shop) => {
      browse(shop);
      shop.page('/welcome', (p) => void p.track('View'), { early: (t) => void t.identify(anna) });
    },
  },
  {
    rule: 'identify-before-ready',
    how: 'before init, after a log-in',
    vendors: ['posthog'],
    severity: 'error',
    related: () => ['login-without-identify'],
    build: (shop) => {
      browse(shop);
      shop.page('/login', (p) => void p.login());
      shop.page('/welcome', (p) => void p.track('View'), { early: (t) => void t.identify(anna) });
    },
  },
  {
    rule: 'call-lost-in-navigation',
    how: 'called right before the page is left',
    vendors: all,
    severity: 'warning',
    build: (shop) => {
      browse(shop);
      enter(shop, anna);
      shop.page('/buy', (p) => {
        p.track('View');
        p.tool.hold().track('Buy');
      });
      browse(shop);
    },
  },
  {
    rule: 'identify-spam',
    how: 'on every render',
    vendors: ['segment', 'posthog', 'rudderstack'],
    severity: 'info',
    build: (shop) => {
      browse(shop);
      shop.page('/login', (p) => {
        p.login();
        for (let n = 0; n < 6; n += 1) p.identify(anna, { renders: n });
        p.track('View');
      });
    },
  },
  {
    rule: 'logged-in-page-without-identify',
    how: 'profile updates on a page that does not identify',
    vendors: ['mixpanel'],
    severity: 'warning',
    build: (shop) => {
      enter(shop, anna);
      shop.page('/account', (p) => void p.track('View').tool.call('people.set', { plan: 'paid' }));
    },
  },
  {
    rule: 'profile-written-while-anonymous',
    how: 'properties of an anonymous person',
    vendors: ['posthog'],
    severity: 'warning',
    build: (shop) => {
      browse(shop);
      shop.page('/mug', (p) => void p.tool.call('setPersonProperties', { theme: 'dark' }).track('View'));
    },
  },
  {
    rule: 'profile-written-while-anonymous',
    how: 'a group of an anonymous visitor',
    vendors: ['posthog'],
    severity: 'warning',
    build: (shop) => {
      browse(shop);
      shop.page('/mug', (p) => void p.tool.call('group', 'company', 'c-1').track('View'));
    },
  },
  {
    rule: 'identity-changed-in-same-tick',
    how: 'reset in the task of the last event',
    vendors: ['amplitude'],
    severity: 'warning',
    build: (shop) => {
      browse(shop);
      enter(shop, anna);
      shop.page('/bye', (p) => void p.logout().tool.sameTask((t) => void t.track('Log Out').reset()));
      browse(shop);
    },
  },
  {
    rule: 'traits-lost',
    how: 'identify without traits on the next page',
    vendors: ['rudderstack'],
    severity: 'warning',
    build: (shop) => {
      enter(shop, anna);
      shop.page('/account', (p) => void p.identify(anna).track('View'));
    },
  },
  {
    rule: 'traits-lost',
    how: 'traits with an empty id',
    vendors: ['segment'],
    severity: 'warning',
    build: (shop) => {
      enter(shop, anna);
      shop.page('/account', (p) => void p.tool.call('identify', '', { theme: 'dark' }).track('View'));
    },
  },
];
