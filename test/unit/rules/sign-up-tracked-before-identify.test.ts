import { describe, expect, test } from 'vitest';
import { anna } from '../../support/correct-stories.ts';
import { found } from '../../support/judging.ts';
import { judgedShop, type ShopPage, shopVendors } from '../../support/shops.ts';

const rule = 'sign-up-tracked-before-identify';

describe.each(shopVendors)('a sign-up with %s', (vendor) => {
  const signUp = (act: (p: ShopPage) => void) =>
    found(
      judgedShop(vendor, (shop) => void shop.page('/signup', act)),
      rule,
    );

  test('that is tracked before identify is told as information', () => {
    expect(signUp((p) => void p.track('View').login().track('Signed Up').identify(anna).track('View'))).toMatchObject([
      { severity: 'info', affected: 0, what: expect.stringContaining(anna) },
    ]);
  });

  test('that is tracked after identify is right', () => {
    expect(signUp((p) => void p.track('View').login().identify(anna).track('Signed Up'))).toEqual([]);
  });

  test('that is tracked again after identify is right', () => {
    expect(signUp((p) => void p.track('Sign Up').identify(anna).track('Sign Up'))).toEqual([]);
  });

  test('that only began is none', () => {
    expect(signUp((p) => void p.track('Sign Up Started').identify(anna).track('View'))).toEqual([]);
  });

  test('long before identify is another flow', () => {
    expect(signUp((p) => void p.track('Sign Up').wait(61_000).identify(anna).track('View'))).toEqual([]);
  });
});
