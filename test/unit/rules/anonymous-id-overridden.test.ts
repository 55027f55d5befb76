import { expect, test } from 'vitest';
import { anna, browse, enter } from '../../support/correct-stories.ts';
import { found } from '../../support/judging.ts';
import { judgedShop, type Shop, type ShopVendor } from '../../support/shops.ts';

const rule = 'anonymous-id-overridden';
const told = (vendor: ShopVendor, build: (shop: Shop) => void) => found(judgedShop(vendor, build), rule);

test('counts what is cut off', () => {
  expect(
    told('segment', (shop) => {
      browse(shop);
      shop.page('/', (p) => void p.tool.call('setAnonymousId', 'cookie-17').track('View'));
    }),
  ).toMatchObject([{ severity: 'warning', affected: 2 }]);
});

test('is silent before the first event, and about the id that is there already', () => {
  expect(told('segment', (shop) => shop.page('/', (p) => void p.tool.call('setAnonymousId', 'cookie-17').track('View')))).toEqual([]);
  expect(
    told('segment', (shop) => {
      for (let n = 0; n < 3; n += 1) shop.page('/', (p) => void p.tool.call('setAnonymousId', 'cookie-17').track('View'));
    }),
  ).toEqual([]);
});

test('is silent about a user who is known', () => {
  expect(
    told('segment', (shop) => {
      enter(shop, anna);
      shop.page('/account', (p) => void p.tool.call('setAnonymousId', 'cookie-17').track('View'));
    }),
  ).toEqual([]);
});

test('RudderStack uses an id of the options for one event alone', () => {
  expect(
    told('rudderstack', (shop) => {
      browse(shop);
      shop.page('/', (p) => void p.tool.call('track', 'Click', {}, { anonymousId: 'cookie-17' }).track('View'));
    }),
  ).toEqual([]);
});

test('properties of that name are no options', () => {
  expect(
    told('segment', (shop) => {
      browse(shop);
      shop.page('/', (p) => void p.tool.call('track', 'Click', { anonymousId: 'cookie-17' }).track('View'));
    }),
  ).toEqual([]);
});

test('says that it cannot tell where calls were not observed', () => {
  const judged = judgedShop('segment', (shop) =>
    shop.inject('segment', 'X', { type: 'track', event: 'a', anonymousId: 'A', messageId: 'm' }),
  );
  expect(judged.unchecked).toContainEqual(expect.objectContaining({ rule, project: 'X' }));
});
