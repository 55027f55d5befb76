import { describe, expect, test } from 'vitest';
import { saysLogout, saysSignUp } from '../../../src/rules/event-words.ts';
import { anna, enter } from '../../support/correct-stories.ts';
import { found } from '../../support/judging.ts';
import { judgedShop, type ShopPage, shopVendors } from '../../support/shops.ts';

const rule = 'logout-event-after-reset';

describe.each(shopVendors)('the log-out of %s', (vendor) => {
  const bye = (act: (p: ShopPage) => void) =>
    judgedShop(vendor, (shop) => {
      enter(shop, anna);
      shop.page('/bye', (p) => act(p.logout()));
    });

  test('counts for nobody when it is tracked after the reset', () => {
    expect(
      found(
        bye((p) => void p.reset().track('Log Out')),
        rule,
      ),
    ).toMatchObject([{ severity: 'warning', affected: 1, what: expect.stringContaining(anna), fix: expect.stringContaining('Log Out') }]);
  });

  test('is right before the reset', () => {
    expect(
      found(
        bye((p) => void p.track('Log Out').reset()),
        rule,
      ),
    ).toEqual([]);
  });

  test('was told already when a second one follows', () => {
    expect(
      found(
        bye((p) => void p.track('user_logged_out').reset().track('Logout')),
        rule,
      ),
    ).toEqual([]);
  });

  test('is not what a button, a page or a failure is called', () => {
    expect(
      found(
        bye((p) => void p.reset().track('Log Out Page Viewed').track('Logout failed')),
        rule,
      ),
    ).toEqual([]);
  });

  test('of a visitor whom nobody knew is nobody else’s', () => {
    const judged = judgedShop(vendor, (shop) => void shop.page('/', (p) => void p.track('View').reset().track('Log Out')));
    expect(found(judged, rule)).toEqual([]);
  });
});

test('Amplitude stamps late: the order was right, and another rule says why', () => {
  const judged = judgedShop('amplitude', (shop) => {
    enter(shop, anna);
    shop.page('/bye', (p) => void p.tool.sameTask((t) => void t.track('Log Out').reset()));
  });
  expect(found(judged, 'identity-changed-in-same-tick')).toHaveLength(1);
  expect(found(judged, rule)).toEqual([]);
});

test.each(['Log Out', 'logout', 'UserLoggedOut', 'user_signed_out', 'Sign off', 'logout completed'])(
  '%s says that somebody logged out',
  (name) => {
    expect(saysLogout(name)).toBe(true);
  },
);
test.each(['Log Out Clicked', 'logout_button', 'Logout failed', 'Checkout', 'catalog out', 'login', 'blog out of date'])(
  '%s does not',
  (name) => {
    expect(saysLogout(name)).toBe(false);
  },
);
test.each(['Sign Up', 'signup', 'Signed Up', 'Account Created', 'user_registered', 'SignUpCompleted'])(
  '%s says that somebody signed up',
  (name) => {
    expect(saysSignUp(name)).toBe(true);
  },
);
test.each(['Sign Up Started', 'signup_button_clicked', 'Newsletter signup form', 'Registration failed', 'Design Uploaded'])(
  '%s does not',
  (name) => {
    expect(saysSignUp(name)).toBe(false);
  },
);
