import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultOptions } from '../../../src/core/options.ts';
import { type CheckOptions, toCheck } from '../../../src/reports/check.ts';
import { readRecordings } from '../../../src/reports/engine.ts';
import { toJunit } from '../../../src/reports/junit.ts';
import { judgedOf, shopOf } from '../../support/judging.ts';
import { junitFaults } from '../../support/junit-schema.ts';
import { randomSession } from '../../support/random-session.ts';
import type { RecordingBuilder } from '../../support/recording-builder.ts';
import { type Element, parseXml } from '../../support/strict-xml.ts';

const reportOf = (build: (r: RecordingBuilder) => void, options?: CheckOptions, title = 'shop.idscope.json') => {
  const judged = judgedOf(build);
  const checked = toCheck(judged, options);
  return { checked, root: parseXml(toJunit(judged, checked, title)) };
};

const casesOf = (root: Element) => root.children.flatMap((suite) => suite.children.filter(({ name }) => name === 'testcase'));
const failuresOf = (root: Element) =>
  casesOf(root).flatMap((one) => (one.children[0]?.name === 'failure' ? [one.attributes.get('name')] : []));

const noReset = (r: RecordingBuilder) => {
  const visit = shopOf(r, 'mixpanel');
  visit('/', ({ d, sdk }) => {
    sdk.track('View');
    d.login();
    sdk.identify('anna').track('Sign Up');
    d.logout();
  });
  r.wait(10_000);
  visit('/bye', ({ sdk }) => sdk.track('View').identify('ben').track('Log In'));
};

describe('the JUnit report', () => {
  test('fails where the check fails: the finding, the flow, with the whole story as text', () => {
    const { root, checked } = reportOf(noReset);
    expect(junitFaults(root)).toEqual([]);
    expect(failuresOf(root)).toEqual([
      'logout-without-reset: Logged out, but analytics still knows the user',
      ...checked.failing.flows.map(({ run }) => `Flow ${run?.flow}, run ${run?.run}`),
    ]);
    const failure = casesOf(root).find((one) => one.attributes.get('name')?.startsWith('logout-without-reset'))?.children[0];
    for (const words of ['What happened: ', 'What it means: ', 'How to mend it: Call mixpanel.reset()', 'Source: https://'])
      expect(failure?.text).toContain(words);
  });

  test('says of what was not judged that it was skipped, and never that it passed', () => {
    const { root, checked } = reportOf((r) => void shopOf(r, 'segment')('/', ({ sdk }) => sdk.track('View')));
    const skipped = casesOf(root).filter((one) => one.children[0]?.name === 'skipped');
    expect(skipped).toHaveLength(checked.check.unchecked.length);
    expect(skipped.length).toBeGreaterThan(0);
  });

  test('fails for a recording with nothing in it', () => {
    const { root } = reportOf((r) => void r.document('https://shop.test/'));
    expect(junitFaults(root)).toEqual([]);
    expect(failuresOf(root)).toEqual(['Analytics was observed']);
  });

  test('names a flow that nobody tried', () => {
    const { root } = reportOf((r) => void shopOf(r, 'segment')('/', ({ sdk }) => sdk.track('View')), { flows: ['shared-device'] });
    expect(failuresOf(root)).toEqual(['Flow shared-device']);
  });

  test('does not fail for what was known before, and says so', () => {
    const judged = judgedOf(noReset);
    const root = parseXml(toJunit(judged, toCheck(judged, { baseline: judged })));
    expect(failuresOf(root)).toEqual([]);
    expect(root.children[1]?.children.find(({ name }) => name === 'system-out')?.text).toContain(
      'Known before: error, logout-without-reset',
    );
  });

  test('holds whatever a page can send', () => {
    const evil = ']]><x a="1">&\u0000\u0007\ud800 \u{1f600}\n"\'';
    const { root } = reportOf(
      (r) => {
        const visit = shopOf(r, 'mixpanel');
        visit('/', ({ d, sdk }) => {
          d.login();
          sdk.identify(evil).track(evil);
          d.logout();
        });
        visit('/bye', ({ sdk }) => sdk.track('View').identify('ben').track('Log In'));
      },
      {},
      evil,
    );
    expect(junitFaults(root)).toEqual([]);
    expect(JSON.stringify([...casesOf(root)].map(({ children }) => children[0]?.text))).toContain('\u{1f600}');
  });

  test('keeps to the schema and to the verdict, whatever the session', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(randomSession, fc.constantFrom('error', 'warning', 'info'), (recording, failOn) => {
        const judged = readRecordings([recording], defaultOptions);
        const checked = toCheck(judged, { failOn });
        const root = parseXml(toJunit(judged, checked, 'a'));
        expect(junitFaults(root)).toEqual([]);
        expect(failuresOf(root).length === 0).toBe(checked.check.verdict === 'pass');
      }),
      { numRuns: 100 },
    );
  });
});

describe('the schema of the test', () => {
  const valid = toJunit(judgedOf(noReset), toCheck(judgedOf(noReset)), 'a');
  test.each([
    ['an attribute that is missing', valid.replace(' hostname="localhost"', '')],
    ['an attribute that nobody knows', valid.replace('<testcase ', '<testcase file="x" ')],
    ['a time with milliseconds', valid.replace(/timestamp="([^"]*)"/, 'timestamp="$1.000Z"')],
    ['a wrong count', valid.replace(/failures="\d+"/, 'failures="99"')],
    ['children in another order', valid.replace(/<system-out>/, '<properties/><system-out>')],
    ['text between elements', valid.replace('<testsuites>', '<testsuites>text')],
  ])('finds %s', (_, broken) => {
    expect(broken).not.toBe(valid);
    expect(junitFaults(parseXml(broken))).not.toEqual([]);
  });

  test.each([valid.replace('</testsuites>', ''), valid.replace(/&quot;|&#10;|<\/failure>/, '<'), `${valid}<x/>`])(
    'wants XML that is well-formed',
    (broken) => {
      expect(() => parseXml(broken)).toThrow();
    },
  );
});
