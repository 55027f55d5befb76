import { describe, expect, test } from 'vitest';
import { anna, ben, browse, enter } from '../../support/correct-stories.ts';
import { found } from '../../support/judging.ts';
import { judgedShop, type Shop, shopVendors } from '../../support/shops.ts';

const rule = 'reset-kept-an-id';
const halfReset = (shop: Shop) => shop.page('/bye', (p) => void p.logout().track('Log Out').tool.call('reset'));

describe('RudderStack', () => {
  test('counts what happened between two people', () => {
    const judged = judgedShop('rudderstack', (shop) => {
      enter(shop, anna);
      halfReset(shop);
      browse(shop);
      enter(shop, ben);
    });
    expect(found(judged, rule)).toMatchObject([{ severity: 'warning', affected: 3, fix: expect.stringContaining('reset(true)') }]);
    // The reset itself was not forgotten.
    expect(found(judged, 'logout-without-reset')).toEqual([]);
  });

  test('the same user again is no second person', () => {
    const judged = judgedShop('rudderstack', (shop) => {
      enter(shop, anna);
      halfReset(shop);
      enter(shop, anna);
    });
    expect(found(judged, rule)).toMatchObject([{ severity: 'info', affected: 0 }]);
  });

  test('entries of reset are understood by what they do', () => {
    const judged = judgedShop('rudderstack', (shop) => {
      enter(shop, anna);
      shop.page('/bye', (p) => void p.logout().tool.call('reset', { entries: { anonymousId: true } }));
      enter(shop, ben);
    });
    expect(found(judged, rule)).toEqual([]);
  });

  test('a reset of an anonymous visitor ends nobody', () => {
    const judged = judgedShop('rudderstack', (shop) => {
      browse(shop);
      halfReset(shop);
      enter(shop, ben);
    });
    expect(found(judged, rule)).toEqual([]);
  });
});

test('PostHog keeps people apart, and says what goes by device', () => {
  const judged = judgedShop('posthog', (shop) => {
    enter(shop, anna);
    halfReset(shop);
    browse(shop);
    enter(shop, ben);
  });
  expect(found(judged, rule)).toMatchObject([{ affected: 0, consequence: expect.stringContaining('device') }]);
});

test.each(shopVendors)('%s: a full reset keeps nothing', (vendor) => {
  const judged = judgedShop(vendor, (shop) => {
    enter(shop, anna);
    shop.page('/bye', (p) => void p.logout().track('Log Out').reset());
    browse(shop);
    enter(shop, ben);
  });
  expect(found(judged, rule)).toEqual([]);
});

test('another tab that still has the old id is no id that came back', () => {
  const judged = judgedShop('amplitude', (shop) => {
    const other = shop.page('/', (p) => void p.track('View'), { tab: 2, stay: true });
    shop.page('/', (p) => void p.identify(anna).track('View').reset().track('View'));
    other.track('Click');
  });
  expect(found(judged, rule)).toEqual([]);
});

test('says that it cannot tell where calls were not observed', () => {
  const judged = judgedShop('rudderstack', (shop) =>
    shop.inject('rudderstack', 'X', { type: 'track', event: 'a', anonymousId: 'A', messageId: 'm', channel: 'web' }),
  );
  expect(judged.unchecked).toContainEqual(expect.objectContaining({ rule, project: 'X' }));
});
