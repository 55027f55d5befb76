import { describe, expect, test } from 'vitest';
import { anna, ben, enter } from '../../support/correct-stories.ts';
import { found } from '../../support/judging.ts';
import { judgedShop, type ShopPage, type ShopVendor } from '../../support/shops.ts';

const rule = 'tabs-disagree';
const vendors = ['segment', 'posthog', 'amplitude', 'rudderstack'] as const satisfies readonly ShopVendor[];

/** Anna is in two tabs; she leaves in the first one, and something happens in the second. */
const twoTabs = (vendor: ShopVendor, here: (p: ShopPage) => void, there: (p: ShopPage) => void) =>
  judgedShop(vendor, (shop) => {
    enter(shop, anna);
    const other = shop.page('/orders', (p) => void p.identify(anna).track('View'), { tab: 2, stay: true });
    shop.page('/bye', here);
    there(other.wait(6_000));
  });

describe.each(['posthog', 'amplitude', 'rudderstack'] as const)('two tabs with %s', (vendor) => {
  test('go on with the user who left in one of them', () => {
    const judged = twoTabs(
      vendor,
      (p) => void p.track('Log Out').reset(),
      (p) => void p.track('Click'),
    );
    expect(found(judged, rule)).toMatchObject([{ severity: 'warning', affected: 1, what: expect.stringContaining(anna) }]);
  });
});

test('what PostHog sends of a page that goes, opened for the user who left, is no matter, to the flow of a shared device neither', () => {
  const judged = judgedShop('posthog', (shop) => {
    enter(shop, anna);
    const other = shop.page('/orders', (p) => void p.identify(anna).track('View'), { tab: 2, stay: true });
    shop.page('/bye', (p) => void p.logout().track('Log Out').reset());
    other.wait(6_000).track('$pageleave');
    enter(shop, ben);
  });
  expect(found(judged, rule)).toEqual([]);
  expect(judged.flows.filter(({ verdict }) => verdict === 'fail')).toEqual([]);
});

describe.each(vendors)('a second tab with %s', (vendor) => {
  test('that follows in time is no matter', () => {
    const judged = judgedShop(vendor, (shop) => {
      enter(shop, anna);
      const other = shop.page('/orders', (p) => void p.identify(anna).track('View'), { tab: 2, stay: true });
      shop.page('/bye', (p) => void p.track('Log Out').reset());
      other.track('Log Out').reset().track('View');
    });
    expect(found(judged, rule)).toEqual([]);
  });

  test('that was opened later knows', () => {
    const judged = judgedShop(vendor, (shop) => {
      enter(shop, anna);
      shop.page('/bye', (p) => void p.track('Log Out').reset());
      shop.page('/', (p) => void p.track('View'), { tab: 2 });
    });
    expect(found(judged, rule)).toEqual([]);
  });

  test('of the same user is no other', () => {
    const judged = twoTabs(
      vendor,
      (p) => void p.reset().identify(anna).track('View'),
      (p) => void p.track('Click'),
    );
    expect(found(judged, rule)).toEqual([]);
  });
});

test('a user who is written back into what the tabs share is an error', () => {
  const judged = judgedShop('segment', (shop) => {
    enter(shop, anna);
    const other = shop.page('/orders', (p) => void p.identify(anna).track('View'), { tab: 2, stay: true });
    const before = other.tool.ids();
    shop.page('/bye', (p) => void p.track('Log Out').reset());
    other.wait(6_000).fact({
      kind: 'storage.changed',
      vendor: 'segment',
      project: 'W',
      area: 'localStorage',
      ids: before,
      unsent: null,
      capturing: 'in',
      cause: null,
    });
    other.fact({
      kind: 'wire.sent',
      request: 'late',
      vendor: 'segment',
      project: 'W',
      transport: 'fetch',
      url: 'https://segment.test/',
      payloads: [{ type: 'track', event: 'Click', anonymousId: before.anonymousId, userId: before.knownId, messageId: 'late' }],
    });
  });
  expect(found(judged, rule)).toMatchObject([{ severity: 'error', what: expect.stringContaining('back') }]);
});

test('the switch that a second tab seems to make is its consequence', () => {
  const judged = twoTabs(
    'posthog',
    (p) => void p.track('Log Out').reset().identify(ben).track('Log In'),
    (p) => void p.track('Click'),
  );
  const loud = judged.findings.filter((f) => f.severity !== 'info');
  expect(loud.map((f) => f.rule)).toEqual([rule]);
});

test("Mixpanel's SDK reads storage again", () => {
  const judged = twoTabs(
    'mixpanel',
    (p) => void p.track('Log Out').reset(),
    (p) => void p.track('Click'),
  );
  expect(found(judged, rule)).toEqual([]);
});

test('says that tabs cannot be told apart without calls', () => {
  const judged = judgedShop('posthog', (shop) => {
    shop.page('/', (p) => void p.track('View'));
    shop.page('/', (p) => void p.track('View'), { tab: 2 });
    shop.inject('posthog', 'X', { event: 'a', properties: { distinct_id: 'd', token: 'X' } });
  });
  expect(judged.unchecked).toContainEqual(expect.objectContaining({ rule, project: 'X' }));
});
