import { anna, ben, browse, enter, leave } from '../correct-stories.ts';
import { shopVendors } from '../shops.ts';
import type { Planted } from './planted.ts';

const all = shopVendors;
const staff = '200001';
const made = '3f0c2b7e-6a41-4b7b-9a55-0d8f6d2d6f10';

/** Mistakes about who somebody is. */
export const plantedPeople: readonly Planted[] = [
  {
    rule: 'impersonation',
    how: 'staff acts as a customer',
    vendors: all,
    severity: 'error',
    build: (shop) => {
      enter(shop, staff);
      shop.page('/admin/impersonate/100042', (p) => void p.identify(anna).track('View'));
    },
  },
  {
    rule: 'visitor-identified-too-early',
    how: 'a visitor gets a user id of their own',
    vendors: all,
    severity: 'error',
    build: (shop) => {
      shop.page('/', (p) => void p.identify(made).track('View'));
      enter(shop, anna);
    },
  },
  {
    rule: 'visitor-identified-too-early',
    how: 'by the anonymous id',
    vendors: all,
    severity: 'error',
    build: (shop) => {
      shop.page('/', (p) => void p.track('View').tool.identify(p.tool.ids().anonymousId ?? ''));
      browse(shop);
    },
  },
  {
    rule: 'tabs-disagree',
    how: 'a second tab goes on',
    vendors: ['posthog', 'amplitude', 'rudderstack'],
    severity: 'warning',
    build: (shop) => {
      browse(shop);
      enter(shop, anna);
      const other = shop.page('/orders', (p) => void p.identify(anna, { plan: 'free' }).track('View'), { tab: 2, stay: true });
      leave(shop);
      other.wait(8_000).track('Click');
    },
  },
  {
    rule: 'property-disagrees-with-profile',
    how: 'a property that outlives the log-out',
    vendors: all,
    severity: 'warning',
    build: (shop) => {
      shop.page(
        '/login',
        (p) => void p.login().identify(anna, { plan: 'free' }).tool.track('Log In', { user_id: anna }).track('View', { user_id: anna }),
      );
      leave(shop);
      shop.page('/login', (p) => void p.login().identify(ben, { plan: 'free' }).tool.track('Log In', { user_id: anna }));
    },
  },
  {
    rule: 'sensitive-trait-in-browser',
    how: 'a password among the traits',
    vendors: ['segment', 'posthog', 'rudderstack'],
    severity: 'info',
    build: (shop) => {
      browse(shop);
      shop.page('/login', (p) => void p.login().identify(anna, { password: 'correct horse' }).track('Log In'));
    },
  },
  {
    rule: 'anonymous-side-is-known',
    how: 'a server names a user as the visitor',
    vendors: ['posthog'],
    severity: 'error',
    build: (shop) => {
      [[anna, 'visitor-1'] as const, [ben, anna] as const].forEach(([user, visitor], at) => {
        const properties = { token: 'P', distinct_id: user, $anon_distinct_id: visitor };
        shop.inject('posthog', 'P', { event: '$identify', uuid: `u${at}`, timestamp: new Date(shop.now()).toISOString(), properties });
      });
    },
  },
  {
    rule: 'known-id-as-device-id',
    how: 'an e-mail address as the device',
    vendors: ['mixpanel'],
    severity: 'warning',
    build: (shop) =>
      shop.inject('mixpanel', 'T', {
        event: 'Order',
        properties: { token: 'T', $device_id: 'anna@shop.test', $user_id: anna, $insert_id: 's1', time: shop.now() / 1000 },
      }),
  },
  {
    rule: 'known-id-never-linked',
    how: 'own code never sends both ids',
    vendors: ['mixpanel'],
    severity: 'warning',
    build: (shop) => {
      [{ $device_id: 'device-1' }, { $user_id: anna }].forEach((ids, at) => {
        shop.inject('mixpanel', 'T', { event: 'Order', properties: { token: 'T', $insert_id: `s${at}`, time: shop.now() / 1000, ...ids } });
      });
    },
  },
];
