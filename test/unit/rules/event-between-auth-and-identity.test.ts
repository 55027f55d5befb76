import { describe, expect, test } from 'vitest';
import { anna, browse, enter } from '../../support/correct-stories.ts';
import { found } from '../../support/judging.ts';
import { judgedShop, type Shop, type ShopPage, shopVendors } from '../../support/shops.ts';

const rule = 'event-between-auth-and-identity';
const judge = (vendor: (typeof shopVendors)[number], build: (shop: Shop) => void) => found(judgedShop(vendor, build), rule);

describe.each(shopVendors)('events around a log-in and log-out with %s', (vendor) => {
  test('land right in the end when the visitor is linked', () => {
    const told = judge(vendor, (shop) => {
      browse(shop);
      shop.page('/login', (p) => void p.login().track('Home').identify(anna).track('Log In'));
    });
    expect(told).toEqual([]);
  });

  const leaving = (act: (p: ShopPage) => void) =>
    judge(vendor, (shop) => {
      enter(shop, anna);
      shop.page('/account', (p) => act(p.logout()));
    });

  test('count for the user who left when another page is shown before the reset', () => {
    const told = leaving((p) => void p.track('Log Out').route('https://shop.test/login').track('View').reset().track('View'));
    expect(told).toMatchObject([{ severity: 'warning', affected: 1, what: expect.stringContaining('View') }]);
  });

  test('are right before the next page, and the log-out itself after it', () => {
    expect(leaving((p) => void p.track('View').route('https://shop.test/login').track('Log Out').reset().track('View'))).toEqual([]);
  });

  test('of a reset that never comes are told by another rule', () => {
    expect(leaving((p) => void p.route('https://shop.test/login').track('View').wait(9_000))).toEqual([]);
  });
});

test('an event after the log-in stays behind where identify links nothing', () => {
  const judged = judgedShop(
    'mixpanel',
    (shop) => {
      browse(shop);
      shop.page('/login', (p) => void p.login().track('Home').identify(anna).track('Log In'));
    },
    { options: { models: { mixpanel: 'mixpanel-legacy' } } },
  );
  expect(found(judged, rule)).toMatchObject([
    { severity: 'warning', affected: 1, what: expect.stringContaining('Home'), consequence: expect.stringContaining(anna) },
  ]);
});

test('says that no log-in or log-out was seen', () => {
  const judged = judgedShop('posthog', (shop) => void browse(shop));
  expect(judged.unchecked).toContainEqual(expect.objectContaining({ rule, project: 'P' }));
});
