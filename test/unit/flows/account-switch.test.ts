import { describe, expect, test } from 'vitest';
import { anna, ben, browse, enter, leave } from '../../support/correct-stories.ts';
import { shopRuns, verdicts, whyOf } from '../../support/flow-runs.ts';
import { type Shop, type ShopVendor, shopVendors } from '../../support/shops.ts';

const runsOf = (vendor: ShopVendor, build: (shop: Shop) => void, options = {}) => shopRuns('account-switch', vendor, build, { options });

describe.each(shopVendors)('switching accounts in %s', (vendor) => {
  test('passes with a reset between, and every switch is a run', () => {
    const runs = runsOf(vendor, (shop) => {
      enter(shop, anna);
      shop.page('/switch', (p) => void p.reset().identify(ben).track('Switch'));
      shop.page('/switch', (p) => void p.track('View').reset().identify(anna).track('Switch'));
    });
    expect(runs.map((r) => [r.run, r.verdict])).toEqual([
      [1, 'pass'],
      [2, 'pass'],
    ]);
    expect(Object.values(verdicts(runs[0]))).toEqual(['pass', 'pass', 'pass', 'pass', 'pass']);
  });

  test('without a reset is a failure, but where the SDK renews the anonymous id itself', () => {
    const [run] = runsOf(vendor, (shop) => {
      enter(shop, anna);
      shop.page('/switch', (p) => void p.identify(ben).track('Switch'));
    });
    expect(verdicts(run)['reset-between']).toBe(vendor === 'segment' ? 'pass' : 'fail');
    if (vendor === 'segment') expect(whyOf(run, 'reset-between')).toContain('itself');
  });

  test('is not tried by a log-out, nor by a log-in between', () => {
    const logout = (shop: Shop) => {
      enter(shop, anna);
      leave(shop);
      enter(shop, ben);
    };
    const login = (shop: Shop) => {
      enter(shop, anna);
      shop.page('/bye', (p) => void p.reset());
      browse(shop);
      enter(shop, ben);
    };
    expect(runsOf(vendor, logout)).toEqual([]);
    expect(runsOf(vendor, login)).toEqual([]);
  });
});

test('asks for no reset under Original ID Merge, which refuses to join the two', () => {
  const [run] = runsOf(
    'mixpanel',
    (shop) => {
      enter(shop, anna);
      shop.page('/switch', (p) => void p.identify(ben).track('Switch'));
    },
    { models: { T: 'mixpanel-original' } },
  );
  expect(verdicts(run)).toMatchObject({ 'reset-between': 'not-applicable', 'kept-apart': 'pass' });
});

test('fails in RudderStack with a reset that keeps the anonymous id', () => {
  const [run] = runsOf('rudderstack', (shop) => {
    enter(shop, anna);
    shop.page('/switch', (p) => void p.tool.call('reset').identify(ben).track('Switch'));
  });
  expect(whyOf(run, 'reset-between')).toContain('reset(true)');
  expect(run?.verdict).toBe('fail');
});

test.each(['mixpanel', 'amplitude'] as const)('waits for an event of the second account in %s, where identify is none', (vendor) => {
  const [run] = runsOf(vendor, (shop) => {
    enter(shop, anna);
    const page = shop.page('/switch', (p) => void p.reset(), { stay: true });
    page.tool.hold().identify(ben);
  });
  expect(run?.verdict).toBe('incomplete');
  expect(verdicts(run)['kept-apart']).toBe('waiting');
});
