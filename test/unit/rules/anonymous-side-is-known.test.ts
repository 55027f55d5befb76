import { describe, expect, test } from 'vitest';
import { anna, ben, browse, enter } from '../../support/correct-stories.ts';
import { found } from '../../support/judging.ts';
import { judgedShop, type Shop } from '../../support/shops.ts';

const rule = 'anonymous-side-is-known';
let number = 0;
const posthog = (shop: Shop, event: string, properties: Readonly<Record<string, string | boolean>>): void => {
  number += 1;
  shop.inject('posthog', 'X', {
    event,
    uuid: `u${number}`,
    timestamp: new Date(shop.now()).toISOString(),
    properties: { token: 'X', ...properties },
  });
};

describe('PostHog, told by a server', () => {
  test('that one user is the visitor of another', () => {
    const judged = judgedShop('posthog', (shop) => {
      posthog(shop, '$identify', { distinct_id: anna, $anon_distinct_id: 'visitor-1' });
      posthog(shop, '$identify', { distinct_id: ben, $anon_distinct_id: anna });
    });
    expect(found(judged, rule)).toMatchObject([{ severity: 'error', what: expect.stringContaining(ben) }]);
    expect(judged.findings.filter((f) => f.rule === 'merge-refused')).toEqual([]);
  });

  test('of each user and their own visitor is right', () => {
    const judged = judgedShop('posthog', (shop) => {
      posthog(shop, '$identify', { distinct_id: anna, $anon_distinct_id: 'visitor-1' });
      posthog(shop, '$identify', { distinct_id: ben, $anon_distinct_id: 'visitor-2' });
    });
    expect(found(judged, rule)).toEqual([]);
  });

  test('of a visitor whose events bear a bare id is right', () => {
    const judged = judgedShop('posthog', (shop) => {
      posthog(shop, 'View', { distinct_id: 'visitor-1' });
      posthog(shop, '$identify', { distinct_id: anna, $anon_distinct_id: 'visitor-1' });
    });
    expect(found(judged, rule)).toEqual([]);
  });

  test('of the same pair twice is right', () => {
    const judged = judgedShop('posthog', (shop) => {
      posthog(shop, '$identify', { distinct_id: anna, $anon_distinct_id: 'visitor-1' });
      posthog(shop, '$identify', { distinct_id: anna, $anon_distinct_id: 'visitor-1' });
    });
    expect(found(judged, rule)).toEqual([]);
  });
});

test("Mixpanel's original merge refuses it, and the switch is the cause", () => {
  const judged = judgedShop(
    'mixpanel',
    (shop) => {
      browse(shop);
      shop.page('/', (p) => void p.identify(anna).track('View').identify(ben).track('View'));
    },
    { options: { models: { mixpanel: 'mixpanel-original' } } },
  );
  expect(found(judged, rule)).toEqual([]);
  expect(found(judged, 'user-switched-without-reset')[0]?.related).toContain(rule);
});

test.each(['mixpanel', 'posthog'] as const)('%s: one user after the other with a reset between is right', (vendor) => {
  const judged = judgedShop(vendor, (shop) => {
    enter(shop, anna);
    shop.page('/bye', (p) => void p.reset());
    enter(shop, ben);
  });
  expect(found(judged, rule)).toEqual([]);
});
