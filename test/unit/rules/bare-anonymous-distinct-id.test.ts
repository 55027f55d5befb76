import { expect, test } from 'vitest';
import { found } from '../../support/judging.ts';
import { judgedShop, type Shop } from '../../support/shops.ts';

const rule = 'bare-anonymous-distinct-id';
const uuid = '6f1c2a34-9d3e-4b56-8a77-1c2d3e4f5a6b';
const order = (shop: Shop, properties: object) =>
  shop.inject('mixpanel', 'T', {
    event: 'Order',
    properties: { token: 'T', time: shop.now() / 1000, $insert_id: `s${shop.now()}`, ...properties },
  });
const afterVisit = (send: (shop: Shop, device: string) => void, model = 'mixpanel-simplified') =>
  found(
    judgedShop(
      'mixpanel',
      (shop) => {
        let device = '';
        shop.page('/', (p) => {
          device = p.track('View').tool.ids().anonymousId ?? '';
        });
        send(shop, device);
      },
      { options: { models: { mixpanel: model } } },
    ),
    rule,
  );

test('counts the events that are on a user of their own for ever', () => {
  const findings = afterVisit((shop, device) => {
    order(shop, { distinct_id: device });
    shop.wait(10);
    order(shop, { distinct_id: device });
  });
  expect(findings).toMatchObject([{ severity: 'error', affected: 2 }]);
});

test('is silent about an id of the database that looks the same', () => {
  expect(afterVisit((shop) => order(shop, { distinct_id: uuid }))).toEqual([]);
});

test('is silent about the right ways to send it', () => {
  expect(afterVisit((shop, device) => order(shop, { distinct_id: `$device:${device}` }))).toEqual([]);
  expect(afterVisit((shop, device) => order(shop, { $device_id: device, distinct_id: device }))).toEqual([]);
});

test('knows the anonymous ids of other tools', () => {
  const judged = judgedShop(['mixpanel', 'segment'], (shop) => {
    let visitor = '';
    shop.page('/', (p) => {
      visitor = p.track('View').on('segment').ids().anonymousId ?? '';
    });
    order(shop, { distinct_id: visitor });
  });
  expect(found(judged, rule)).toHaveLength(1);
});

test('is no matter of the other merge systems', () => {
  expect(afterVisit((shop, device) => order(shop, { distinct_id: device }), 'mixpanel-original')).toEqual([]);
});
