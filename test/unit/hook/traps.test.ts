import { describe, expect, test } from 'vitest';
import { createGuard } from '../../../src/hook/guard.ts';
import { trapProperty } from '../../../src/hook/traps.ts';

const guard = createGuard(() => {});
const keep = (value: unknown): unknown => value;

describe('a trap', () => {
  test('answers as if it were not there until something is assigned (T10)', () => {
    const owner: Record<string, unknown> = Object.create({
      get mixpanel() {
        return 'a named element';
      },
    });
    trapProperty(owner, 'mixpanel', guard, keep);
    trapProperty(owner, 'analytics', guard, keep);
    expect(Object.keys(owner)).toEqual([]);
    expect(owner.mixpanel).toBe('a named element');
    expect(owner.analytics).toBeUndefined();
    expect(typeof owner.analytics).toBe('undefined');
    // The known residue: the name is there.
    expect('analytics' in owner).toBe(true);
  });

  test('sees each assignment, and afterwards looks like the property the page made', () => {
    const owner: Record<string, unknown> = {};
    const seen: unknown[] = [];
    trapProperty(owner, 'mixpanel', guard, (value) => {
      seen.push(value);
      return value;
    });
    const stub: unknown[] = [];
    owner.mixpanel = stub;
    expect(owner.mixpanel).toBe(stub);
    expect(Object.keys(owner)).toEqual(['mixpanel']);
    owner.mixpanel = null;
    expect(owner.mixpanel).toBeNull();
    expect(seen).toEqual([stub, null]);
  });

  test('is told that nothing is there when the page first asks, and not before', () => {
    const owner: Record<string, unknown> = {};
    const seen: unknown[] = [];
    const host = { attach() {} };
    trapProperty(owner, '__SEGMENT_INSPECTOR__', guard, (value) => {
      seen.push(value);
      return value ?? host;
    });
    expect(seen).toEqual([]);
    expect([owner.__SEGMENT_INSPECTOR__, owner.__SEGMENT_INSPECTOR__]).toEqual([host, host]);
    expect(seen).toEqual([undefined]);
    expect(Object.keys(owner)).toEqual([]);
  });

  test('can be deleted and redefined by the page', () => {
    const owner: Record<string, unknown> = {};
    trapProperty(owner, 'mixpanel', guard, keep);
    Object.defineProperty(owner, 'mixpanel', { value: 1, configurable: true });
    expect(owner.mixpanel).toBe(1);
    expect(delete owner.mixpanel).toBe(true);
  });

  test('takes over what was there before, and leaves alone what it may not touch', () => {
    const owner: Record<string, unknown> = { mixpanel: 'early' };
    trapProperty(owner, 'mixpanel', guard, (value) => `${value}!`);
    expect(owner.mixpanel).toBe('early!');
    const fixed = Object.freeze({ mixpanel: 'fixed' });
    trapProperty(fixed, 'mixpanel', guard, keep);
    expect(fixed.mixpanel).toBe('fixed');
  });

  test('an error while looking does not keep the page from its value', () => {
    const owner: Record<string, unknown> = {};
    trapProperty(
      owner,
      'mixpanel',
      createGuard(() => {}),
      () => {
        throw new Error('of the hook');
      },
    );
    owner.mixpanel = 'value';
    expect(owner.mixpanel).toBe('value');
  });
});
