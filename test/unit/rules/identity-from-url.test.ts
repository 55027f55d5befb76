import { expect, test } from 'vitest';
import { anna, browse, enter } from '../../support/correct-stories.ts';
import { found } from '../../support/judging.ts';
import { judgedShop, type Shop, type ShopVendor } from '../../support/shops.ts';

const rule = 'identity-from-url';
const told = (vendor: ShopVendor, build: (shop: Shop) => void) => found(judgedShop(vendor, build), rule);

test('a user id in a link is a warning, whoever opens it', () => {
  for (const visited of [true, false])
    expect(
      told('segment', (shop) => {
        if (visited) browse(shop);
        shop.page(`/offer?ajs_uid=${anna}`, (p) => void p.identify(anna).track('View'));
      }),
    ).toMatchObject([{ severity: 'warning', what: expect.stringContaining('ajs_uid') }]);
});

test('is silent about an id that the browser held before', () => {
  expect(
    told('segment', (shop) => {
      enter(shop, anna);
      shop.page(`/offer?ajs_uid=${anna}`, (p) => void p.identify(anna).track('View'));
    }),
  ).toEqual([]);
});

test('is silent where the SDK took no notice of it', () => {
  expect(
    told('segment', (shop) => {
      browse(shop);
      shop.page(`/offer?ajs_uid=${anna}&ajs_aid=other`, (p) => void p.track('View'));
    }),
  ).toEqual([]);
});

test('is silent when somebody logged in on that page first', () => {
  expect(
    told('segment', (shop) => {
      browse(shop);
      shop.page(`/login?ajs_uid=${anna}`, (p) => void p.track('View').login().identify(anna).track('Log In'));
    }),
  ).toEqual([]);
});

test('an anonymous id that is handed to a fresh browser is a remark: so domains of a site do it', () => {
  expect(
    told('amplitude', (shop) => {
      shop.page('https://app.shop.test/?ampDeviceId=device-17', (p) => void p.track('View'), { config: { deviceId: 'device-17' } });
    }),
  ).toMatchObject([{ severity: 'info' }]);
});

test('one that takes the place of another is a warning', () => {
  expect(
    told('amplitude', (shop) => {
      browse(shop);
      shop.page('/?ampDeviceId=device-17', (p) => void p.track('View'), { config: { deviceId: 'device-17' } });
    }),
  ).toMatchObject([{ severity: 'warning' }]);
});
