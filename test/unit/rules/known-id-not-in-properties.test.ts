import { expect, test } from 'vitest';
import type { JsonObject } from '../../../src/core/json.ts';
import { anna } from '../../support/correct-stories.ts';
import { found } from '../../support/judging.ts';
import { judgedShop, type ShopPage } from '../../support/shops.ts';

const rule = 'known-id-not-in-properties';
const session = (events: number, properties: JsonObject | undefined, act: (p: ShopPage) => void = () => undefined, settings = {}) =>
  judgedShop(
    'mixpanel',
    (shop) =>
      void shop.page('/', (p) => {
        p.identify(anna);
        act(p);
        for (let n = 0; n < events; n += 1) p.tool.track('View', properties);
      }),
    { options: { settings } },
  );

test('no property has the id: told once, as information', () => {
  expect(found(session(12, { plan: 'free' }), rule)).toMatchObject([
    { severity: 'info', what: expect.stringContaining(anna), fix: expect.stringContaining('register') },
  ]);
});

test.each(['user_id', 'my number'])('a super property of any name will do: %s', (name) => {
  expect(found(session(12, { [name]: anna }), rule)).toEqual([]);
});

test('the same as a number will do', () => {
  expect(found(session(12, { id: 100042 }), rule)).toEqual([]);
});

test.each([[{ customer: anna }], ['customer', anna]] as const)('a property of the profile will do', (...args) => {
  expect(
    found(
      session(12, undefined, (p) => void p.tool.call('people.set', ...args)),
      rule,
    ),
  ).toEqual([]);
});

test('a few events say nothing, unless the setting says so', () => {
  expect(found(session(3, undefined), rule)).toEqual([]);
  expect(found(session(3, undefined, undefined, { 'events-of-users': '3' }), rule)).toHaveLength(1);
});

test('says that profiles are not known where calls are not seen', () => {
  const judged = judgedShop('mixpanel', (shop) => {
    for (let n = 0; n < 12; n += 1)
      shop.inject('mixpanel', 'X', {
        event: 'a',
        properties: { token: 'X', $user_id: anna, $device_id: 'D1', $insert_id: `i${n}`, time: 1_795_000_000 },
      });
  });
  expect(found(judged, rule)).toEqual([]);
  expect(judged.unchecked).toContainEqual(expect.objectContaining({ rule, project: 'X' }));
});
