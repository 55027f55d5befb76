import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/** What a test said when it failed, on one line that is short enough for a list. */
const said = (text) =>
  stripVTControlCharacters(text ?? '')
    .trim()
    .split(/\s*\n\s*/)
    .join(' ')
    .slice(0, 240);

const nothingRead = (code) => ({ passed: 0, failures: [`ended with ${code} and left no report`] });

/** Something that has failed without a name of its own must not be lost. */
const withCode = (code, { passed, failures }) => ({
  passed,
  failures: code !== 0 && failures.length === 0 ? [`every test passed, but the run ended with ${code}`] : failures,
});

/**
 * Passed tests and a line for each failure, of vitest's JSON report. What did not pass has failed, a skipped test as well; a file
 * that could not be loaded has no results, and is a failure all the same.
 */
export function vitestResults(report, code, root) {
  if (report === null) return nothingRead(code);
  let passed = 0;
  const failures = [];
  for (const { name, status, message, assertionResults } of report.testResults) {
    const file = relative(root, name);
    const bad = assertionResults.filter((one) => one.status !== 'passed');
    passed += assertionResults.length - bad.length;
    failures.push(...bad.map((one) => `${file} › ${one.fullName}: ${said(one.failureMessages?.[0] ?? one.status)}`));
    if (status === 'failed' && bad.length === 0) failures.push(`${file}: ${said(message)}`);
  }
  return withCode(code, { passed, failures });
}

/** Passed tests and a line for each failure, of Playwright's JSON report. A flaky test and a skipped one have failed as well. */
export function playwrightResults(report, code) {
  if (report === null) return nothingRead(code);
  const failures = [];
  const visit = ({ suites = [], specs = [] }) => {
    for (const { file, title, tests } of specs) {
      for (const { status, results } of tests) {
        if (status !== 'expected') failures.push(`${file} › ${title}: ${said(results.find((one) => one.error)?.error.message ?? status)}`);
      }
    }
    suites.forEach(visit);
  };
  visit(report);
  failures.push(...report.errors.map(({ message }) => said(message)));
  return withCode(code, { passed: report.stats.expected, failures });
}
