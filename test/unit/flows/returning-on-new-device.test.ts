import { describe, expect, test } from 'vitest';
import { anna, ben, browse, enter } from '../../support/correct-stories.ts';
import { openSteps, shopRuns, verdicts, whyOf } from '../../support/flow-runs.ts';
import { type Shop, type ShopVendor, shopVendors } from '../../support/shops.ts';

const runsOf = (vendor: ShopVendor, build: (shop: Shop) => void, options = {}) =>
  shopRuns('returning-on-new-device', vendor, build, { options });
const on = (device: string) => ({ device, tab: device.length });
const comeBack = (shop: Shop, id: string, device = 'phone') => {
  shop.page('/', (p) => void p.track('View'), on(device));
  shop.page('/login', (p) => void p.track('View').login(), on(device));
  shop.page('/welcome', (p) => void p.identify(id).track('Log In'), on(device));
};

describe.each(shopVendors)('a user on another device in %s', (vendor) => {
  test('passes with every step', () => {
    const [run, ...more] = runsOf(vendor, (shop) => {
      browse(shop);
      enter(shop, anna);
      comeBack(shop, anna);
    });
    expect(more).toEqual([]);
    expect(run?.verdict).toBe('pass');
    expect(Object.values(verdicts(run))).toEqual(['pass', 'pass', 'pass', 'pass', 'pass', 'pass']);
  });

  test('is a run for each device', () => {
    const runs = runsOf(vendor, (shop) => {
      enter(shop, anna);
      comeBack(shop, anna);
      comeBack(shop, anna, 'tablet');
    });
    expect(runs.map((r) => [r.run, r.verdict])).toEqual([
      [1, 'pass'],
      [2, 'pass'],
    ]);
  });

  test('waits for the log-in on the second device, and says as whom', () => {
    const [run] = runsOf(vendor, (shop) => {
      enter(shop, anna);
      shop.page('/login', (p) => void p.track('View').login(), { ...on('phone'), stay: true });
    });
    expect(run?.verdict).toBe('incomplete');
    expect(openSteps(run)).toEqual(['same-id waiting', 'one-profile waiting', 'history-lands-on-user waiting']);
    expect(whyOf(run, 'same-id')).toContain(anna);
  });

  test('is not tried by one device, nor by two people on two', () => {
    expect(
      runsOf(vendor, (shop) => {
        browse(shop);
        enter(shop, anna);
      }),
    ).toEqual([]);
    expect(
      runsOf(vendor, (shop) => {
        enter(shop, anna);
        comeBack(shop, ben);
      }),
    ).toEqual([]);
  });

  test('fails when a reset cut off what was done on the second device', () => {
    const [run] = runsOf(vendor, (shop) => {
      enter(shop, anna);
      shop.page('/', (p) => void p.track('View'), on('phone'));
      shop.page('/welcome', (p) => void p.reset().login().identify(anna).track('Log In'), on('phone'));
    });
    expect(verdicts(run)['history-lands-on-user']).toBe('fail');
    expect(run?.verdict).toBe('fail');
  });
});

test('asks nothing of the history under the legacy system: a log-in orphans it, as documented', () => {
  const [run] = runsOf(
    'mixpanel',
    (shop) => {
      browse(shop);
      enter(shop, anna);
      comeBack(shop, anna);
    },
    { models: { T: 'mixpanel-legacy' } },
  );
  expect(verdicts(run)).toMatchObject({ 'one-profile': 'pass', 'history-lands-on-user': 'not-applicable' });
  expect(run?.verdict).toBe('pass');
});

test('fails in Mixpanel when identify is the last thing: nothing links the second device', () => {
  const [run] = runsOf('mixpanel', (shop) => {
    enter(shop, anna);
    shop.page('/', (p) => void p.track('View').login().identify(anna), on('phone'));
  });
  expect(verdicts(run)['one-profile']).not.toBe('pass');
});

test.each(['mixpanel', 'amplitude'] as const)('waits for the first event of the user there in %s, where identify is none', (vendor) => {
  const [run] = runsOf(vendor, (shop) => {
    enter(shop, anna);
    shop.page('/', (p) => void p.track('View'), on('phone'));
    const page = shop.page('/login', (p) => void p.login(), { ...on('phone'), stay: true });
    page.tool.hold().identify(anna);
  });
  expect(run?.verdict).toBe('incomplete');
});
