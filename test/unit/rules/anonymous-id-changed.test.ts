import { describe, expect, test } from 'vitest';
import { anna, browse, enter, leave } from '../../support/correct-stories.ts';
import { found } from '../../support/judging.ts';
import { judgedShop, type Shop, type ShopVendor, shopVendors } from '../../support/shops.ts';

const rule = 'anonymous-id-changed';
const told = (vendors: ShopVendor | readonly ShopVendor[], build: (shop: Shop) => void) => found(judgedShop(vendors, build), rule);
const at = (shop: Shop, url: string) => shop.page(url, (p) => void p.track('View'));

describe.each(shopVendors)('the anonymous id in %s', (vendor) => {
  test('on two hosts of a site that each have their own is a warning', () => {
    const [finding] = told(vendor, (shop) => {
      at(shop, 'https://www.shop.test/');
      shop.clear();
      at(shop, 'https://app.shop.test/');
    });
    expect(finding).toMatchObject({ affected: 1, what: expect.stringContaining('from www.shop.test to app.shop.test') });
  });

  test('on two sites is none of our business', () => {
    expect(
      told(vendor, (shop) => {
        at(shop, 'https://shop.test/');
        shop.clear();
        at(shop, 'https://other.example/');
      }),
    ).toEqual([]);
  });

  test('that changes once may be cleared storage, and that is said', () => {
    const judged = judgedShop(vendor, (shop) => {
      browse(shop);
      shop.clear();
      browse(shop);
    });
    expect(found(judged, rule)).toEqual([]);
    expect(judged.unchecked).toContainEqual(expect.objectContaining({ rule }));
  });

  test('that changes by a reset is meant to', () => {
    expect(
      told(vendor, (shop) => {
        browse(shop);
        enter(shop, anna);
        leave(shop);
        browse(shop);
      }),
    ).toEqual([]);
  });
});

test('other tools that lost theirs at the same time say that somebody cleared the storage', () => {
  expect(
    told(['mixpanel', 'posthog'], (shop) => {
      browse(shop);
      shop.clear();
      browse(shop);
    }),
  ).toEqual([]);
});

test('other tools that kept theirs say that nobody did', () => {
  const findings = told(['mixpanel', 'amplitude'], (shop) => {
    at(shop, '/');
    shop.page('/mug', (p) => void p.track('View'), { config: { deviceId: 'device-17' } });
  });
  expect(findings).toMatchObject([{ vendor: 'amplitude' }]);
});

test('another tab that goes on with the id from before a reset changes nothing', () => {
  expect(
    told('amplitude', (shop) => {
      const one = shop.page('/', (p) => void p.track('View'), { stay: true });
      shop.page('/', (p) => void p.track('View').reset().track('View'), { tab: 2 });
      one.track('Click');
      shop.page('/mug', (p) => void p.track('View'), { tab: 3 });
    }),
  ).toEqual([]);
});

test('after a choice about capturing an id may be new', () => {
  expect(
    told('posthog', (shop) => {
      shop.page('https://www.shop.test/', (p) => void p.track('View').tool.call('opt_out_capturing').call('opt_in_capturing'));
      shop.clear();
      at(shop, 'https://app.shop.test/');
    }),
  ).toEqual([]);
});

test('two ids that were linked in the end did no harm', () => {
  expect(
    told('mixpanel', (shop) => {
      at(shop, 'https://www.shop.test/');
      shop.page('https://www.shop.test/login', (p) => void p.track('View'));
      shop.clear();
      at(shop, 'https://app.shop.test/');
      shop.page('https://app.shop.test/login', (p) => void p.login().identify(anna).track('Log In'));
      shop.inject('mixpanel', 'T', {
        event: 'Linked',
        properties: {
          token: 'T',
          $device_id: '00000000-0000-4000-8000-000000000001',
          $user_id: anna,
          $insert_id: 's',
          time: shop.now() / 1000,
        },
      });
    }),
  ).toEqual([]);
});
