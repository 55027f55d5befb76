import { anna, ben, browse, enter } from '../correct-stories.ts';
import { type Shop, shopVendors } from '../shops.ts';
import type { Planted } from './planted.ts';

const all = shopVendors;

/** Mistakes with anonymous ids. */
export const plantedAnonymousIds: readonly Planted[] = [
  {
    rule: 'reset-kept-an-id',
    how: 'reset without true on a shared device',
    vendors: ['rudderstack', 'posthog'],
    severity: 'warning',
    build: (shop) => {
      browse(shop);
      enter(shop, anna);
      shop.page('/bye', (p) => void p.logout().track('Log Out').tool.call('reset'));
      browse(shop);
      enter(shop, ben);
    },
  },
  {
    rule: 'reset-kept-an-id',
    how: 'reset without true, nobody follows',
    vendors: ['rudderstack', 'posthog'],
    severity: 'info',
    build: (shop) => {
      browse(shop);
      enter(shop, anna);
      shop.page('/bye', (p) => void p.logout().track('Log Out').tool.call('reset'));
      browse(shop);
    },
  },
  {
    rule: 'reset-kept-an-id',
    how: 'an own anonymous id is put back',
    vendors: ['segment', 'rudderstack'],
    // Unify refuses to give the id to a second user.
    severity: (vendor) => (vendor === 'segment' ? 'error' : 'warning'),
    build: (shop) => {
      const open = (path: string, act: Parameters<Shop['page']>[1]) =>
        shop.page(path, (p) => {
          p.tool.call('setAnonymousId', 'cookie-17');
          act(p);
        });
      open('/', (p) => void p.track('View'));
      open('/login', (p) => void p.login().identify(anna).track('Log In'));
      shop.page('/bye', (p) => void p.logout().track('Log Out').reset());
      open('/', (p) => void p.track('View'));
      open('/login', (p) => void p.login().identify(ben).track('Log In'));
    },
  },
  {
    rule: 'anonymous-id-overridden',
    how: 'by hand after the first event',
    vendors: ['segment', 'rudderstack'],
    severity: 'warning',
    build: (shop) => {
      browse(shop);
      shop.page('/mug', (p) => void p.track('View').tool.call('setAnonymousId', 'cookie-17').track('Click'));
      enter(shop, anna);
    },
  },
  {
    rule: 'anonymous-id-overridden',
    how: 'in the options of a call',
    vendors: ['segment'],
    severity: 'warning',
    build: (shop) => {
      browse(shop);
      shop.page('/mug', (p) => void p.tool.call('track', 'Click', {}, { anonymousId: 'cookie-17' }).track('View'));
    },
  },
  {
    rule: 'identity-from-url',
    how: 'a link with a user id',
    vendors: ['segment'],
    severity: 'warning',
    build: (shop) => {
      browse(shop);
      shop.page(`/offer?ajs_uid=${anna}`, (p) => void p.tool.identify(anna).track('View'));
    },
  },
  {
    rule: 'identity-from-url',
    how: 'a link with an e-mail address',
    vendors: ['segment'],
    severity: 'warning',
    build: (shop) => {
      browse(shop);
      shop.page('/offer?ajs_uid=anna%40shop.test', (p) => void p.tool.identify('anna@shop.test').track('View'));
    },
  },
  {
    rule: 'identity-from-url',
    how: 'a link with an anonymous id',
    vendors: ['segment', 'rudderstack'],
    severity: 'warning',
    related: () => ['anonymous-id-overridden'],
    build: (shop) => {
      browse(shop);
      shop.page('/offer?ajs_aid=from-link', (p) => void p.tool.call('setAnonymousId', 'from-link').track('View'));
    },
  },
  {
    rule: 'anonymous-id-changed',
    how: 'on another host of the site',
    vendors: all,
    severity: 'warning',
    build: (shop) => {
      shop.page('https://www.shop.test/', (p) => void p.track('View'));
      shop.clear();
      shop.page('https://app.shop.test/', (p) => void p.track('View'));
    },
  },
  {
    rule: 'anonymous-id-changed',
    how: 'on every page',
    vendors: all,
    severity: 'warning',
    build: (shop) => {
      for (const path of ['/', '/mug', '/cup']) {
        shop.page(path, (p) => void p.track('View'));
        shop.clear();
      }
    },
  },
];
