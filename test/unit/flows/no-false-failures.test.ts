import { describe, expect, test } from 'vitest';
import { defaultOptions } from '../../../src/core/options.ts';
import { type Judged, readRecordings } from '../../../src/reports/engine.ts';
import { account, anna, ben, browse, type CorrectStory, correctStories, enter, leave } from '../../support/correct-stories.ts';
import { partial, seenBy } from '../../support/partial.ts';
import { planted } from '../../support/planted/index.ts';
import { judgedShop, shopRecording, shopVendors } from '../../support/shops.ts';

const failures = ({ flows }: Judged): readonly string[] =>
  flows.flatMap((f) => f.steps.filter((s) => s.verdict === 'fail').map((s) => `${f.flow} (${f.vendor}, run ${f.run}) ${s.step}: ${s.why}`));

/** What a tab tells that was open before somebody logged in or out elsewhere. */
const twoTabs: readonly CorrectStory[] = [
  {
    title: 'a visitor who logs in in one tab while another is open',
    vendors: shopVendors,
    build: (shop) => {
      browse(shop);
      const other = shop.page('/mug', (p) => void p.track('View'), { tab: 2, stay: true });
      enter(shop, anna);
      other.track('Click');
      account(shop, anna);
      shop.wait(8_000);
      other.track('Click');
      leave(shop);
      browse(shop);
      enter(shop, ben);
    },
  },
  {
    title: 'a user who logs out in the tab that was opened first',
    vendors: shopVendors,
    build: (shop) => {
      const first = shop.page('/', (p) => void p.track('View'), { stay: true });
      shop.page('/login', (p) => void p.login().identify(anna).track('Log In'), { tab: 2 });
      first.identify(anna).track('View').logout().track('Log Out').reset().track('View');
    },
  },
];
const stories = [...correctStories, ...twoTabs];
const start = 1_795_000_000_000;

describe.each(stories)('$title', ({ vendors, build }) => {
  test.each(vendors)('fails no flow in %s, at no time', (vendor) => {
    for (const share of [0.25, 0.5, 0.75, 1])
      expect(failures(judgedShop(vendor, build, { until: (last) => start + (last - start) * share }))).toEqual([]);
  });
});

describe.each(partial)('seen by $title', ({ sees }) => {
  const seen = stories.flatMap(({ title, vendors, build }) => vendors.map((vendor) => ({ title, vendor, build })));
  test.each(seen)('$title fails no flow in $vendor', ({ vendor, build }) => {
    expect(failures(readRecordings([seenBy(sees, shopRecording([vendor], build))], defaultOptions))).toEqual([]);
  });
});

const shared = stories.filter(({ vendors }) => vendors.length > 1);

test.each(shared)('$title fails no flow with all tools side by side', ({ vendors, build }) => {
  expect(failures(judgedShop(vendors, build))).toEqual([]);
});

/** With these a log-in or log-out is done in another way, but what is right otherwise is no failure. */
const models = ['mixpanel-original', 'mixpanel-legacy'] as const;

describe.each(models)('with the model %s', (model) => {
  const mine = correctStories.filter(({ vendors }) => vendors.includes('mixpanel'));
  test.each(mine)('$title fails no flow', ({ build }) => {
    expect(failures(judgedShop('mixpanel', build, { options: { models: { T: model } } }))).toEqual([]);
  });
});

describe('with one mistake', () => {
  const rows = planted.flatMap((p) => p.vendors.map((vendor) => ({ ...p, vendor })));
  test.each(rows)('a flow fails only where a rule warns: $rule in $vendor, $how', ({ vendor, beside = [], build }) => {
    const judged = judgedShop([vendor, ...beside], (shop) => build(shop, vendor));
    const warned = judged.findings.some((f) => f.severity !== 'info');
    expect(warned ? [] : failures(judged)).toEqual([]);
  });
});
