import { describe, expect, test } from 'vitest';
import { flows } from '../../../src/flows/index.ts';
import { type CheckOptions, toCheck } from '../../../src/reports/check.ts';
import { toText } from '../../../src/reports/text.ts';
import { judgedOf, shopOf } from '../../support/judging.ts';
import type { RecordingBuilder } from '../../support/recording-builder.ts';

const verdictOf = (build: (r: RecordingBuilder) => void, options?: CheckOptions) => toCheck(judgedOf(build), options);
const browse = (r: RecordingBuilder) => void shopOf(r, 'segment')('/', ({ sdk }) => sdk.track('View'));
const warned = (r: RecordingBuilder) => {
  shopOf(r, 'segment')('/', ({ sdk }) => sdk.track('View'));
  shopOf(r, 'segment')('/x', ({ sdk }) => sdk.reset().track('View'));
};
const signUp = (r: RecordingBuilder) => {
  shopOf(r, 'segment')('/', ({ d, sdk }) => {
    sdk.page();
    d.login();
    sdk.identify('anna').track('Sign Up');
  });
};

describe('the verdict', () => {
  test('passes without findings, and flows nobody tried are listed', () => {
    const { check, reasons } = verdictOf(browse);
    expect([check.verdict, reasons]).toEqual(['pass', []]);
    expect(check.unchecked.filter((u) => u.flow !== undefined).map((u) => u.flow)).toEqual(
      // Nobody is asked to try what makes no sense for the model.
      flows.map((f) => f.id).filter((id) => id !== 'alias-then-identify'),
    );
  });

  test.each([
    ['error', 'pass'],
    ['warning', 'fail'],
    ['info', 'fail'],
  ] as const)('with a warning and --fail-on %s: %s', (failOn, verdict) => {
    expect(verdictOf(warned, { failOn }).check.verdict).toBe(verdict);
  });

  test('fails on a failed flow even if it was not named', () => {
    const build = (r: RecordingBuilder) =>
      void shopOf(r, 'segment')('/', ({ d, sdk }) => {
        sdk.page();
        d.login();
      });
    const { check, reasons } = verdictOf(build);
    expect(check.findings).toEqual([]);
    expect(check.verdict).toBe('fail');
    expect(reasons[0]).toContain('The flow sign-up failed in segment W, run 1');
  });

  test("does not miss what a widget in a frame did not send, unless it is the site's own", () => {
    const build = (r: RecordingBuilder) => {
      shopOf(r, 'segment')('/', ({ sdk }) => sdk.track('View'));
      r.document('https://widget.test/', { frame: 3 }).mixpanel('P').optOut().track('Open');
    };
    expect(verdictOf(build).reasons).toEqual([]);
    expect(verdictOf(build).check.unchecked.filter((u) => u.project === 'P')).toHaveLength(1);
    expect(toCheck(judgedOf(build, { options: { ownProjects: ['P', 'W'] } }), { ownProjects: ['P', 'W'] }).reasons[0]).toContain(
      'mixpanel P was observed but sent nothing',
    );
  });

  test('says so when none of the projects is the own one', () => {
    const ownProjects = ['another'];
    const { check, reasons } = toCheck(judgedOf(browse, { options: { ownProjects } }), { ownProjects });
    expect(reasons).toEqual(["None of the projects that were seen is the site's own, so nothing was checked."]);
    expect(check.unchecked[0]?.why).toContain("not one of the site's own");
  });

  test('fails on a named flow that was not tried', () => {
    expect(verdictOf(browse, { flows: ['sign-up'] }).reasons).toEqual(['The flow sign-up was not tried.']);
  });

  test('fails on a named flow that is incomplete, but passes when it is not named', () => {
    const build = (r: RecordingBuilder) => void shopOf(r, 'segment')('/', ({ sdk }) => sdk.page().identify('anna').track('Sign Up'));
    expect(verdictOf(build).check.verdict).toBe('pass');
    expect(verdictOf(build, { flows: ['sign-up'] }).check.verdict).toBe('fail');
  });

  test('passes a named flow that passes', () => {
    expect(verdictOf(signUp, { flows: ['sign-up'] }).reasons).toEqual([]);
  });

  test('fails when nothing was observed, unless that is allowed', () => {
    const nothing = (r: RecordingBuilder) => void r.document('https://shop.test/').close();
    expect(verdictOf(nothing).reasons[0]).toContain('No analytics project was observed');
    expect(verdictOf(nothing, { allowEmpty: true }).check.verdict).toBe('pass');
  });

  test('fails when a project was seen that sent nothing, unless that is allowed', () => {
    const quiet = (r: RecordingBuilder) => {
      browse(r);
      shopOf(r, 'mixpanel')('/', ({ sdk }) => sdk.optOut().track('View'));
    };
    expect(verdictOf(quiet).reasons[0]).toContain('mixpanel T was observed but sent nothing');
    expect(verdictOf(quiet, { allowEmpty: true }).check.verdict).toBe('pass');
  });
});

test('a check carries the signals and survives JSON', () => {
  const { check } = verdictOf(signUp);
  expect(check.signals).toMatchObject([{ signal: 'login', confirmed: true, source: 'password-form' }]);
  expect(JSON.parse(JSON.stringify(check))).toEqual(check);
});

describe('the text', () => {
  const text = toText(verdictOf(warned, { failOn: 'warning' }));

  test('begins with the verdict and its reason', () => {
    expect(text.split('\n').slice(0, 2)).toEqual(['FAIL', '  1 finding at or above warning: reset-while-anonymous.']);
  });

  test('tells what happened, what it means and how to mend it', () => {
    for (const word of ['what', 'means', 'mend', 'source', 'WARNING', 'wrong person']) expect(text).toContain(word);
  });

  test('keeps prose within a hundred columns', () => {
    const prose = text.split('\n').filter((line) => !line.includes('https://') && !line.includes(': '));
    expect(Math.max(...prose.map((line) => line.length))).toBeLessThanOrEqual(100);
  });
});
