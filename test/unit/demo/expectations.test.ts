import { describe, expect, it } from 'vitest';
import { disappointments } from '../../../demo/expectations.ts';
import type { Check } from '../../../src/reports/shapes.ts';

type Finding = Check['findings'][number];
type Verdict = Check['flows'][number]['verdict'];

const finding = (rule: string, severity: Finding['severity'], affected = 0): Finding =>
  ({ rule, severity, affected, vendor: 'mixpanel', evidence: [], related: [] }) as unknown as Finding;
const flow = (id: string, verdict: Verdict) => ({ flow: id, vendor: 'mixpanel', project: 'T', run: 1, verdict, steps: [] });
const check = (verdict: Check['verdict'], findings: readonly Finding[], flows: Check['flows'] = []): Check => ({
  schema: 1,
  verdict,
  findings,
  flows,
  unchecked: [],
  signals: [],
});
const bothPass = [flow('sign-up', 'pass'), flow('shared-device', 'pass')];

describe('what the demo promises', () => {
  it('is content with a correct shop that only has remarks', () => {
    expect(disappointments('correct', check('pass', [finding('x', 'info')], bothPass))).toEqual([]);
  });

  it.each([
    ['a warning', check('pass', [finding('x', 'warning')], bothPass)],
    ['a flow that was not tried', check('pass', [], [flow('sign-up', 'pass')])],
    ['a flow that failed for one vendor', check('pass', [], [...bothPass, flow('sign-up', 'fail')])],
    ['a failed check', check('fail', [], bothPass)],
  ])('is not content with %s in the correct shop', (_, result) => {
    expect(disappointments('correct', result)).toHaveLength(1);
  });

  const missed = finding('logout-without-reset', 'error', 4);
  it('wants one error that counts the events on the wrong person where reset is missing', () => {
    expect(disappointments('no-reset', check('fail', [missed], [flow('shared-device', 'fail')]))).toEqual([]);
  });

  it.each([
    ['two errors', [missed, missed], 'fail'],
    ['nobody affected', [finding('logout-without-reset', 'error', 0)], 'fail'],
    ['another finding beside it', [missed, finding('merge-refused', 'warning')], 'fail'],
    ['a flow that passes', [missed], 'pass'],
  ] as const)('is not content with %s there', (_, findings, verdict) => {
    expect(disappointments('no-reset', check('fail', findings, [flow('shared-device', verdict)]))).toHaveLength(1);
  });

  it.each([
    ['reset-every-load', 'reset-while-anonymous'],
    ['placeholder', 'placeholder-id'],
    ['no-identify', 'login-without-identify'],
  ] as const)('wants %s told by %s and by nothing else', (variant, rule) => {
    expect(disappointments(variant, check('fail', [finding(rule, 'error')]))).toEqual([]);
    expect(disappointments(variant, check('fail', []))).toHaveLength(1);
    expect(disappointments(variant, check('fail', [finding(rule, 'error'), finding('other', 'warning')]))).toHaveLength(1);
  });
});
