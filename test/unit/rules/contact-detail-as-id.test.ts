import { expect, test } from 'vitest';
import { enter, leave } from '../../support/correct-stories.ts';
import { found, judgedOf } from '../../support/judging.ts';
import { judgedShop } from '../../support/shops.ts';

const rule = 'contact-detail-as-id';

test('is said once, however many people there are', () => {
  const judged = judgedShop('posthog', (shop) => {
    enter(shop, 'anna@shop.test');
    leave(shop);
    enter(shop, 'ben@shop.test');
  });
  expect(judged.findings).toMatchObject([{ rule, severity: 'info', what: expect.stringContaining('1 more id') }]);
});

test.each(['100042', 'anna', 'user@', '0301234567', '6f1c2a34-9d3e-4b56-8a77-1c2d3e4f5a6b'])('%s is no contact detail', (id) => {
  expect(
    found(
      judgedShop('segment', (shop) => enter(shop, id)),
      rule,
    ),
  ).toEqual([]);
});

test('is told of what a server sends', () => {
  const judged = judgedOf((r) =>
    r.inject('mixpanel', 'T', { event: 'Order', properties: { token: 'T', $user_id: 'anna@shop.test', time: 1_795_000_000 } }),
  );
  expect(found(judged, rule)).toHaveLength(1);
});
