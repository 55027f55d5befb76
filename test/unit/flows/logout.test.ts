import { describe, expect, test } from 'vitest';
import { anna, ben, browse, enter, leave } from '../../support/correct-stories.ts';
import { openSteps, shopRuns, verdicts, whyOf } from '../../support/flow-runs.ts';
import { type Shop, type ShopVendor, shopVendors } from '../../support/shops.ts';

const runsOf = (vendor: ShopVendor, build: (shop: Shop) => void, options = {}) => shopRuns('logout', vendor, build, { options });
const expire = (shop: Shop) =>
  shop.page('/account', (p) => void p.track('View').expiry().reset().wait(6_000).route('https://shop.test/login').track('View'));

describe.each(shopVendors)('logging out in %s', (vendor) => {
  test('passes, and lists what was not tried', () => {
    const [run, ...more] = runsOf(vendor, (shop) => {
      browse(shop);
      enter(shop, anna);
      leave(shop);
      browse(shop);
    });
    expect(more).toEqual([]);
    expect(run?.verdict).toBe('pass');
    expect(whyOf(run, 'last-event')).toContain('(Log Out)');
    expect(whyOf(run, 'exits-tried')).toBe('Not tried yet: a session that expires, a log-out while another tab is open.');
  });

  test('is a run for each exit, and says when all were tried', () => {
    const runs = runsOf(vendor, (shop) => {
      enter(shop, anna);
      leave(shop);
      browse(shop);
      enter(shop, ben);
      expire(shop);
      enter(shop, anna);
      const other = shop.page('/other', (p) => void p.track('View'), { tab: 2, stay: true });
      leave(shop);
      browse(shop);
      shop.wait(6_000);
      other.route('https://shop.test/login');
    });
    expect(runs.map((r) => [r.run, r.verdict])).toEqual([
      [1, 'pass'],
      [2, 'pass'],
      [3, 'pass'],
    ]);
    expect(runs.map((r) => verdicts(r)['exits-tried'])).toEqual(['pass', 'pass', 'pass']);
    expect(whyOf(runs[1], 'logout')).toBe('The session was seen to expire.');
  });

  test('fails without a reset once the next page still carries the user', () => {
    const [run] = runsOf(vendor, (shop) => {
      enter(shop, anna);
      shop.page('/bye', (p) => void p.logout().track('Log Out'));
      browse(shop);
    });
    expect(run?.verdict).toBe('fail');
    expect(verdicts(run)).toMatchObject({ 'reset-took-effect': 'fail', 'next-event': 'fail' });
    expect(whyOf(run, 'reset-took-effect')).toContain(`still carried ${anna}`);
  });

  test('waits for what follows while the page of the log-out is the last', () => {
    const [run] = runsOf(vendor, (shop) => {
      enter(shop, anna);
      shop.page('/bye', (p) => void p.logout().track('Log Out'), { stay: true });
    });
    expect(run?.verdict).toBe('incomplete');
    expect(openSteps(run)).toEqual(['reset-took-effect waiting', 'next-event waiting']);
  });

  test('fails when a second reset throws the new visitor away', () => {
    const [run] = runsOf(vendor, (shop) => {
      enter(shop, anna);
      shop.page('/bye', (p) => void p.logout().reset().track('View').reset().track('View'));
    });
    expect(whyOf(run, 'reset-took-effect')).toContain('reset was called twice');
  });

  test('takes handlers that run twice for one reset', () => {
    const [run] = runsOf(vendor, (shop) => {
      enter(shop, anna);
      shop.page('/bye', (p) => void p.logout().track('Log Out').reset().reset().track('View'));
    });
    expect(run?.verdict).toBe('pass');
  });

  test('is incomplete when no log-out was seen, and says which button helps', () => {
    const [run] = runsOf(vendor, (shop) => {
      enter(shop, anna);
      shop.page('/bye', (p) => void p.reset());
      browse(shop);
    });
    expect(openSteps(run)).toEqual(['logout waiting']);
    expect(whyOf(run, 'logout')).toContain('I logged out');
  });

  test('is not what a session does that is renewed, or goes on', () => {
    expect(
      runsOf(vendor, (shop) => {
        enter(shop, anna);
        shop.page('/account', (p) => void p.expiry().login().identify(anna).track('View'));
        shop.page('/account', (p) => void p.expiry().wait(6_000).identify(anna).track('View'));
      }),
    ).toEqual([]);
  });

  test('is one all the same where the page that asks for the password resets before it shows that the session is over', () => {
    const [run, ...more] = runsOf(vendor, (shop) => {
      enter(shop, anna);
      shop.page('/login', (p) => void p.reset().track('View').expiry());
      enter(shop, anna);
    });
    expect(more).toEqual([]);
    expect(run?.verdict).toBe('pass');
    expect(whyOf(run, 'logout')).toBe('The session was seen to expire.');
  });

  test('does not fail by what another tab sends when the next person is known already', () => {
    const [run] = runsOf(vendor, (shop) => {
      enter(shop, anna);
      leave(shop);
      const other = shop.page('/mug', (p) => void p.tool.hold().track('View'), { tab: 2, stay: true });
      enter(shop, ben);
      other.tool.release();
    });
    expect(run?.steps.filter((s) => s.verdict === 'fail')).toEqual([]);
  });

  test('fails when another tab goes on as the user, as SDKs do that keep ids in memory', () => {
    let kept = false;
    const [run] = runsOf(vendor, (shop) => {
      enter(shop, anna);
      const other = shop.page('/other', (p) => void p.track('View'), { tab: 2, stay: true });
      leave(shop);
      browse(shop, ['/']);
      shop.wait(6_000);
      other.track('View');
      kept = other.tool.ids().knownId !== null;
    });
    expect(verdicts(run)['other-tabs']).toBe(kept ? 'fail' : 'pass');
    expect(run?.verdict).toBe(kept ? 'fail' : 'pass');
  });
});

test('asks for no reset under Original ID Merge', () => {
  const [run] = runsOf(
    'mixpanel',
    (shop) => {
      enter(shop, anna);
      shop.page('/bye', (p) => void p.logout().track('Log Out'));
      browse(shop);
    },
    { models: { T: 'mixpanel-original' } },
  );
  expect(verdicts(run)).toMatchObject({ 'reset-took-effect': 'not-applicable', 'next-event': 'not-applicable' });
  expect(run?.verdict).toBe('pass');
});

test('takes a reset of RudderStack that keeps the anonymous id for one, while nobody else came', () => {
  const [run] = runsOf('rudderstack', (shop) => {
    enter(shop, anna);
    shop.page('/bye', (p) => void p.logout().tool.track('Log Out').call('reset'));
    browse(shop);
  });
  expect(run?.verdict).toBe('pass');
  expect(whyOf(run, 'reset-took-effect')).toContain('keeps the anonymous id');
});

test('fails when the last event is called before the reset and stamped after it', () => {
  const [run] = runsOf('amplitude', (shop) => {
    enter(shop, anna);
    shop.page('/bye', (p) => void p.logout().tool.sameTask((t) => t.track('Log Out').reset()));
    browse(shop);
  });
  expect(verdicts(run)['last-event']).toBe('fail');
});
