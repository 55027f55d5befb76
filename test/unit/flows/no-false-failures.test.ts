import { describe, expect, test } from 'vitest';
import { defaultOptions } from '../../../src/core/options.ts';
import { type Judged, readRecordings } from '../../../src/reports/engine.ts';
import { correctStories } from '../../support/correct-stories.ts';
import { partial, seenBy } from '../../support/partial.ts';
import { planted } from '../../support/planted/index.ts';
import { judgedShop, shopRecording } from '../../support/shops.ts';

const failures = ({ flows }: Judged): readonly string[] =>
  flows.flatMap((f) => f.steps.filter((s) => s.verdict === 'fail').map((s) => `${f.flow} (${f.vendor}, run ${f.run}) ${s.step}: ${s.why}`));

const start = 1_795_000_000_000;

describe.each(correctStories)('$title', ({ vendors, build }) => {
  test.each(vendors)('fails no flow in %s, at no time', (vendor) => {
    for (const share of [0.25, 0.5, 0.75, 1])
      expect(failures(judgedShop(vendor, build, { until: (last) => start + (last - start) * share }))).toEqual([]);
  });
});

describe.each(partial)('seen by $title', ({ sees }) => {
  const stories = correctStories.flatMap(({ title, vendors, build }) => vendors.map((vendor) => ({ title, vendor, build })));
  test.each(stories)('$title fails no flow in $vendor', ({ vendor, build }) => {
    expect(failures(readRecordings([seenBy(sees, shopRecording([vendor], build))], defaultOptions))).toEqual([]);
  });
});

const shared = correctStories.filter(({ vendors }) => vendors.length > 1);

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
