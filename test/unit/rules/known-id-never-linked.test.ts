import { expect, test } from 'vitest';
import type { JsonObject } from '../../../src/core/json.ts';
import { anna, browse, enter } from '../../support/correct-stories.ts';
import { found } from '../../support/judging.ts';
import { judgedShop, type Shop } from '../../support/shops.ts';

const rule = 'known-id-never-linked';
const line = (shop: Shop, properties: JsonObject): void =>
  shop.inject('mixpanel', 'X', {
    event: 'View',
    properties: { token: 'X', $insert_id: `i${shop.now()}`, time: shop.now() / 1000, ...properties },
  });
const lines = (...events: readonly JsonObject[]) =>
  judgedShop('mixpanel', (shop) => {
    for (const properties of events) line(shop, properties);
  });

test('own code sends visitors and users, and never both', () => {
  expect(found(lines({ $device_id: 'D1' }, { $user_id: 'U1' }), rule)).toMatchObject([
    { severity: 'warning', fix: expect.stringContaining('$device_id') },
  ]);
});

test('one event with both is enough', () => {
  expect(found(lines({ $device_id: 'D1' }, { $device_id: 'D1', $user_id: 'U1' }, { $user_id: 'U1' }), rule)).toEqual([]);
});

test('a server that knows users only has nothing to link, which is said', () => {
  const judged = lines({ $user_id: 'U1' });
  expect(found(judged, rule)).toEqual([]);
  expect(judged.unchecked).toContainEqual(expect.objectContaining({ rule, project: 'X' }));
});

test('is silent about what SDKs of Mixpanel send', () => {
  expect(found(lines({ $device_id: 'D1', mp_lib: 'web' }, { $user_id: 'U1', mp_lib: 'web' }), rule)).toEqual([]);
});

test('is silent where a browser links', () => {
  const judged = judgedShop('mixpanel', (shop) => {
    browse(shop);
    enter(shop, anna);
    shop.inject('mixpanel', 'T', { event: 'Order', properties: { token: 'T', $user_id: anna, $insert_id: 's', time: shop.now() / 1000 } });
  });
  expect(found(judged, rule)).toEqual([]);
});
