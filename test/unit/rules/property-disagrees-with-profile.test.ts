import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/core/json.ts';
import { anna, ben } from '../../support/correct-stories.ts';
import { found } from '../../support/judging.ts';
import { judgedShop, type Shop, shopVendors } from '../../support/shops.ts';

const rule = 'property-disagrees-with-profile';
const visit = (shop: Shop, id: string, properties: JsonObject, times = 2): void =>
  void shop.page('/account', (p) => {
    p.identify(id);
    for (let n = 0; n < times; n += 1) p.tool.track('View', properties);
  });
const bye = (shop: Shop): void => void shop.page('/bye', (p) => void p.reset());

describe.each(shopVendors)('a property of %s', (vendor) => {
  const judge = (build: (shop: Shop) => void) => found(judgedShop(vendor, build), rule);

  test.each(['user_id', 'userId', 'customer_id', 'Member ID'])('%s that goes on for the next user', (name) => {
    const told = judge((shop) => {
      visit(shop, anna, { [name]: anna });
      bye(shop);
      visit(shop, ben, { [name]: anna }, 1);
    });
    expect(told).toMatchObject([{ severity: 'warning', what: expect.stringContaining(anna) }]);
  });

  test('that goes on for nobody', () => {
    const told = judge((shop) => {
      visit(shop, anna, { user_id: anna });
      bye(shop);
      shop.page('/', (p) => void p.tool.track('View', { user_id: anna }));
    });
    expect(told).toHaveLength(1);
  });

  test('that follows the user is right', () => {
    const told = judge((shop) => {
      visit(shop, anna, { user_id: anna });
      bye(shop);
      visit(shop, ben, { user_id: ben });
    });
    expect(told).toEqual([]);
  });

  test.each(['owner_id', 'invited_by', 'id'])('%s may name anybody', (name) => {
    const told = judge((shop) => {
      visit(shop, anna, { [name]: anna });
      bye(shop);
      visit(shop, ben, { [name]: anna });
    });
    expect(told).toEqual([]);
  });

  test('that ever named somebody else is of another kind', () => {
    const told = judge((shop) => {
      visit(shop, anna, { user_id: 'author-7' }, 1);
      visit(shop, anna, { user_id: anna });
      bye(shop);
      visit(shop, ben, { user_id: anna });
    });
    expect(told).toEqual([]);
  });
});

test('is a consequence of the missing reset', () => {
  const judged = judgedShop('mixpanel', (shop) => {
    visit(shop, anna, { user_id: anna });
    visit(shop, ben, { user_id: anna });
  });
  expect(found(judged, rule)).toEqual([]);
  expect(found(judged, 'user-switched-without-reset')[0]?.related).toContain(rule);
});
