import { describe, expect, test } from 'vitest';
import { differInShape, shapeOf } from '../../../src/rules/id-shape.ts';
import { anna, leave } from '../../support/correct-stories.ts';
import { found, judgedOf } from '../../support/judging.ts';
import { judgedShop, shopVendors } from '../../support/shops.ts';

const rule = 'id-shape-changed';

describe('the shape of an id', () => {
  test.each([
    ['anna@shop.test', 'e-mail address'],
    ['+4930123456', 'phone number'],
    ['6f1c2a34-9d3e-4b56-8a77-1c2d3e4f5a6b', 'UUID'],
    ['100042', 'number'],
    ['9e107d9d372bb6826bd81d3542a419d6', 'hash'],
    ['user-42', 'word'],
    ['anna', 'word'],
    ['030123456', 'number'],
  ])('%s is a %s', (id, shape) => expect(shapeOf(id)).toBe(shape));

  test('a word may be anything but a contact detail', () => {
    expect(differInShape('anna', '42')).toBe(false);
    expect(differInShape('anna', 'anna@shop.test')).toBe(true);
    expect(differInShape('42', '6f1c2a34-9d3e-4b56-8a77-1c2d3e4f5a6b')).toBe(true);
  });
});

describe.each(shopVendors)('two ids in %s', (vendor) => {
  test('of two kinds explain the switch and what the vendor refuses', () => {
    const [finding] = judgedShop(vendor, (shop) => {
      shop.page('/', (p) => void p.track('View').identify('anna@shop.test').track('a').identify(anna).track('b'));
    }).findings.filter((f) => f.severity !== 'info');
    expect(finding).toMatchObject({ rule, related: expect.arrayContaining(['user-switched-without-reset', 'contact-detail-as-id']) });
  });

  test('of two kinds with a reset between are two people', () => {
    const judged = judgedShop(vendor, (shop) => {
      shop.page('/', (p) => void p.track('View').identify('anna@shop.test').track('a'));
      leave(shop);
      shop.page('/', (p) => void p.track('View').identify(anna).track('a'));
    });
    expect(found(judged, rule)).toEqual([]);
  });

  test('of one kind are two people', () => {
    const judged = judgedShop(vendor, (shop) => {
      shop.page('/', (p) => void p.track('View').identify('100042').track('a').identify('100043').track('b'));
    });
    expect(found(judged, rule)).toEqual([]);
    expect(found(judged, 'user-switched-without-reset')).toHaveLength(1);
  });
});

test('a number and the same number as text are two users where the SDK keeps numbers', () => {
  const both = (vendor: 'mixpanel' | 'amplitude' | 'segment' | 'rudderstack' | 'posthog') =>
    found(
      judgedShop(vendor, (shop) => {
        const method = vendor === 'amplitude' ? 'setUserId' : 'identify';
        shop.page('/', (p) => void p.tool.call(method, 100042).track('a'));
        shop.page('/', (p) => void p.tool.call(method, '100042').track('b'));
      }),
      rule,
    );
  for (const vendor of ['mixpanel', 'amplitude'] as const) expect(both(vendor)).toMatchObject([{ severity: 'warning' }]);
  for (const vendor of ['segment', 'rudderstack', 'posthog'] as const) expect(both(vendor)).toEqual([]);
});

test('an id that is an address, and another id with that address, are one person', () => {
  const judged = judgedShop('segment', (shop) => {
    shop.page('/', (p) => void p.track('View').identify('anna@shop.test').track('a'));
    leave(shop);
    shop.page('/', (p) => void p.track('View').identify(anna, { email: 'Anna@shop.test' }).track('a'));
  });
  expect(found(judged, rule)).toMatchObject([{ what: expect.stringContaining('same e-mail address') }]);
});

test('one address on two devices is said by two people who share it', () => {
  const judged = judgedShop('segment', (shop) => {
    shop.page('/', (p) => void p.identify(anna, { email: 'home@shop.test' }).track('a'));
    shop.page('/', (p) => void p.identify('100043', { email: 'home@shop.test' }).track('a'), { device: 'phone' });
  });
  expect(found(judged, rule)).toEqual([]);
});

test('what a page says of a profile is of whoever that page identifies, before or afterwards', () => {
  const [first, second] = [{ $email: 'anna@shop.test' }, { $email: 'ben@shop.test' }];
  const judged = (address: typeof first) =>
    judgedShop('mixpanel', (shop) => {
      shop.page('/', (p) => void p.identify('100042').tool.call('people.set', first).track('a'));
      shop.page('/', (p) => void p.tool.call('people.set', address).call('identify', '100043').track('b'));
      shop.page('/', (p) => void p.identify('100043').tool.call('people.set', address).track('c'));
    });
  expect(found(judged(second), rule)).toEqual([]);
  expect(found(judged(first), rule)).toMatchObject([{ what: expect.stringContaining('100042 and as 100043') }]);
});

test('an id that was given to alias is meant to be another one', () => {
  const judged = judgedShop(
    'mixpanel',
    (shop) => {
      shop.page('/', (p) => void p.track('View').tool.call('alias', 'anna@shop.test'));
      shop.page('/', (p) => void p.identify('anna@shop.test').track('a'));
    },
    { options: { models: { mixpanel: 'mixpanel-legacy' } } },
  );
  expect(found(judged, rule)).toEqual([]);
});

test('is told from payloads alone', () => {
  const line = (user: string, n: number) => ({
    event: 'View',
    properties: { token: 'T', $device_id: 'D1', $user_id: user, $insert_id: `i${n}`, time: 1_795_000_000 + n },
  });
  const judged = judgedOf((r) => ['anna@shop.test', '42'].forEach((user, n) => void r.inject('mixpanel', 'T', line(user, n))));
  expect(judged.findings.filter((f) => f.severity !== 'info')).toMatchObject([
    { rule, severity: 'error', related: expect.arrayContaining(['user-switched-without-reset', 'merge-refused']) },
  ]);
});
