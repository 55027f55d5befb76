import { expect, test } from 'vitest';
import { anna, ben, enter, leave } from '../../support/correct-stories.ts';
import { found } from '../../support/judging.ts';
import { judgedShop, type Shop, type ShopVendor } from '../../support/shops.ts';

const rule = 'traits-lost';
const told = (vendor: ShopVendor, build: (shop: Shop) => void) => found(judgedShop(vendor, build), rule);

test('RudderStack: names the traits that are gone', () => {
  const [finding] = told('rudderstack', (shop) => {
    enter(shop, anna);
    shop.page('/account', (p) => void p.identify(anna).track('View'));
  });
  expect(finding?.what).toContain('plan, email');
});

test('RudderStack: traits of a visitor are lost by the first identify without any', () => {
  const build = (shop: Shop) => {
    shop.page('/', (p) => void p.tool.call('identify', { email: 'anna@shop.test' }).track('View'));
    shop.page('/login', (p) => void p.identify(anna).track('Log In'));
  };
  expect(told('rudderstack', build)).toHaveLength(1);
});

test('RudderStack: traits that are passed every time stay, and so does what nobody gave', () => {
  expect(
    told('rudderstack', (shop) => {
      enter(shop, anna);
      shop.page('/account', (p) => void p.identify(anna, { theme: 'dark' }).track('View'));
    }),
  ).toEqual([]);
  expect(told('rudderstack', (shop) => shop.page('/', (p) => void p.identify(anna).identify(anna).track('View')))).toEqual([]);
});

test('RudderStack: another user, or a reset, takes them away rightly', () => {
  expect(
    told('rudderstack', (shop) => {
      enter(shop, anna);
      leave(shop);
      shop.page('/login', (p) => void p.identify(ben).track('Log In'));
    }),
  ).toEqual([]);
  expect(told('rudderstack', (shop) => shop.page('/', (p) => void p.identify(anna, { a: 1 }).identify(ben).track('View')))).toEqual([]);
});

test('Segment keeps traits at an identify without any', () => {
  expect(
    told('segment', (shop) => {
      enter(shop, anna);
      shop.page('/account', (p) => void p.identify(anna).tool.call('identify', { theme: 'dark' }).track('View'));
    }),
  ).toEqual([]);
});

test('says that it cannot tell where calls were not observed', () => {
  const judged = judgedShop('segment', (shop) => shop.inject('segment', 'X', { type: 'track', event: 'a', userId: anna, messageId: 'm' }));
  expect(judged.unchecked).toContainEqual(expect.objectContaining({ rule, project: 'X' }));
});
