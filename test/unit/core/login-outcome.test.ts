import { describe, expect, test } from 'vitest';
import { createLoginOutcomes } from '../../../src/core/login-outcome.ts';
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
    const outcome = createLoginOutcomes();
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
      const outcome = createLoginOutcomes();
      outcome(signal('password-form', 'A', 1_000));
      expect(outcome(signal(source, 'B', at))).toBeNull();
      expect(outcome(signal('no-password-form', 'C', at + 1))).toBeNull();
    }
  });

  test('is nothing without an attempt, in another tab, frame or device, or twice', () => {
    const outcome = createLoginOutcomes();
    expect(outcome(signal('no-password-form', 'B', 2_000))).toBeNull();
    outcome(signal('password-form', 'A', 1_000));
    for (const other of [{ tab: 2 }, { frame: 3 }, { device: 'e' }])
      expect(outcome(signal('no-password-form', 'B', 2_000, false, other))).toBeNull();
    expect(outcome(signal('no-password-form', 'B', 2_000))).not.toBeNull();
    expect(outcome(signal('no-password-form', 'C', 3_000))).toBeNull();
  });

  test('is not told a second time when the first page confirmed it already', () => {
    const outcome = createLoginOutcomes();
    outcome(signal('password-form', 'A', 1_000));
    outcome(signal('password-form', 'A', 1_500, true));
    expect(outcome(signal('no-password-form', 'B', 2_000))).toBeNull();
  });

  test('leaves everything else as it is', () => {
    const outcome = createLoginOutcomes();
    const logout = { ...signal('click', 'A', 1), signal: 'logout' } as Observation;
    expect(outcome(logout)).toBe(logout);
    const manual = signal('manual', 'A', 1, true);
    expect(outcome(manual)).toBe(manual);
  });
});
