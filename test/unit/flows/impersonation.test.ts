import { describe, expect, test } from 'vitest';
import { anna, ben, browse, enter, leave } from '../../support/correct-stories.ts';
import { runsIn, shopRuns, verdicts, whyOf } from '../../support/flow-runs.ts';
import { judgedOf } from '../../support/judging.ts';
import type { SdkBuilder } from '../../support/sdk-builder.ts';
import { type Shop, type ShopVendor, shopVendors } from '../../support/shops.ts';

const staff = anna;
const customer = ben;
const runsOf = (vendor: ShopVendor, build: (shop: Shop) => void) => shopRuns('impersonation', vendor, build);
const act = '/admin/users/7/impersonate';

describe.each(shopVendors)('staff who acts as a customer in %s', (vendor) => {
  test('passes when what they do stays their own', () => {
    const [run, ...more] = runsOf(vendor, (shop) => {
      enter(shop, staff);
      shop.page(act, (p) => void p.track('View'));
      browse(shop);
    });
    expect(more).toEqual([]);
    expect(Object.values(verdicts(run))).toEqual(['pass', 'pass', 'pass', 'pass', 'pass']);
  });

  test('fails when the customer is identified', () => {
    const [run] = runsOf(vendor, (shop) => {
      enter(shop, staff);
      shop.page(act, (p) => void p.reset().identify(customer).track('View'));
    });
    expect(run?.verdict).toBe('fail');
    expect(verdicts(run)).toMatchObject({ 'nothing-lands-on-customer': 'fail', 'device-not-linked': 'fail' });
    expect(whyOf(run, 'nothing-lands-on-customer')).toContain(`landed on ${customer}`);
  });

  test('waits for something to be done', () => {
    const [run] = runsOf(vendor, (shop) => {
      enter(shop, staff);
      shop.page(act, () => undefined, { stay: true });
    });
    expect(run?.verdict).toBe('incomplete');
  });

  test('ends with the word for it, and begins again', () => {
    const runs = runsOf(vendor, (shop) => {
      enter(shop, staff);
      shop.page(act, (p) => void p.track('View'));
      shop.page('/stop-impersonating', (p) => void p.track('View'));
      leave(shop);
      enter(shop, customer);
      leave(shop);
      enter(shop, staff);
      shop.page(act, (p) => void p.track('View'));
    });
    expect(runs.map((r) => [r.run, r.verdict])).toEqual([
      [1, 'pass'],
      [2, 'pass'],
    ]);
  });

  test('is not read off an address alone where nobody was known, nor off an article', () => {
    expect(
      runsOf(vendor, (shop) => {
        shop.page('/impersonate', (p) => void p.track('View'));
        enter(shop, customer);
      }),
    ).toEqual([]);
    expect(
      runsOf(vendor, (shop) => {
        enter(shop, staff);
        shop.page('/blog/on-impersonation', (p) => void p.track('View'));
      }),
    ).toEqual([]);
  });

  test('is told by a mark', () => {
    const [run] = runsOf(vendor, (shop) => {
      shop.page('/', (p) => {
        p.track('View').fact({ kind: 'mark.added', note: 'impersonating customer 7' });
        p.identify(customer).track('View');
      });
    });
    expect(verdicts(run)).toMatchObject({ 'staff-known': 'not-applicable', 'nothing-lands-on-customer': 'fail' });
  });
});

test.each(['segment', 'posthog', 'rudderstack'] as const)('is told by a trait in %s', (vendor) => {
  const [run] = runsOf(vendor, (shop) => {
    shop.page('/', (p) => void p.track('View').identify(customer, { impersonated_by: 'staff-1' }).track('View'));
  });
  expect(whyOf(run, 'acting')).toContain('impersonated_by');
  expect(run?.verdict).toBe('fail');
});

test.each(['mixpanel', 'posthog', 'amplitude'] as const)('passes in %s when capturing is off meanwhile', (vendor) => {
  const judged = judgedOf((r) => {
    const visit = (path: string, make: (sdk: SdkBuilder) => SdkBuilder) => {
      const d = r.document(`https://shop.test${path}`);
      make(d.sdk(vendor)).send();
      d.close();
      r.wait(500);
    };
    visit('/', (sdk) => sdk.track('View').identify(staff).track('Log In'));
    visit(act, (sdk) => sdk.optOut().identify(customer).track('View'));
  });
  const [run] = runsIn(judged, 'impersonation');
  expect(verdicts(run)).toMatchObject({ 'nothing-lands-on-customer': 'pass', 'device-not-linked': 'pass' });
  expect(whyOf(run, 'nothing-lands-on-customer')).toBe('Capturing was off: nothing was sent.');
});
