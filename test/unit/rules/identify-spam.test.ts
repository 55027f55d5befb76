import { describe, expect, test } from 'vitest';
import { anna } from '../../support/correct-stories.ts';
import { found, judgedOf } from '../../support/judging.ts';
import { judgedShop, type ShopPage } from '../../support/shops.ts';
import { call } from '../../support/story.ts';

const rule = 'identify-spam';
const times = (count: number, act: (n: number) => unknown): void => {
  for (let n = 0; n < count; n += 1) act(n);
};

test('three calls on one route are no matter, four are a remark', () => {
  const calls = (count: number) =>
    found(
      judgedShop('segment', (shop) => shop.page('/', (p) => times(count, () => p.identify(anna)))),
      rule,
    );
  expect(calls(3)).toEqual([]);
  expect(calls(4)).toMatchObject([{ severity: 'info', affected: 0 }]);
});

test('the limit is a setting', () => {
  const judged = judgedShop('segment', (shop) => shop.page('/', (p) => times(5, () => p.identify(anna))), {
    options: { settings: { 'identify-calls-per-route': '6' } },
  });
  expect(found(judged, rule)).toEqual([]);
});

test('calls on different routes, pages and for different users are counted apart', () => {
  const spread = (act: (p: ShopPage, n: number) => unknown) =>
    found(
      judgedShop('rudderstack', (shop) => shop.page('/', (p) => times(6, (n) => act(p, n)))),
      rule,
    );
  expect(spread((p, n) => p.identify(anna, { n }).route(`https://shop.test/${n}`))).toEqual([]);
  expect(spread((p, n) => p.identify(`10004${n}`))).toEqual([]);
});

test.each(['mixpanel', 'posthog', 'amplitude'] as const)('a repeated call that %s does not send costs nothing', (vendor) => {
  expect(
    found(
      judgedShop(vendor, (shop) => shop.page('/', (p) => times(9, () => p.identify(anna)))),
      rule,
    ),
  ).toEqual([]);
});

describe('tools with a rate limit', () => {
  const tool = (vendor: string, count: number, apart: number) =>
    judgedOf((r) => {
      const d = r.document('https://shop.test/');
      times(count, (n) => {
        d.fact(
          call({
            call: `c${n}`,
            vendor,
            project: 'L',
            instance: vendor,
            method: 'identify',
            args: [anna],
            before: { anonymousId: null, knownId: n === 0 ? null : anna },
            after: { anonymousId: null, knownId: anna },
          }),
        );
        r.wait(apart);
      });
    });

  test('LogRocket takes ten a page', () => {
    expect(found(tool('logrocket', 10, 1), rule)).toEqual([]);
    expect(found(tool('logrocket', 11, 1), rule)).toHaveLength(1);
  });

  test('FullStory takes thirty a minute', () => {
    expect(found(tool('fullstory', 40, 5_000), rule)).toEqual([]);
    expect(found(tool('fullstory', 40, 100), rule)).toHaveLength(1);
  });
});

test('says that it cannot count where calls were not observed', () => {
  const judged = judgedShop('segment', (shop) => shop.inject('segment', 'X', { type: 'identify', userId: anna, messageId: 'm' }));
  expect(judged.unchecked).toContainEqual(expect.objectContaining({ rule, project: 'X' }));
});
