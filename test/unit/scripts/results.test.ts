import { describe, expect, it } from 'vitest';
import { playwrightResults, vitestResults } from '../../../scripts/results.mjs';

const passed = { status: 'passed', fullName: 'a holds', failureMessages: [] };
const failed = { status: 'failed', fullName: 'b holds', failureMessages: ['\u001b[31mError: expected 1\n  to be 2\n'] };

describe('what is said of a run of vitest', () => {
  const read = (testResults: readonly unknown[], code: number) => vitestResults({ testResults }, code, '/project');

  it('counts what passed and names what failed, with its file and its words on one line', () => {
    const file = { name: '/project/test/x.test.ts', status: 'failed', assertionResults: [passed, failed] };
    expect(read([file], 1)).toEqual({ passed: 1, failures: ['test/x.test.ts › b holds: Error: expected 1 to be 2'] });
  });

  it('takes a skipped test for a failed one', () => {
    const skipped = { status: 'skipped', fullName: 'c holds', failureMessages: [] };
    const file = { name: '/project/x.test.ts', status: 'passed', assertionResults: [passed, skipped] };
    expect(read([file], 0).failures).toEqual(['x.test.ts › c holds: skipped']);
  });

  it('names a file that could not be loaded, or whose hook failed after its tests', () => {
    const file = { name: '/project/x.test.ts', status: 'failed', message: 'Hook timed out', assertionResults: [passed] };
    expect(read([file], 1)).toEqual({ passed: 1, failures: ['x.test.ts: Hook timed out'] });
  });

  it('fails for a bad end alone, and for a report that is not there', () => {
    expect(read([{ name: '/project/x.test.ts', status: 'passed', assertionResults: [passed] }], 1).failures).toHaveLength(1);
    expect(vitestResults(null, 1, '/project')).toEqual({ passed: 0, failures: ['ended with 1 and left no report'] });
  });
});

describe('what is said of a run of Playwright', () => {
  const suite = (status: string) => ({
    suites: [
      {
        suites: [
          { specs: [{ file: 'shop.spec.ts', title: 'signs up', tests: [{ status, results: [{ error: { message: 'No\nway' } }] }] }] },
        ],
      },
    ],
    errors: [],
    stats: { expected: status === 'expected' ? 1 : 0 },
  });

  it('names what failed, however deep it stands, and what passed at the second try only', () => {
    expect(playwrightResults(suite('unexpected'), 1)).toEqual({ passed: 0, failures: ['shop.spec.ts › signs up: No way'] });
    expect(playwrightResults(suite('flaky'), 0).failures).toHaveLength(1);
    expect(playwrightResults(suite('expected'), 0)).toEqual({ passed: 1, failures: [] });
  });

  it('says what kept the whole run from starting', () => {
    const report = { suites: [], errors: [{ message: 'No tests found' }], stats: { expected: 0 } };
    expect(playwrightResults(report, 1).failures).toEqual(['No tests found']);
  });
});
