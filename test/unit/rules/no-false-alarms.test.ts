import { describe, expect, test } from 'vitest';
import { defaultOptions } from '../../../src/core/options.ts';
import { type Judged, readRecordings } from '../../../src/reports/engine.ts';
import { account, anna, browse, type CorrectStory, correctStories, enter } from '../../support/correct-stories.ts';
import { partial, seenBy } from '../../support/partial.ts';
import { judgedShop, shopRecording, shopVendors } from '../../support/shops.ts';

/** What is said above information, in short. */
const alarms = ({ findings }: Judged): readonly string[] =>
  findings.filter((f) => f.severity !== 'info').map((f) => `${f.rule} (${f.vendor}): ${f.what}`);

/** Beyond what flows are held to as well. */
const twoTabs: CorrectStory = {
  title: 'a visitor who logs in in one tab while another is open',
  vendors: shopVendors,
  build: (shop) => {
    browse(shop);
    const other = shop.page('/mug', (p) => void p.track('View'), { tab: 2, stay: true });
    enter(shop, anna);
    other.track('Click');
    account(shop, anna);
  },
};
const stories = [...correctStories, twoTabs];

describe.each(stories)('$title', ({ vendors, build }) => {
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
  const seen = stories.flatMap(({ title, vendors, build }) => vendors.map((vendor) => ({ title, vendor, build })));
  test.each(seen)('$title raises no alarm in $vendor', ({ vendor, build }) => {
    expect(alarms(readRecordings([seenBy(sees, shopRecording([vendor], build))], defaultOptions))).toEqual([]);
  });
});

const shared = stories.filter(({ vendors }) => vendors.length > 1);

test.each(shared)('$title: raises no alarm with all tools side by side', ({ vendors, build }) => {
  expect(alarms(judgedShop(vendors, build))).toEqual([]);
});

test('every vendor has its stories', () => {
  for (const vendor of shopVendors) expect(correctStories.filter((s) => s.vendors.includes(vendor)).length).toBeGreaterThan(10);
});
