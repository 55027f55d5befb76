import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/core/json.ts';
import { anna, browse, enter } from '../../support/correct-stories.ts';
import { found } from '../../support/judging.ts';
import { judgedShop } from '../../support/shops.ts';

const rule = 'wrong-merge-api';
const lines = (model: string | null, ...events: readonly (readonly [string, JsonObject])[]) =>
  judgedShop(
    'mixpanel',
    (shop) => {
      events.forEach(([event, properties], at) => {
        shop.inject('mixpanel', 'X', { event, properties: { token: 'X', $insert_id: `i${at}`, time: 1_795_000_000 + at, ...properties } });
      });
    },
    { options: { models: model === null ? {} : { X: model } } },
  );

const original = [
  ['View', { distinct_id: '6f1c2a34-9d3e-4b56-8a77-1c2d3e4f5a6b' }],
  ['$identify', { $identified_id: 'U1', $anon_id: '6f1c2a34-9d3e-4b56-8a77-1c2d3e4f5a6b', distinct_id: 'U1' }],
] as const;
const simplified = [
  ['View', { $device_id: 'D1' }],
  ['Log In', { $device_id: 'D1', $user_id: 'U1' }],
] as const;

describe('traffic for another merge system', () => {
  test('of the original one in a simplified project', () => {
    expect(found(lines('mixpanel-simplified', ...original), rule)).toMatchObject([
      { severity: 'warning', what: expect.stringContaining('Original') },
    ]);
  });

  test('of the simplified one in an original project', () => {
    expect(found(lines('mixpanel-original', ...simplified), rule)).toMatchObject([
      { severity: 'warning', what: expect.stringContaining('Simplified') },
    ]);
  });

  test('$merge in a legacy project', () => {
    expect(found(lines('mixpanel-legacy', ['$merge', { $distinct_ids: ['U1', 'U2'] }]), rule)).toMatchObject([{ severity: 'warning' }]);
  });

  test('is asked about while nobody confirmed the model', () => {
    const judged = lines(null, ...original);
    expect(found(judged, rule)).toEqual([]);
    expect(judged.unchecked).toContainEqual(expect.objectContaining({ rule, project: 'X', why: expect.stringContaining('confirm') }));
  });

  test('is right in its own', () => {
    expect(found(lines('mixpanel-simplified', ...simplified), rule)).toEqual([]);
    expect(found(lines('mixpanel-original', ...original), rule)).toEqual([]);
  });
});

test.each(['mixpanel-simplified', 'mixpanel-original'])("Mixpanel's SDK fits %s", (model) => {
  const judged = judgedShop(
    'mixpanel',
    (shop) => {
      browse(shop);
      enter(shop, anna);
    },
    { options: { models: { mixpanel: model } } },
  );
  expect(found(judged, rule)).toEqual([]);
});
