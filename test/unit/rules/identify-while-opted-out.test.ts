import { describe, expect, test } from 'vitest';
import { anna } from '../../support/correct-stories.ts';
import { found, judgedOf } from '../../support/judging.ts';
import type { SdkBuilder } from '../../support/sdk-builder.ts';
import { judgedShop } from '../../support/shops.ts';

const rule = 'identify-while-opted-out';
const vendors = [
  { vendor: 'posthog', model: 'posthog' },
  { vendor: 'mixpanel', model: 'mixpanel-original' },
] as const;

const visit = (vendor: 'posthog' | 'mixpanel', model: string, act: (sdk: SdkBuilder) => void, history = true) =>
  judgedOf(
    (r) => {
      const first = r.document('https://shop.test/');
      const sdk = first[vendor]();
      sdk.stored(null);
      if (history) sdk.track('View').track('View').send();
      first.close();
      const second = r.document('https://shop.test/login');
      act(second[vendor]());
      second.close();
    },
    { options: { models: { [vendor]: model } } },
  );

describe.each(vendors)('$vendor ($model), with capturing off', ({ vendor, model }) => {
  test('identify is never made up for', () => {
    const judged = visit(vendor, model, (sdk) => void sdk.optOut().identify(anna).optIn().track('View').send());
    expect(found(judged, rule)).toMatchObject([{ severity: 'error', affected: 2, what: expect.stringContaining(anna) }]);
  });

  test('identify after it is on again is right', () => {
    const judged = visit(vendor, model, (sdk) => void sdk.optOut().optIn().identify(anna).track('View').send());
    expect(found(judged, rule)).toEqual([]);
  });

  test('nothing is lost where there was nothing before', () => {
    const judged = visit(vendor, model, (sdk) => void sdk.optOut().identify(anna).optIn().track('View').send(), false);
    expect(found(judged, rule)).toEqual([]);
  });

  test('is not judged while it stays off', () => {
    const judged = visit(vendor, model, (sdk) => void sdk.optOut().identify(anna).track('View').send());
    expect(found(judged, rule)).toEqual([]);
    expect(judged.unchecked).toContainEqual(expect.objectContaining({ rule, why: expect.stringContaining(anna) }));
  });
});

test('in Simplified ID Merge the next event links the two', () => {
  const judged = visit('mixpanel', 'mixpanel-simplified', (sdk) => void sdk.optOut().identify(anna).optIn().track('View').send());
  expect(found(judged, rule)).toEqual([]);
});

test('says that nothing can be told without calls', () => {
  const judged = judgedShop('posthog', (shop) => shop.inject('posthog', 'X', { event: 'a', properties: { distinct_id: 'd', token: 'X' } }));
  expect(judged.unchecked).toContainEqual(expect.objectContaining({ rule, project: 'X' }));
});
