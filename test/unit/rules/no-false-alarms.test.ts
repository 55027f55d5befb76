import { describe, expect, test } from 'vitest';
import { defaultOptions } from '../../../src/core/options.ts';
import { type Judged, readRecordings } from '../../../src/reports/engine.ts';
import { correctStories } from '../../support/correct-stories.ts';
import { partial, seenBy } from '../../support/partial.ts';
import { judgedShop, shopRecording, shopVendors } from '../../support/shops.ts';

/** What is said above information, in short. */
const alarms = ({ findings }: Judged): readonly string[] =>
  findings.filter((f) => f.severity !== 'info').map((f) => `${f.rule} (${f.vendor}): ${f.what}`);

describe.each(correctStories)('$title', ({ vendors, build }) => {
  test.each(vendors)('raises no alarm in %s', (vendor) => {
    expect(alarms(judgedShop(vendor, build))).toEqual([]);
  });

  test.each(vendors)('raises none in %s either, however much of it was recorded', (vendor) => {
    // A recording that ends in the middle, or is still going on, knows less.
    for (const share of [0.25, 0.5, 0.75])
      expect(alarms(judgedShop(vendor, build, { until: (last) => 1_795_000_000_000 + (last - 1_795_000_000_000) * share }))).toEqual([]);
  });
});

describe.each(partial)('seen by $title', ({ sees }) => {
  const stories = correctStories.flatMap(({ title, vendors, build }) => vendors.map((vendor) => ({ title, vendor, build })));
  test.each(stories)('$title raises no alarm in $vendor', ({ vendor, build }) => {
    expect(alarms(readRecordings([seenBy(sees, shopRecording([vendor], build))], defaultOptions))).toEqual([]);
  });
});

const shared = correctStories.filter(({ vendors }) => vendors.length > 1);

test.each(shared)('$title: raises no alarm with all tools side by side', ({ vendors, build }) => {
  expect(alarms(judgedShop(vendors, build))).toEqual([]);
});

test('every vendor has its stories', () => {
  for (const vendor of shopVendors) expect(correctStories.filter((s) => s.vendors.includes(vendor)).length).toBeGreaterThan(10);
});
