import { describe, expect, test } from 'vitest';
import type { Json } from '../../../src/core/json.ts';
import { serverIdFact } from '../../../src/core/server-id.ts';
import { runsIn, verdicts, whyOf } from '../../support/flow-runs.ts';
import { judgedShop, type Shop, type ShopVendor, shopVendors } from '../../support/shops.ts';

const cookie = 'visitor';
const anna = 'anna-1';
const projects: Readonly<Record<ShopVendor, string>> = { mixpanel: 'T', segment: 'W', posthog: 'P', amplitude: 'K', rudderstack: 'R' };
let made = 0;

/** An event as a server sends it. */
const payload = (vendor: ShopVendor, anonymousId: string, knownId: string | null, at: number): Json => {
  made += 1;
  const id = `s${made}`;
  switch (vendor) {
    case 'mixpanel':
      return {
        event: 'Order',
        properties: {
          token: 'T',
          $device_id: anonymousId,
          ...(knownId === null ? {} : { $user_id: knownId }),
          $insert_id: id,
          time: at / 1000,
        },
      };
    case 'amplitude':
      return {
        event_type: 'Order',
        device_id: anonymousId,
        ...(knownId === null ? {} : { user_id: knownId }),
        insert_id: id,
        time: at,
        api_key: 'K',
      };
    case 'posthog':
      return knownId === null
        ? { event: 'Order', distinct_id: anonymousId, uuid: id, api_key: 'P', properties: { $device_id: anonymousId } }
        : {
            event: '$identify',
            distinct_id: knownId,
            uuid: id,
            api_key: 'P',
            properties: { $anon_distinct_id: anonymousId, $device_id: anonymousId, $is_identified: true },
          };
    default:
      return { type: 'track', event: 'Order', anonymousId, ...(knownId === null ? {} : { userId: knownId }), messageId: id };
  }
};

const runsOf = (vendors: ShopVendor | readonly ShopVendor[], build: (shop: Shop) => void) =>
  runsIn(judgedShop(vendors, build), 'server-side-id');
const named = (shop: Shop, id: string) => shop.page('/', (p) => void p.fact(serverIdFact(cookie, id)).track('View'));
const server = (shop: Shop, vendor: ShopVendor, id: string, known: string | null) =>
  shop.inject(vendor, projects[vendor], payload(vendor, id, known, shop.now()));

describe.each(shopVendors)('an id of the server in %s', (vendor) => {
  test('passes with every step', () => {
    const [run, ...more] = runsOf(vendor, (shop) => {
      named(shop, 'X1');
      server(shop, vendor, 'X1', null);
      server(shop, vendor, 'X1', anna);
    });
    expect(more).toEqual([]);
    expect(Object.values(verdicts(run))).toEqual(['pass', 'pass', 'pass', 'pass', 'pass']);
    expect(whyOf(run, 'server-event-joins')).toContain('of the server');
  });

  test('waits for what the server sends', () => {
    const [run] = runsOf(vendor, (shop) => void named(shop, 'X1'));
    expect(run?.verdict).toBe('incomplete');
    expect(verdicts(run)).toMatchObject({
      'cookie-named': 'pass',
      'anonymous-events-carry-it': 'waiting',
      'server-event-joins': 'waiting',
      'history-lands-on-user': 'waiting',
    });
  });

  test('waits for the event that joins both ids', () => {
    const [run] = runsOf(vendor, (shop) => {
      named(shop, 'X1');
      server(shop, vendor, 'X1', null);
    });
    expect(verdicts(run)).toMatchObject({ 'anonymous-events-carry-it': 'pass', 'server-event-joins': 'waiting' });
  });

  test('tells each id of the cookie apart', () => {
    const runs = runsOf(vendor, (shop) => {
      for (const [id, known] of [
        ['X1', anna],
        ['X2', 'ben-22'],
      ] as const) {
        named(shop, id);
        server(shop, vendor, id, null);
        server(shop, vendor, id, known);
      }
    });
    expect(runs.map((r) => [r.run, r.verdict])).toEqual([
      [1, 'pass'],
      [2, 'pass'],
    ]);
  });

  test('is not tried while no cookie is named', () => {
    expect(runsOf(vendor, (shop) => server(shop, vendor, 'X1', anna))).toEqual([]);
  });
});

test('asks nothing of a project whose events do not carry the id', () => {
  const runs = runsOf(['mixpanel', 'segment'], (shop) => {
    named(shop, 'X1');
    server(shop, 'mixpanel', 'X1', null);
    server(shop, 'mixpanel', 'X1', anna);
  });
  expect(runs.map((r) => [r.vendor, r.verdict])).toEqual([
    ['mixpanel', 'pass'],
    ['segment', 'not-applicable'],
  ]);
});

test('fails under Original ID Merge when the server sends no $identify: both ids in one event join nothing', () => {
  const order = (n: number, distinct_id: string, more: object) => ({
    event: 'Order',
    properties: { token: 'T', distinct_id, $device_id: 'X1', ...more, $insert_id: `o${n}`, time: 1_795_000_000 + n },
  });
  const build = (shop: Shop) => {
    named(shop, 'X1');
    shop.inject('mixpanel', 'T', order(1, '$device:X1', {}));
    shop.inject('mixpanel', 'T', order(2, anna, { $user_id: anna }));
  };
  const [run] = runsIn(judgedShop('mixpanel', build, { options: { models: { T: 'mixpanel-original' } } }), 'server-side-id');
  expect(verdicts(run)['history-lands-on-user']).toBe('fail');
  expect(run?.verdict).toBe('fail');
  expect(runsOf('mixpanel', build).map((r) => r.verdict)).toEqual(['pass']);
});
