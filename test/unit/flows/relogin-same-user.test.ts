import { describe, expect, test } from 'vitest';
import { anna, ben, browse, enter, leave } from '../../support/correct-stories.ts';
import { openSteps, shopRuns, verdicts, whyOf } from '../../support/flow-runs.ts';
import { type Shop, type ShopVendor, shopVendors } from '../../support/shops.ts';

const runsOf = (vendor: ShopVendor, build: (shop: Shop) => void, options = {}) => shopRuns('relogin-same-user', vendor, build, { options });

describe.each(shopVendors)('the same user again in %s', (vendor) => {
  test('passes with every step, one run for each time', () => {
    const runs = runsOf(vendor, (shop) => {
      browse(shop);
      enter(shop, anna);
      leave(shop);
      browse(shop);
      enter(shop, anna);
      leave(shop);
      enter(shop, anna);
    });
    expect(runs.map((r) => [r.run, r.verdict])).toEqual([
      [1, 'pass'],
      [2, 'pass'],
    ]);
    expect(whyOf(runs[0], 'stretch-between')).toMatch(/^All 3 anonymous events land on/);
  });

  test('is not what two people do, nor a page that identifies again', () => {
    expect(
      runsOf(vendor, (shop) => {
        enter(shop, anna);
        shop.page('/account', (p) => void p.identify(anna).track('View'));
        leave(shop);
        enter(shop, ben);
      }),
    ).toEqual([]);
  });

  test('fails without a reset when something was sent in between', () => {
    const [run] = runsOf(vendor, (shop) => {
      enter(shop, anna);
      shop.page('/bye', (p) => void p.logout().track('Log Out'));
      browse(shop);
      enter(shop, anna);
    });
    expect(run?.verdict).toBe('fail');
    expect(verdicts(run)['reset-took-effect']).toBe('fail');
  });

  test('misses no reset when nothing was sent in between', () => {
    const [run] = runsOf(vendor, (shop) => {
      enter(shop, anna);
      shop.page('/bye', (p) => void p.logout().track('Log Out').login().identify(anna).track('Log In'));
    });
    expect(verdicts(run)).toMatchObject({ 'reset-took-effect': 'not-applicable', 'one-profile': 'pass' });
    expect(run?.verdict).toBe('pass');
  });

  test('says which button helps when the log-out was not seen', () => {
    const [run] = runsOf(vendor, (shop) => {
      enter(shop, anna);
      shop.page('/bye', (p) => void p.reset());
      enter(shop, anna);
    });
    expect(openSteps(run)).toEqual(['logout waiting']);
  });
});

test('asks nothing of the stretch in between under the legacy system, which has no such link', () => {
  const [run] = runsOf(
    'mixpanel',
    (shop) => {
      enter(shop, anna);
      leave(shop);
      browse(shop);
      enter(shop, anna);
    },
    { models: { T: 'mixpanel-legacy' } },
  );
  expect(verdicts(run)['stretch-between']).toBe('not-applicable');
});

test.each(['mixpanel', 'amplitude'] as const)('waits for an event after they came back in %s, where identify is none', (vendor) => {
  const [run] = runsOf(vendor, (shop) => {
    enter(shop, anna);
    leave(shop);
    browse(shop);
    const page = shop.page('/login', (p) => void p.login(), { stay: true });
    page.tool.hold().identify(anna);
  });
  expect(run?.verdict).toBe('incomplete');
  expect(openSteps(run)).toEqual(expect.arrayContaining(['one-profile waiting']));
});
