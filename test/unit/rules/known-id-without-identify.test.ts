import { describe, expect, test } from 'vitest';
import type { Ids } from '../../../src/core/observation.ts';
import { anna, browse, enter } from '../../support/correct-stories.ts';
import { found } from '../../support/judging.ts';
import { judgedShop, type ShopPage, type ShopVendor } from '../../support/shops.ts';

const rule = 'known-id-without-identify';
const given: readonly (readonly [ShopVendor, (p: ShopPage) => void])[] = [
  ['segment', (p) => void p.tool.call('track', 'Order', {}, { userId: anna })],
  ['amplitude', (p) => void p.tool.call('track', 'Order', {}, { user_id: anna })],
  ['mixpanel', (p) => void p.tool.call('track', 'Order', { $user_id: anna })],
];

describe.each(given)('%s, given a user with one event', (vendor, order) => {
  test('was never told who that is', () => {
    const judged = judgedShop(vendor, (shop) => {
      browse(shop);
      shop.page('/order', order);
    });
    expect(found(judged, rule)).toMatchObject([{ severity: 'warning', what: expect.stringContaining(anna) }]);
  });

  test('was told before or after', () => {
    const judged = judgedShop(vendor, (shop) => {
      shop.page('/order', order);
      enter(shop, anna);
    });
    expect(found(judged, rule)).toEqual([]);
  });
});

test('a recording that begins in the middle of a page finds who was identified before', () => {
  const judged = judgedShop('segment', (shop) => {
    browse(shop);
    shop.page('/account', (p) => {
      const held: Ids = { anonymousId: 'visitor-1', knownId: anna };
      const sdk = { vendor: 'segment', project: 'W', instance: 'W', parent: null, site: null, queued: false, replayOf: null };
      const payload = { type: 'track', event: 'Order', anonymousId: 'visitor-1', userId: anna, messageId: 'm-1', writeKey: 'W' };
      p.fact({ kind: 'call.observed', call: 'c-late', method: 'track', args: ['Order'], before: held, after: held, ...sdk });
      p.fact({
        kind: 'wire.sent',
        request: 'r-late',
        vendor: 'segment',
        project: 'W',
        transport: 'fetch',
        url: 'https://api.segment.io/v1/t',
        payloads: [payload],
      });
    });
  });
  expect(found(judged, rule)).toEqual([]);
});

const stored = (p: ShopPage, ids: Ids): void =>
  void p.fact({
    kind: 'storage.changed',
    vendor: 'segment',
    project: 'W',
    area: 'localStorage',
    ids,
    unsent: null,
    capturing: 'in',
    cause: null,
  });

/** `analytics.user().id(…)`: no call is observed, and storage changes. */
const byHand = (tabs: number) =>
  judgedShop('segment', (shop) => {
    browse(shop);
    if (tabs === 2) shop.page('/', (p) => void p.track('View'), { tab: 2, stay: true });
    shop.page('/account', (p) => {
      p.track('View');
      const ids = { anonymousId: p.tool.ids().anonymousId, knownId: anna };
      stored(p, ids);
      const call = {
        vendor: 'segment',
        project: 'W',
        instance: 'segment',
        before: ids,
        after: ids,
        site: null,
        parent: null,
        queued: false,
        replayOf: null,
      };
      p.fact({ kind: 'call.observed', call: 'by-hand', method: 'track', args: ['Order'], ...call });
      const payload = { type: 'track', event: 'Order', anonymousId: ids.anonymousId, userId: anna, messageId: 'by-hand', writeKey: 'W' };
      p.fact({
        kind: 'wire.sent',
        request: 'by-hand',
        vendor: 'segment',
        project: 'W',
        transport: 'fetch',
        url: 'https://segment.test/',
        payloads: [payload],
      });
    });
  });

test('a page that writes the id into storage', () => {
  expect(found(byHand(1), rule)).toMatchObject([{ what: expect.stringContaining('storage') }]);
});

test('another tab may have identified', () => {
  expect(found(byHand(2), rule)).toEqual([]);
});

test('says that nothing can be told without calls and storage', () => {
  const judged = judgedShop('segment', (shop) =>
    shop.inject('segment', 'X', { type: 'track', event: 'a', userId: anna, anonymousId: 'A', messageId: 'm' }),
  );
  expect(found(judged, rule)).toEqual([]);
  expect(judged.unchecked).toContainEqual(expect.objectContaining({ rule, project: 'X' }));
});
