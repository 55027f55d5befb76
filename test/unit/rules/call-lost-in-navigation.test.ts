import { describe, expect, test } from 'vitest';
import { anna, browse, enter } from '../../support/correct-stories.ts';
import { found } from '../../support/judging.ts';
import { judgedShop, shopVendors } from '../../support/shops.ts';

const rule = 'call-lost-in-navigation';

describe.each(shopVendors)('an event in %s', (vendor) => {
  test('that left with the page is not lost', () => {
    const judged = judgedShop(vendor, (shop) => {
      browse(shop);
      shop.page('/buy', (p) => void p.tool.hold().track('Buy').release());
    });
    expect(found(judged, rule)).toEqual([]);
  });

  test('on a page that is still open is not lost', () => {
    const judged = judgedShop(vendor, (shop) => {
      browse(shop);
      shop.page('/buy', (p) => void p.tool.hold().track('Buy'), { stay: true });
    });
    expect(found(judged, rule)).toEqual([]);
  });

  test('that was called before another one that arrived was dropped by the SDK', () => {
    const judged = judgedShop(vendor, (shop) => {
      browse(shop);
      shop.page('/buy', (p) => void p.tool.drop().track('Sampled out').release().track('Buy'));
    });
    expect(found(judged, rule)).toEqual([]);
  });
});

test('a lost identify in Mixpanel explains why nothing was linked', () => {
  const judged = judgedShop('mixpanel', (shop) => {
    browse(shop);
    shop.page('/login', (p) => void p.login().track('View').tool.hold().identify(anna).track('Sign Up'));
    shop.page('/', (p) => void p.reset().track('View'));
  });
  expect(found(judged, rule)[0]?.related).toContain('identify-without-event');
});

test('is silent, and says so, where no request was seen at all', () => {
  const judged = judgedShop('posthog', (shop) => shop.page('/', (p) => void p.tool.hold().track('View')));
  expect(found(judged, rule)).toEqual([]);
  expect(judged.unchecked).toContainEqual(expect.objectContaining({ rule, why: expect.stringContaining('No request') }));
});

test('is silent, and says so, where the recording itself has gaps', () => {
  const judged = judgedShop('posthog', (shop) => {
    enter(shop, anna);
    shop.page('/buy', (p) => {
      p.fact({ kind: 'loss.counted', what: 'body', why: 'size', count: 1 });
      p.tool.hold().track('Pay');
    });
  });
  expect(found(judged, rule)).toEqual([]);
  expect(judged.unchecked).toContainEqual(expect.objectContaining({ rule, why: expect.stringContaining('Not everything') }));
});
