import { afterEach, describe, expect, it, vi } from 'vitest';
import { remember, remembered } from '../../../src/ui/remembered.ts';

const shapes = ['picture', 'table'] as const;

afterEach(() => vi.unstubAllGlobals());

describe('what a tester chose', () => {
  it('is what it was until something is chosen', () => {
    expect(remembered('never-chosen', shapes, 'picture')).toBe('picture');
  });

  it('comes back in the next panel from the browser', () => {
    vi.stubGlobal('localStorage', { getItem: (name: string) => (name === 'idscope.kept' ? 'table' : null), setItem: () => undefined });
    expect(remembered('kept', shapes, 'picture')).toBe('table');
  });

  it('holds in this panel where the browser keeps nothing', () => {
    const refuses = (): never => {
      throw new Error('refused');
    };
    vi.stubGlobal('localStorage', { getItem: () => null, setItem: refuses });
    remember('held', 'table');
    expect(remembered('held', shapes, 'picture')).toBe('table');
  });

  it('is forgotten when it is no choice any more', () => {
    vi.stubGlobal('localStorage', { getItem: () => 'cloud', setItem: () => undefined });
    expect(remembered('other', shapes, 'picture')).toBe('picture');
  });
});
