import { describe, expect, test } from 'vitest';
import { planted } from '../../support/planted/index.ts';
import { judgedShop } from '../../support/shops.ts';

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
