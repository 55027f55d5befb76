import { describe, expect, test } from 'vitest';
import { toStrip } from '../../../src/reports/strip.ts';
import { judgedOf, type Scene, shopOf } from '../../support/judging.ts';
import type { RecordingBuilder } from '../../support/recording-builder.ts';

const stripOf = (build: (r: RecordingBuilder) => void, tab: number | null = 1, scene?: Scene) => toStrip(judgedOf(build, scene), { tab });

const login = (r: RecordingBuilder) =>
  void shopOf(r, 'mixpanel')('/', ({ sdk }) => sdk.anonymous('visitor').track('View').identify('anna').track('Log In'));

describe('whom the page takes the visitor for', () => {
  test('nobody before anything was seen', () => {
    expect(stripOf((r) => r.document('https://shop.test/')).thinks).toBe(null);
  });

  test('an anonymous visitor', () => {
    expect(stripOf((r) => shopOf(r, 'mixpanel')('/', ({ sdk }) => sdk.anonymous('visitor').track('View'))).thinks).toMatchObject({
      label: 'visitor',
      known: false,
    });
  });

  test('a user, after identify', () => {
    expect(stripOf(login).thinks).toEqual({ label: 'anna', known: true, vendor: 'mixpanel', project: 'T' });
  });

  test('the tool that knows wins, the other is named', () => {
    const strip = stripOf((r) => {
      const d = r.document('https://shop.test/');
      d.segment().anonymous('visitor').track('View');
      d.mixpanel().track('View').identify('anna').track('Log In');
    });
    expect(strip.thinks).toMatchObject({ label: 'anna', vendor: 'mixpanel' });
    expect(strip.others).toMatchObject([{ vendor: 'segment', known: false }]);
  });

  test('two anonymous tools agree, whatever their ids are', () => {
    const strip = stripOf((r) => {
      const d = r.document('https://shop.test/');
      d.segment().track('View');
      d.mixpanel().track('View');
    });
    expect(strip.others).toEqual([]);
  });
});

test('what changed last', () => {
  expect(stripOf(login).changed?.text).toBe('identified as anna in mixpanel');
  expect(
    stripOf((r) => {
      login(r);
      shopOf(r, 'mixpanel')('/', ({ sdk }) => sdk.reset());
    }).changed?.text,
  ).toBe('reset in mixpanel');
});

describe('the last log-out', () => {
  const leave =
    (reset: boolean, stay = false) =>
    (r: RecordingBuilder) => {
      login(r);
      shopOf(r, 'mixpanel')(
        '/account',
        ({ d, sdk }) => {
          d.logout();
          sdk.track('Log Out');
          if (reset) sdk.reset();
        },
        { stay },
      );
      if (!stay) shopOf(r, 'mixpanel')('/', ({ sdk }) => sdk.track('View'));
    };

  test('was not tried', () => expect(stripOf(login).logout.state).toBe('not-tried'));
  test('was clean', () => expect(stripOf(leave(true)).logout.state).toBe('clean'));
  test('was not clean', () =>
    expect(stripOf(leave(false)).logout).toMatchObject({ state: 'not-clean', why: expect.stringContaining('anna logged out') }));
  test('may still become clean', () =>
    expect(stripOf(leave(false, true)).logout).toMatchObject({ state: 'waiting', why: 'mixpanel still holds anna.' }));
  test('is not clean once the wait is over', () =>
    expect(stripOf(leave(false, true), 1, { until: (last) => last + 6_000 }).logout.state).toBe('not-clean'));
});

test('findings are counted by severity', () => {
  const strip = stripOf((r) => {
    shopOf(r, 'mixpanel')('/', ({ sdk }) => sdk.track('View'));
    shopOf(r, 'mixpanel')('/', ({ sdk }) => sdk.reset().track('View').identify('undefined').track('Log In'));
  });
  expect(strip.counts).toEqual({ error: 1, warning: 1, info: 0 });
});
