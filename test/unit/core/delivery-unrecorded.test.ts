import { describe, expect, it } from 'vitest';
import { adapters } from '../../../src/adapters/index.ts';
import type { Json } from '../../../src/core/json.ts';
import { callOf, found } from '../../support/sdk-facts.ts';
import { story } from '../../support/story.ts';

describe('SDKs that no recording is written of here', () => {
  const leaving = (vendor: string, method: string, args: readonly Json[]) =>
    story((r) => {
      const page = r.document('https://shop.test/');
      page.fact(found(vendor, 'P'));
      page.fact(callOf({ call: 'c1', vendor, project: 'P', instance: vendor, method, args, before: ids, after: ids }));
      page.close();
    }).deliveries;
  const ids = { anonymousId: 'A1', knownId: null };

  it('lose what no request took along, where they keep it in memory', () => {
    expect(leaving('jitsu', 'track', ['View'])).toEqual(['View lost']);
    expect(leaving('mparticle', 'logEvent', ['View'])).toEqual(['View lost']);
  });

  it('have it in hand where they store it, as far as storage was seen', () => {
    expect(leaving('snowplow', 'trackStructEvent', [{ category: 'shop', action: 'View' }])).toEqual(['View called']);
  });

  it('say what becomes of it, all but those that could not be run', () => {
    const unmeasured = adapters.filter(({ habits, wire }) => habits === undefined && wire !== 'unseen');
    expect(unmeasured.filter(({ unverified }) => unverified === undefined).map(({ vendor }) => vendor)).toEqual([]);
  });
});
