import { describe, expect, test } from 'vitest';
import { anna, ben, browse, enter } from '../../support/correct-stories.ts';
import { found } from '../../support/judging.ts';
import { judgedShop, type Shop, shopVendors } from '../../support/shops.ts';

const rule = 'impersonation';
const staff = '200001';

describe.each(shopVendors)('staff who acts as a customer, with %s', (vendor) => {
  const judge = (build: (shop: Shop) => void) => judgedShop(vendor, build);
  const loud = (build: (shop: Shop) => void) =>
    judge(build)
      .findings.filter((f) => f.severity !== 'info')
      .map((f) => [f.rule, f.severity]);

  test('is told by the address, and is the cause of the switch', () => {
    const build = (shop: Shop): void => {
      enter(shop, staff);
      shop.page('/admin/impersonate/100042', (p) => void p.identify(anna).track('View'));
    };
    expect(loud(build)).toEqual([[rule, 'error']]);
    expect(found(judge(build), rule)).toMatchObject([
      { affected: expect.toSatisfy((n: number) => n > 0), what: expect.stringContaining(staff) },
    ]);
  });

  test('is told by a mark', () => {
    const judged = judge((shop) => {
      shop.page('/', (p) => void p.fact({ kind: 'mark.added', note: 'impersonating a customer' }).identify(anna).track('View'));
    });
    expect(found(judged, rule)).toMatchObject([{ severity: 'error' }]);
  });

  test('is told by the way back, where log-ins are seen', () => {
    const build = (shop: Shop): void => {
      enter(shop, staff);
      shop.page('/as', (p) => void p.identify(anna).track('View').identify(staff).track('View'));
    };
    expect(loud(build)).toEqual([[rule, 'error']]);
  });

  test('is right when the SDK is told nothing', () => {
    const build = (shop: Shop): void => {
      enter(shop, staff);
      shop.page('/admin/impersonate/100042', (p) => void p.track('View'));
    };
    expect(loud(build)).toEqual([]);
  });

  test('is not the next user who logs in', () => {
    const judged = judge((shop) => {
      enter(shop, anna);
      shop.page('/login', (p) => void p.login().identify(ben).track('Log In'));
      shop.page('/login', (p) => void p.login().identify(anna).track('Log In'));
    });
    expect(found(judged, rule)).toEqual([]);
  });

  test('is not read off an address while nobody was known', () => {
    const judged = judge((shop) => {
      browse(shop);
      shop.page('/admin/impersonate/100042', (p) => void p.identify(staff).track('View'));
    });
    expect(found(judged, rule)).toEqual([]);
  });
});

test.each(['segment', 'posthog', 'rudderstack'] as const)('%s: a trait says so', (vendor) => {
  const judged = judgedShop(vendor, (shop) => void shop.page('/', (p) => void p.identify(anna, { impersonated_by: staff }).track('View')));
  expect(found(judged, rule)).toMatchObject([{ severity: 'error', what: expect.stringContaining('impersonated_by') }]);
});

test('without an event it is a warning', () => {
  const judged = judgedShop(
    'amplitude',
    (shop) => void shop.page('/', (p) => void p.fact({ kind: 'mark.added', note: 'logged in as a customer' }).identify(anna)),
  );
  expect(found(judged, rule)).toMatchObject([{ severity: 'warning', affected: 0 }]);
});
