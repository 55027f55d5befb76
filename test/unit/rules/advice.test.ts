import { describe, expect, test } from 'vitest';
import { anna, ben } from '../../support/correct-stories.ts';
import { found } from '../../support/judging.ts';
import { planted } from '../../support/planted/index.ts';
import { judgedShop, type ShopVendor } from '../../support/shops.ts';

/** Calls that a vendor's SDK does not have, or that do something else there. */
const wrong: Readonly<Partial<Record<ShopVendor, readonly string[]>>> = {
  amplitude: ['amplitude.identify(', 'amplitude.capture('],
  posthog: ['posthog.track(', 'posthog.setUserId('],
  rudderstack: ['rudderanalytics.reset()', 'rudderstack.reset(', 'rudderstack.identify('],
  segment: ['segment.reset(', 'segment.identify(', 'segment.track('],
};
const rows = planted.flatMap((p) => p.vendors.map((vendor) => ({ ...p, vendor })));

describe('advice', () => {
  test.each(rows)('on $rule in $vendor ($how) names calls that there are, and every text is whole', ({ vendor, beside = [], build }) => {
    const { findings } = judgedShop([vendor, ...beside], (shop) => build(shop, vendor));
    for (const { what, consequence, fix, vendor: of } of findings) {
      for (const call of wrong[of as ShopVendor] ?? []) expect(fix).not.toContain(call);
      for (const text of [what, consequence, fix]) {
        expect(text).toMatch(/^[A-Za-z0-9$'][\s\S]*[.;)…]$/);
        expect(text).not.toMatch(/undefined(?!"|')|null \b|\[object|NaN|\$\{/);
      }
    }
  });

  test("advises against resets at every log-out in Mixpanel's original merge", () => {
    const judged = judgedShop(
      'mixpanel',
      (shop) => {
        shop.page('/', (p) => void p.track('View').identify(anna).track('a').identify(ben).track('b'));
      },
      { options: { models: { mixpanel: 'mixpanel-original' } } },
    );
    expect(found(judged, 'user-switched-without-reset')[0]?.fix).toContain('do not reset on every log-out');
  });
});
