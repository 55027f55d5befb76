import { expect, test } from 'vitest';
import { anna, browse } from '../../support/correct-stories.ts';
import { found } from '../../support/judging.ts';
import { judgedShop, type Tool } from '../../support/shops.ts';

const rule = 'identify-before-ready';
const tooEarly = { early: (t: Tool) => void t.identify(anna) };

test('names the id, the events that stayed anonymous, and the callback that helps', () => {
  const [finding] = found(
    judgedShop('posthog', (shop) => {
      browse(shop);
      shop.page('/welcome', (p) => void p.track('View').track('Click'), tooEarly);
    }),
    rule,
  );
  expect(finding).toMatchObject({ affected: 2, what: expect.stringContaining('1 later event'), fix: expect.stringContaining('loaded') });
});

test('is silent when identify comes again in time', () => {
  const judged = judgedShop('posthog', (shop) => {
    browse(shop);
    shop.page('/welcome', (p) => void p.track('View').identify(anna), tooEarly);
  });
  expect(found(judged, rule)).toEqual([]);
});

test('is silent where the id was stored already', () => {
  const judged = judgedShop('posthog', (shop) => {
    shop.page('/welcome', (p) => void p.identify(anna).track('View'));
    shop.page('/account', (p) => void p.track('View'), tooEarly);
  });
  expect(found(judged, rule)).toEqual([]);
});

test('is silent where a stub keeps the call and carries it out', () => {
  const judged = judgedShop('amplitude', (shop) => {
    browse(shop);
    shop.page('/welcome', (p) => void p.track('View'), tooEarly);
  });
  expect(found(judged, rule)).toEqual([]);
});

test('waits while the page may still identify', () => {
  const open = (until?: number) =>
    judgedShop(
      'posthog',
      (shop) => {
        browse(shop);
        shop.page('/welcome', (p) => void p.track('View'), { ...tooEarly, stay: true });
      },
      until === undefined ? {} : { until: (last) => last + until },
    );
  expect(found(open(), rule)).toEqual([]);
  expect(open().unchecked).toContainEqual(expect.objectContaining({ rule, why: expect.stringContaining('not over') }));
  expect(found(open(20_000), rule)).toHaveLength(1);
});

test('is silent about a visitor who is opted out', () => {
  const judged = judgedShop('posthog', (shop) => {
    browse(shop);
    shop.page('/welcome', (p) => void p.tool.call('opt_out_capturing').track('View'), tooEarly);
  });
  expect(found(judged, rule)).toEqual([]);
});

test('says that it cannot see calls where there are only payloads', () => {
  const judged = judgedShop('mixpanel', (shop) =>
    shop.inject('mixpanel', 'X', { event: 'a', properties: { token: 'X', $device_id: 'D' } }),
  );
  expect(judged.unchecked).toContainEqual(expect.objectContaining({ rule, project: 'X' }));
});
