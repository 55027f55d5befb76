import { describe, expect, it } from 'vitest';
import { atEnd, rowHeightPx, scrollToShow, windowOf } from '../../../src/ui/window-of.ts';

describe('windowOf', () => {
  it('draws a bounded number of rows of any list', () => {
    const { from, to } = windowOf(50_000 * rowHeightPx, 600, 100_000);
    expect(from).toBeLessThanOrEqual(50_000);
    expect(to).toBeGreaterThanOrEqual(50_025);
    expect(to - from).toBeLessThan(60);
  });

  it('stays within the list at both ends', () => {
    expect(windowOf(0, 600, 10)).toEqual({ from: 0, to: 10 });
    expect(windowOf(0, 600, 0)).toEqual({ from: 0, to: 0 });
    expect(windowOf(1e9, 600, 100)).toEqual({ from: 100, to: 100 });
  });
});

describe('scrollToShow', () => {
  it('does not move for a row in sight', () => {
    expect(scrollToShow(5, 0, 600)).toBe(0);
  });

  it('goes up to a row above, down to a row below, no further than needed', () => {
    expect(scrollToShow(2, 240, 600)).toBe(2 * rowHeightPx);
    expect(scrollToShow(30, 0, 600)).toBe(31 * rowHeightPx - 600);
  });
});

describe('atEnd', () => {
  it('is true within a row of the end', () => {
    expect(atEnd(100 * rowHeightPx - 600, 600, 100)).toBe(true);
    expect(atEnd(100 * rowHeightPx - 600 - 3 * rowHeightPx, 600, 100)).toBe(false);
    expect(atEnd(0, 600, 3)).toBe(true);
  });
});
