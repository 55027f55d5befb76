import { describe, expect, test } from 'vitest';
import { anna, ben, browse, enter, leave } from '../../support/correct-stories.ts';
import { runsIn, shopRuns, verdicts, whyOf } from '../../support/flow-runs.ts';
import { judgedOf } from '../../support/judging.ts';
import { type Shop, type ShopVendor, shopVendors } from '../../support/shops.ts';

const runsOf = (vendor: ShopVendor, build: (shop: Shop) => void) => shopRuns('reopen-logged-in', vendor, build);

describe.each(shopVendors)('a page opened while logged in to %s', (vendor) => {
  test('passes when it identifies again', () => {
    const [run, ...more] = runsOf(vendor, (shop) => {
      browse(shop);
      enter(shop, anna);
      shop.page('/account', (p) => void p.identify(anna).track('View'));
    });
    expect(more).toEqual([]);
    expect(Object.values(verdicts(run))).toEqual(['pass', 'pass', 'pass', 'pass']);
  });

  test('passes without it, where the SDK remembers the user', () => {
    const [run] = runsOf(vendor, (shop) => {
      enter(shop, anna);
      browse(shop);
    });
    expect(run?.verdict).toBe('pass');
    expect(verdicts(run)['identify-again']).toBe('not-applicable');
  });

  test('waits for an event', () => {
    const [run] = runsOf(vendor, (shop) => {
      enter(shop, anna);
      shop.page('/account', (p) => void p.identify(anna), { stay: true });
    });
    expect(run?.verdict).toBe('incomplete');
    expect(verdicts(run)['events-carry-id']).toBe('waiting');
  });

  test('is one run for each person, and ends with a log-out', () => {
    const runs = runsOf(vendor, (shop) => {
      enter(shop, anna);
      browse(shop);
      leave(shop);
      browse(shop);
      enter(shop, ben);
      browse(shop, ['/']);
    });
    expect(runs.map((r) => [r.run, r.verdict])).toEqual([
      [1, 'pass'],
      [2, 'pass'],
    ]);
    expect(whyOf(runs[0], 'reopened')).toContain(`while ${anna} was logged in`);
    expect(whyOf(runs[1], 'reopened')).toBe(`1 page opened while ${ben} was logged in.`);
  });

  test('is not taken up again by pages after a log-out without a reset', () => {
    const [run] = runsOf(vendor, (shop) => {
      enter(shop, anna);
      shop.page('/bye', (p) => void p.track('View').logout());
      browse(shop);
    });
    expect(whyOf(run, 'reopened')).toBe(`1 page opened while ${anna} was logged in.`);
  });

  test('says when the user was gone, and fails only once a later page knows them again', () => {
    const gone = (shop: Shop) => {
      enter(shop, anna);
      shop.clear();
      shop.page('/account', (p) => void p.track('View'));
    };
    const again = (shop: Shop) => shop.page('/account', (p) => void p.identify(anna).track('View'));
    const carried = (build: (shop: Shop) => void) => verdicts(runsOf(vendor, build)[0])['events-carry-id'];
    expect(carried(gone)).toBe('not-applicable');
    // An identify that links what went before makes it right in the end.
    expect(carried((shop) => [gone(shop), again(shop)])).toBe('pass');
    expect(carried((shop) => [gone(shop), shop.clear(), again(shop)])).toBe('fail');
  });
});

test('fails in Mixpanel where profile updates wait for an identify', () => {
  const [run] = runsOf('mixpanel', (shop) => {
    enter(shop, anna);
    shop.page('/account', (p) => void p.tool.call('people.set', { plan: 'paid' }).track('View'));
  });
  expect(verdicts(run)['identify-again']).toBe('fail');
});

test('starts with who was stored before the recording', () => {
  const [run] = runsIn(
    judgedOf((r) => {
      const d = r.document('https://shop.test/');
      d.mixpanel().stored({ anonymousId: 'D1', knownId: 'anna' }).track('View').send();
      d.close();
    }),
    'reopen-logged-in',
  );
  expect(verdicts(run)).toMatchObject({ 'fresh-visitor': 'not-applicable', reopened: 'pass', 'events-carry-id': 'pass' });
  expect(run?.verdict).toBe('pass');
});

describe('Google Analytics, whose tag forgets the user with the page,', () => {
  const hit = (n: number, uid: string | null) => ({ en: 'page_view', cid: 'C1', ...(uid === null ? {} : { uid }), _s: n });
  const runs = (uids: readonly (string | null)[]) =>
    runsIn(
      judgedOf((r) => {
        uids.forEach((uid, n) => {
          const d = r.document('https://shop.test/');
          d.fact({
            kind: 'wire.sent',
            request: `r${n}`,
            vendor: 'ga4',
            project: 'G-1',
            transport: 'fetch',
            url: 'https://www.google-analytics.com/g/collect',
            payloads: [hit(n, uid)],
          });
          d.close();
          r.wait(1000);
        });
      }),
      'reopen-logged-in',
    );
  test('needs the user on every page', () => {
    expect(runs(['anna', 'anna', 'anna']).map((r) => r.verdict)).toEqual(['pass']);
    const [run] = runs(['anna', null, 'anna']);
    expect(verdicts(run)).toMatchObject({ 'identify-again': 'waiting', 'events-carry-id': 'fail' });
  });
});
