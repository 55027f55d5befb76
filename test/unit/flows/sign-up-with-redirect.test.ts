import { describe, expect, test } from 'vitest';
import { anna, ben, browse, enter, leave } from '../../support/correct-stories.ts';
import { shopRuns, verdicts, whyOf } from '../../support/flow-runs.ts';
import { type Shop, type ShopVendor, shopVendors } from '../../support/shops.ts';

const runsOf = (vendor: ShopVendor, build: (shop: Shop) => void) => shopRuns('sign-up-with-redirect', vendor, build);

describe.each(shopVendors)('a sign-up that leads to another page in %s', (vendor) => {
  test('passes when that page makes the calls', () => {
    const [run, ...more] = runsOf(vendor, (shop) => {
      browse(shop);
      enter(shop, anna);
    });
    expect(more).toEqual([]);
    expect(Object.values(verdicts(run))).toEqual(['pass', 'pass', 'pass', 'pass', 'pass', 'pass']);
    expect(whyOf(run, 'calls-at-sign-up')).toContain('page that followed');
  });

  test('passes when the page that is left makes them, and all of them go out', () => {
    const [run] = runsOf(vendor, (shop) => {
      browse(shop);
      shop.page('/signup', (p) => void p.track('View').login().identify(anna).track('Sign Up'));
      shop.page('/welcome', (p) => void p.track('View'));
    });
    expect(run?.verdict).toBe('pass');
    expect(whyOf(run, 'calls-at-sign-up')).toContain('before the page was left');
  });

  test('fails when an event is lost with the page', () => {
    const [run] = runsOf(vendor, (shop) => {
      browse(shop);
      shop.page('/signup', (p) => void p.track('View').login().identify(anna).tool.hold().track('Sign Up'));
      shop.page('/welcome', (p) => void p.track('View'));
    });
    expect(verdicts(run)['all-delivered']).toBe('fail');
    expect(whyOf(run, 'all-delivered')).toContain('(Sign Up) was lost with the page');
  });

  test('waits for an event on the page that followed', () => {
    const [run] = runsOf(vendor, (shop) => {
      browse(shop);
      shop.page('/signup', (p) => void p.login().identify(anna).track('Sign Up'));
      shop.page('/welcome', () => undefined, { stay: true });
    });
    expect(run?.verdict).toBe('incomplete');
    expect(verdicts(run)['on-welcome-page']).toBe('waiting');
  });

  test('asks nothing of a page that was left again at once', () => {
    const [run] = runsOf(vendor, (shop) => {
      shop.page('/signup', (p) => void p.login().identify(anna).track('Sign Up'));
      leave(shop);
    });
    expect(run?.verdict).not.toBe('fail');
  });

  test('is not tried where the page stays, nor by a log-in later on', () => {
    expect(runsOf(vendor, (shop) => void shop.page('/', (p) => void p.login().identify(anna).track('Sign Up').wait(20_000)))).toEqual([]);
    const runs = runsOf(vendor, (shop) => {
      enter(shop, anna);
      leave(shop);
      enter(shop, anna);
      leave(shop);
      enter(shop, ben);
    });
    expect(runs.map((r) => r.run)).toEqual([1, 2]);
  });
});

test.each(['mixpanel', 'amplitude'] as const)('fails in %s when identify is the last call', (vendor) => {
  const [run] = runsOf(vendor, (shop) => {
    browse(shop);
    shop.page('/signup', (p) => void p.track('Sign Up').login());
    shop.page('/welcome', (p) => void p.identify(anna));
  });
  expect(verdicts(run)['identify-before-track']).toBe('fail');
});

test('takes what was tracked too early where the vendor moves it', () => {
  const [run] = runsOf('segment', (shop) => {
    shop.page('/signup', (p) => void p.track('Sign Up').login());
    shop.page('/welcome', (p) => void p.identify(anna));
  });
  expect(verdicts(run)['identify-before-track']).toBe('not-applicable');
});
