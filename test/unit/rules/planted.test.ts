import { describe, expect, test } from 'vitest';
import { defaultOptions } from '../../../src/core/options.ts';
import { readRecordings } from '../../../src/reports/engine.ts';
import { partial, seenBy } from '../../support/partial.ts';
import { planted } from '../../support/planted/index.ts';
import { judgedShop, shopRecording } from '../../support/shops.ts';

const rows = planted.flatMap((p) => p.vendors.map((vendor) => ({ ...p, vendor })));

describe('one planted mistake', () => {
  test.each(rows)('is told by $rule in $vendor: $how', ({ rule, vendor, beside = [], severity, related, build }) => {
    const { findings } = judgedShop([vendor, ...beside], (shop) => build(shop, vendor));
    const told = findings.filter((f) => f.rule === rule || f.severity !== 'info');
    expect(told.map((f) => [f.rule, f.vendor, f.severity])).toEqual([
      [rule, vendor, typeof severity === 'function' ? severity(vendor) : severity],
    ]);
    if (related !== undefined) expect(told[0]?.related).toEqual(related(vendor));
  });
});

/** What a mistake looks like to those who see less: the next thing that went wrong. */
const looksLike: Readonly<Record<string, readonly string[]>> = {
  'logout-without-reset': ['user-switched-without-reset', 'other-tool-not-reset'],
  'reset-while-anonymous': ['anonymous-id-changed'],
  'identify-before-ready': ['login-without-identify'],
  'identity-changed-in-same-tick': ['logout-event-after-reset'],
  'visitor-identified-too-early': ['user-switched-without-reset', 'id-shape-changed'],
  'tabs-disagree': ['logout-without-reset'],
  'reset-kept-an-id': ['logout-without-reset', 'merge-refused'],
};

describe.each(partial)('seen by $title', ({ sees }) => {
  test.each(rows)(
    'a mistake of $rule in $vendor ($how) is told by itself, by what it looks like, or not at all',
    ({ rule, vendor, beside = [], build }) => {
      const { findings } = readRecordings(
        [
          seenBy(
            sees,
            shopRecording([vendor, ...beside], (shop) => build(shop, vendor)),
          ),
        ],
        defaultOptions,
      );
      const others = findings.filter((f) => f.severity !== 'info' && f.rule !== rule);
      expect(others.filter((f) => f.vendor !== vendor || !looksLike[rule]?.includes(f.rule)).map((f) => f.rule)).toEqual([]);
      expect(others.length).toBeLessThanOrEqual(1);
    },
  );
});
