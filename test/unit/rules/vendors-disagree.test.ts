import { describe, expect, test } from 'vitest';
import { anna, ben, browse, enter, leave } from '../../support/correct-stories.ts';
import { found } from '../../support/judging.ts';
import { judgedShop, type Shop, type ShopVendor } from '../../support/shops.ts';

const rule = 'vendors-disagree';
const both: readonly ShopVendor[] = ['segment', 'posthog'];
const only = (build: (shop: Shop) => void) => found(judgedShop(both, build), rule);
const once = (shop: Shop) => {
  enter(shop, anna);
  leave(shop);
};

describe('one tool knows the user, another does not', () => {
  test('after a log-in it is a consequence of the missing identify', () => {
    const judged = judgedShop(both, (shop) => {
      once(shop);
      shop.page('/login', (p) => void p.login().on('segment').identify(ben));
      shop.page('/account', (p) => void p.wait(3_000).track('View'));
    });
    expect(judged.findings.filter((f) => f.severity !== 'info')).toMatchObject([
      { rule: 'login-without-identify', vendor: 'posthog', related: [rule] },
    ]);
  });

  test('is silent about a tool that is not meant to know anybody', () => {
    expect(
      only((shop) => {
        browse(shop);
        shop.page('/welcome', (p) => void p.on('segment').identify(anna));
        shop.page('/account', (p) => void p.wait(3_000).track('View'));
      }),
    ).toEqual([]);
  });

  test('is silent when the other one follows, late as it may be', () => {
    expect(
      only((shop) => {
        once(shop);
        shop.page('/welcome', (p) => void p.on('segment').identify(ben));
        shop.page('/account', (p) => void p.wait(3_000).track('View').on('posthog').identify(ben));
      }),
    ).toEqual([]);
  });

  test('is silent about events within the wait', () => {
    expect(
      only((shop) => {
        once(shop);
        shop.page('/welcome', (p) => {
          p.on('segment').identify(ben);
          p.on('posthog').track('View');
        });
      }),
    ).toEqual([]);
  });

  test('waits while the page is open', () => {
    expect(
      only((shop) => {
        once(shop);
        shop.page('/welcome', (p) => void p.on('segment').identify(ben), { stay: true });
        shop.page('/account', (p) => void p.wait(3_000).track('View'), { stay: true });
      }),
    ).toEqual([]);
  });
});

describe('a pair of ids', () => {
  const pair = (shop: Shop, segment: string, posthog: string) => {
    shop.page('/welcome', (p) => {
      p.on('segment').identify(segment);
      p.on('posthog').identify(posthog);
      p.wait(3_000).track('View');
    });
    shop.page('/bye', (p) => void p.reset());
  };

  test('of different kinds is right as long as it stays', () => {
    expect(
      only((shop) => {
        for (let n = 0; n < 3; n += 1) pair(shop, anna, 'anna@shop.test');
      }),
    ).toEqual([]);
  });

  test('that breaks is told of the tool whose id stayed', () => {
    expect(
      only((shop) => {
        pair(shop, anna, 'anna@shop.test');
        pair(shop, ben, 'anna@shop.test');
      }),
    ).toMatchObject([{ vendor: 'posthog', severity: 'warning', affected: 1 }]);
  });

  test('that is only spelled differently is none that breaks', () => {
    expect(
      only((shop) => {
        pair(shop, 'user-anna', 'anna@shop.test');
        pair(shop, 'User-Anna', 'anna@shop.test');
      }),
    ).toEqual([]);
  });
});

test('tools of different sites have nothing to agree on', () => {
  expect(
    only((shop) => {
      once(shop);
      shop.page('https://one.test/', (p) => void p.identify(ben).wait(3_000), { only: ['segment'] });
      shop.page('https://two.test/', (p) => void p.wait(3_000).track('View'), { only: ['posthog'] });
    }),
  ).toEqual([]);
});
