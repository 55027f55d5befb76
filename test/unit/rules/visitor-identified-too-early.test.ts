import { describe, expect, test } from 'vitest';
import { anna, ben, browse, enter } from '../../support/correct-stories.ts';
import { found } from '../../support/judging.ts';
import { judgedShop, shopVendors } from '../../support/shops.ts';

const rule = 'visitor-identified-too-early';
const made = '3f0c2b7e-6a41-4b7b-9a55-0d8f6d2d6f10';

describe.each(shopVendors)('a visitor whom %s takes for a user', (vendor) => {
  test.each(['guest_17', made])('is told when the log-in replaces %s', (id) => {
    const judged = judgedShop(vendor, (shop) => {
      shop.page('/', (p) => void p.identify(id).track('View'));
      shop.page('/login', (p) => void p.login().identify(anna).track('Log In'));
    });
    const loud = judged.findings.filter((f) => f.severity !== 'info');
    expect(loud.map((f) => [f.rule, f.severity])).toEqual([[rule, 'error']]);
    expect(loud[0]?.what).toContain(id);
  });

  test('is told when it is the anonymous id itself', () => {
    const judged = judgedShop(vendor, (shop) => {
      shop.page('/', (p) => void p.track('View').tool.identify(p.tool.ids().anonymousId ?? ''));
      browse(shop);
    });
    // Mixpanel refuses its own form of the id, and the bare one is another.
    expect(found(judged, rule)).toMatchObject([{ severity: 'error' }]);
  });

  test('is not somebody who was logged in', () => {
    const judged = judgedShop(vendor, (shop) => {
      shop.page('/', (p) => void p.login().identify(made).track('View'));
      shop.page('/login', (p) => void p.login().identify(anna).track('Log In'));
    });
    expect(found(judged, rule)).toEqual([]);
  });

  test('is not another user with an id of the same kind', () => {
    const judged = judgedShop(vendor, (shop) => {
      shop.page('/', (p) => void p.identify(ben).track('View'));
      enter(shop, anna);
    });
    expect(found(judged, rule)).toEqual([]);
  });

  test('is not a user before a reset', () => {
    const judged = judgedShop(vendor, (shop) => {
      shop.page('/', (p) => void p.identify(made).track('View').reset());
      enter(shop, anna);
    });
    expect(found(judged, rule)).toEqual([]);
  });
});

test('the anonymous id of another tool is none of a user either', () => {
  const judged = judgedShop(['segment', 'mixpanel'], (shop) => {
    shop.page('/', (p) => {
      p.track('View');
      p.on('mixpanel')
        .identify(p.on('segment').ids().anonymousId ?? '')
        .track('Click');
    });
  });
  expect(found(judged, rule)).toMatchObject([{ vendor: 'mixpanel' }]);
});
