import { expect, test } from 'vitest';
import { anna, ben, enter } from '../../support/correct-stories.ts';
import { found } from '../../support/judging.ts';
import { judgedShop, type ShopPage, shopVendors } from '../../support/shops.ts';

const rule = 'identity-changed-in-same-tick';
const bye = (act: (p: ShopPage) => void, vendor: (typeof shopVendors)[number] = 'amplitude') =>
  found(
    judgedShop(vendor, (shop) => {
      enter(shop, anna);
      shop.page('/bye', act);
    }),
    rule,
  );

test('the log-out event went out as the next visitor', () => {
  const [finding] = bye((p) => void p.tool.sameTask((t) => void t.track('Log Out').reset()));
  expect(finding).toMatchObject({ affected: 1, what: expect.stringContaining('Log Out'), fix: expect.stringContaining('promise') });
  expect(finding?.what).toContain(anna);
});

test('an event of one user went out as another', () => {
  const [finding] = bye((p) => void p.tool.sameTask((t) => void t.track('View').identify(ben)));
  expect(finding?.consequence).toContain(ben);
});

test('a visitor who becomes known in the same task is one person all the same', () => {
  const judged = judgedShop('amplitude', (shop) => {
    shop.page(
      '/login',
      (p) =>
        void p
          .track('View')
          .login()
          .tool.sameTask((t) => void t.track('Log In').identify(anna)),
    );
  });
  expect(found(judged, rule)).toMatchObject([{ severity: 'info', affected: 0 }]);
});

test('is silent when the event was awaited', () => {
  expect(bye((p) => void p.tool.track('Log Out').reset())).toEqual([]);
});

test('is silent about ids that the event was given itself', () => {
  expect(bye((p) => void p.tool.sameTask((t) => void t.call('track', 'View', {}, { user_id: 'user-9' }).track('b')))).toEqual([]);
});

test('is silent about the same task where nothing changed', () => {
  expect(bye((p) => void p.tool.sameTask((t) => void t.track('View').identify(anna).track('b')))).toEqual([]);
});

test.each(shopVendors.filter((v) => v !== 'amplitude'))('%s puts the ids on at the call', (vendor) => {
  expect(bye((p) => void p.tool.sameTask((t) => void t.track('Log Out').reset().track('View')), vendor)).toEqual([]);
});

test('says that ids cannot be compared where calls were not observed', () => {
  const judged = judgedShop('amplitude', (shop) => shop.inject('amplitude', 'X', { event_type: 'a', device_id: 'device-1', api_key: 'X' }));
  expect(judged.unchecked).toContainEqual(expect.objectContaining({ rule, project: 'X' }));
});
