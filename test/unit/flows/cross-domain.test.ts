import { describe, expect, test } from 'vitest';
import { anna } from '../../support/correct-stories.ts';
import { shopRuns, verdicts, whyOf } from '../../support/flow-runs.ts';
import { type Shop, type ShopVendor, shopVendors } from '../../support/shops.ts';

const runsOf = (vendor: ShopVendor, build: (shop: Shop) => void) => shopRuns('cross-domain', vendor, build);
const www = 'https://www.shop.test/';
const app = 'https://app.shop.test/';
const pay = 'https://pay.example/';
const view = (shop: Shop, url: string, stay = false) => shop.page(url, (p) => void p.track('View'), { stay });

describe.each(shopVendors)('from host to host in %s', (vendor) => {
  test('passes when the anonymous id comes along', () => {
    const [run, ...more] = runsOf(vendor, (shop) => {
      view(shop, www);
      view(shop, app);
      view(shop, www);
    });
    expect(more).toEqual([]);
    expect(Object.values(verdicts(run))).toEqual(['pass', 'pass', 'pass', 'pass']);
  });

  test('passes when another id is linked by a log-in on both', () => {
    const [run] = runsOf(vendor, (shop) => {
      shop.page(www, (p) => void p.track('View').login().identify(anna).track('Log In'));
      shop.clear();
      shop.page(app, (p) => void p.track('View').login().identify(anna).track('Log In'));
    });
    expect(run?.verdict).toBe('pass');
    expect(whyOf(run, 'same-visitor')).toContain(`both count for ${anna}`);
  });

  test('fails on subdomains that know two visitors', () => {
    const [run] = runsOf(vendor, (shop) => {
      view(shop, www);
      shop.clear();
      view(shop, app);
    });
    expect(verdicts(run)['same-visitor']).toBe('fail');
    expect(whyOf(run, 'same-visitor')).toContain('app.shop.test knows the visitor as');
  });

  test('cannot ask that of two sites', () => {
    const [run] = runsOf(vendor, (shop) => {
      view(shop, www);
      shop.clear();
      view(shop, pay);
    });
    expect(run?.verdict).toBe('not-applicable');
  });

  test('waits while a log-in may still link them', () => {
    const [run] = runsOf(vendor, (shop) => {
      view(shop, www);
      shop.clear();
      view(shop, app, true);
    });
    expect(run?.verdict).toBe('incomplete');
  });

  test('takes a new visitor after a log-out for right', () => {
    const [run] = runsOf(vendor, (shop) => {
      shop.page(www, (p) => void p.track('View').login().identify(anna).track('Log In').logout().reset());
      view(shop, app);
    });
    expect(verdicts(run)['same-visitor']).toBe('not-applicable');
  });

  test('tells each pair of hosts once, and is not tried on one', () => {
    const runs = runsOf(vendor, (shop) => {
      for (const url of [www, app, www, pay, www]) view(shop, url);
    });
    expect(runs.map((r) => r.run)).toEqual([1, 2]);
    expect(runsOf(vendor, (shop) => [www, `${www}mug`].forEach((url) => void view(shop, url)))).toEqual([]);
  });
});
