import { expect, it } from 'vitest';
import { verdictTable } from '../../../demo/verdict-table.ts';
import type { Check } from '../../../src/reports/shapes.ts';

const finding = {
  rule: 'logout-without-reset',
  severity: 'error',
  vendor: 'mixpanel',
  affected: 4,
} as unknown as Check['findings'][number];
const flow: Check['flows'][number] = { flow: 'sign-up', vendor: 'segment', project: 'W', run: 2, verdict: 'pass', steps: [] };
const good: Check = { schema: 1, verdict: 'pass', findings: [], flows: [flow], unchecked: [], signals: [] };

it('prints a verdict a variant with findings before flows', () => {
  const bad: Check = { ...good, verdict: 'fail', findings: [finding] };
  expect(
    verdictTable([
      ['correct', good],
      ['bad', bad],
    ]),
  ).toBe(
    [
      'correct  pass',
      '         flow sign-up in segment, run 2: pass',
      'bad      fail',
      '         error logout-without-reset in mixpanel (4 on the wrong person)',
      '         flow sign-up in segment, run 2: pass',
    ].join('\n'),
  );
});
