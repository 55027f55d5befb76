import { expect, test } from 'vitest';
import type { JsonObject } from '../../../src/core/json.ts';
import { anna, browse, enter } from '../../support/correct-stories.ts';
import { found } from '../../support/judging.ts';
import { judgedShop } from '../../support/shops.ts';

const rule = 'known-id-as-device-id';
const lines = (...events: readonly JsonObject[]) =>
  judgedShop('mixpanel', (shop) => {
    events.forEach((properties, at) => {
      shop.inject('mixpanel', 'X', {
        event: 'View',
        properties: { token: 'X', $insert_id: `i${at}`, time: 1_795_000_000 + at, ...properties },
      });
    });
  });

test.each(['anna@shop.test', '+4930123456'])('%s is no device', (id) => {
  expect(found(lines({ $device_id: id, $user_id: 'U1' }), rule)).toMatchObject([
    { severity: 'warning', what: expect.stringContaining(id) },
  ]);
});

test('a user of other events is no device', () => {
  expect(found(lines({ $device_id: 'D1', $user_id: 'U1' }, { $device_id: 'U1', $user_id: 'U2' }), rule)).toMatchObject([
    { what: expect.stringContaining('U1') },
  ]);
});

test('random ids are right', () => {
  expect(found(lines({ $device_id: 'D1', $user_id: 'U1' }, { $device_id: '6f1c2a34-9d3e-4b56-8a77-1c2d3e4f5a6b' }), rule)).toEqual([]);
});

test("what Mixpanel's SDK took over from an older release is its own doing", () => {
  expect(found(lines({ $device_id: 'anna@shop.test', $user_id: 'U1', $had_persisted_distinct_id: true }), rule)).toEqual([]);
});

test("Mixpanel's SDK makes ids of its own", () => {
  const judged = judgedShop('mixpanel', (shop) => {
    browse(shop);
    enter(shop, anna);
  });
  expect(found(judged, rule)).toEqual([]);
});
