import fc from 'fast-check';
import { expect, test } from 'vitest';
import { baselineOf, matchFindings } from '../../../src/reports/known-findings.ts';
import { compareSequences } from '../../../src/reports/sequence-diff.ts';
import type { Finding } from '../../../src/rules/rule.ts';

const finding = (rule: string, severity: Finding['severity'] = 'error', project = 'T'): Finding => ({
  rule,
  severity,
  vendor: 'mixpanel',
  project,
  document: null,
  title: rule,
  evidence: [],
  affected: 0,
  related: [],
  what: '',
  consequence: '',
  fix: '',
  cite: '',
});

const rules = (list: readonly { readonly rule: string }[]) => list.map(({ rule }) => rule);

test('of two findings of a rule where one was known, one is added', () => {
  const { added, known, gone } = matchFindings([finding('a')], [finding('a'), finding('a')]);
  expect([added.length, known.length, gone.length]).toEqual([1, 1, 0]);
});

test('the same rule in another project is another finding', () => {
  expect(rules(matchFindings([finding('a', 'error', 'X')], [finding('a')]).added)).toEqual(['a']);
});

test('what has become worse is added, what has become milder is known', () => {
  expect(rules(matchFindings([finding('a', 'warning')], [finding('a', 'error')]).added)).toEqual(['a']);
  expect(rules(matchFindings([finding('a', 'error')], [finding('a', 'warning')]).known)).toEqual(['a']);
});

test('every finding is added or known, and every former one known or gone', () => {
  const list = fc.array(
    fc
      .record({ rule: fc.constantFrom('a', 'b', 'c'), severity: fc.constantFrom('error' as const, 'warning' as const, 'info' as const) })
      .map((f) => finding(f.rule, f.severity)),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(list, list, (before, now) => {
      const { added, known, gone } = matchFindings(before, now);
      expect(added.length + known.length).toBe(now.length);
      expect(known.length + gone.length).toBe(before.length);
      expect(matchFindings(now, now)).toMatchObject({ added: [], gone: [] });
    }),
  );
});

test('a check of another schema is no baseline', () => {
  const check = { schema: 1, verdict: 'pass', findings: [finding('a')], flows: [] };
  expect(baselineOf(JSON.parse(JSON.stringify(check)))?.findings).toHaveLength(1);
  expect(baselineOf(JSON.parse(JSON.stringify({ ...check, schema: 2 })))).toBeNull();
  expect(baselineOf(JSON.parse(JSON.stringify({ ...check, findings: [{ rule: 1 }] })))).toBeNull();
});

test('a comparison holds both sequences, each in its order, and the least that differs', () => {
  const sequence = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 14 });
  fc.assert(
    fc.property(sequence, sequence, (before, after) => {
      const compared = compareSequences(before, after, (a, b) => a === b);
      expect(compared.flatMap((one) => (one.in === 'after' ? [] : [one.item]))).toEqual(before);
      expect(compared.flatMap((one) => (one.in === 'before' ? [] : [one.item]))).toEqual(after);
      const common = compared.filter((one) => one.in === 'both').length;
      const longest = (i: number, j: number): number =>
        i === before.length || j === after.length
          ? 0
          : before[i] === after[j]
            ? 1 + longest(i + 1, j + 1)
            : Math.max(longest(i + 1, j), longest(i, j + 1));
      if (before.length < 9 && after.length < 9) expect(common).toBe(longest(0, 0));
    }),
  );
});
