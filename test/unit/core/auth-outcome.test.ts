import { describe, expect, test } from 'vitest';
import { createAuthOutcomes } from '../../../src/core/auth-outcome.ts';
import type { Observation } from '../../../src/core/observation.ts';

let seq = 0;
const signal = (source: string, document: string, at: number, confirmed = false, more: object = {}): Observation => {
  seq += 1;
  return {
    kind: 'auth.signalled',
    signal: 'login',
    confirmed,
    source,
    detail: '/session',
    seq,
    at,
    document,
    device: 'd',
    tab: 1,
    frame: 0,
    ...more,
  };
};

describe('the outcome of a login form that the browser posts', () => {
  test('is a confirmed login where the next page began, if that asks for no password', () => {
    const outcome = createAuthOutcomes();
    const attempt = signal('password-form', 'A', 1_000);
    expect(outcome(attempt)).toBe(attempt);
    expect(outcome(signal('no-password-form', 'B', 2_000))).toMatchObject({
      confirmed: true,
      source: 'password-form',
      at: 2_000,
      document: 'B',
    });
  });

  test('is nothing if the next page asks again, says nothing, or comes too late', () => {
    for (const [source, at] of [
      ['password-form-again', 2_000],
      ['no-answer', 2_000],
      ['no-password-form', 90_000],
    ] as const) {
      const outcome = createAuthOutcomes();
      outcome(signal('password-form', 'A', 1_000));
      expect(outcome(signal(source, 'B', at))).toBeNull();
      expect(outcome(signal('no-password-form', 'C', at + 1))).toBeNull();
    }
  });

  test('is nothing without an attempt, in another tab, frame or device, or twice', () => {
    const outcome = createAuthOutcomes();
    expect(outcome(signal('no-password-form', 'B', 2_000))).toBeNull();
    outcome(signal('password-form', 'A', 1_000));
    for (const other of [{ tab: 2 }, { frame: 3 }, { device: 'e' }])
      expect(outcome(signal('no-password-form', 'B', 2_000, false, other))).toBeNull();
    expect(outcome(signal('no-password-form', 'B', 2_000))).not.toBeNull();
    expect(outcome(signal('no-password-form', 'C', 3_000))).toBeNull();
  });

  test('is not told a second time when the first page confirmed it already', () => {
    const outcome = createAuthOutcomes();
    outcome(signal('password-form', 'A', 1_000));
    outcome(signal('password-form', 'A', 1_500, true));
    expect(outcome(signal('no-password-form', 'B', 2_000))).toBeNull();
  });

  test('is not told when the first page was refused, or the next is of another site', () => {
    const refused = createAuthOutcomes();
    refused(signal('password-form', 'A', 1_000));
    refused(signal('refused', 'A', 1_500));
    expect(refused(signal('no-password-form', 'B', 2_000))).toBeNull();
    const elsewhere = createAuthOutcomes();
    const opened = (document: string, url: string) =>
      elsewhere(signal('', document, 1_000, false, { kind: 'document.opened', url, referrer: '', lifecycle: 'active' }));
    opened('A', 'https://shop.test/login');
    elsewhere(signal('password-form', 'A', 1_000));
    opened('B', 'https://bank.test/');
    expect(elsewhere(signal('no-password-form', 'B', 2_000))).toBeNull();
  });

  test('leaves everything else as it is', () => {
    const outcome = createAuthOutcomes();
    const logout = { ...signal('click', 'A', 1), signal: 'logout' } as Observation;
    expect(outcome(logout)).toBe(logout);
    const manual = signal('manual', 'A', 1, true);
    expect(outcome(manual)).toBe(manual);
  });
});

describe('the outcome of a logout that leaves the page', () => {
  const clicked = (at: number) => signal('click', 'A', at, false, { signal: 'logout', detail: 'Log out' });
  const answered = (source: string, detail: string, at = 2_000) => {
    const outcome = createAuthOutcomes();
    outcome(clicked(1_000));
    return outcome(signal(source, 'B', at, false, { detail }));
  };

  test('is confirmed where the next page began, if that offers to log in', () => {
    for (const answer of [answered('no-password-form', 'log-in'), answered('password-form-again', ''), answered('no-answer', 'log-in')])
      expect(answer).toMatchObject({ signal: 'logout', confirmed: true, source: 'click', at: 2_000, document: 'B' });
  });

  test('is open if the next page offers to log out, or neither, or comes too late', () => {
    expect(answered('no-password-form', 'log-out')).toBeNull();
    expect(answered('password-form-again', 'log-out')).toBeNull();
    expect(answered('no-password-form', '')).toBeNull();
    expect(answered('no-answer', '')).toBeNull();
    expect(answered('no-password-form', 'log-in', 17_000)).toBeNull();
  });

  test('is not told a second time when the first page confirmed it already', () => {
    const outcome = createAuthOutcomes();
    outcome(clicked(1_000));
    outcome(signal('request', 'A', 1_500, true, { signal: 'logout' }));
    expect(outcome(signal('no-password-form', 'B', 2_000, false, { detail: 'log-in' }))).toBeNull();
  });
});
