import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linesWithin, offsetsOf } from '../../../src/ui/variable-window.ts';

describe('lines of differing height', () => {
  it('begin where the ones above them end', () => {
    expect([...offsetsOf([10, 30, 5])]).toEqual([0, 10, 40, 45]);
    expect([...offsetsOf([])]).toEqual([0]);
  });

  it('are drawn where they are in sight, all of them, and few besides', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 20, max: 300 }), { minLength: 1, maxLength: 200 }),
        fc.integer({ min: -500, max: 30_000 }),
        fc.integer({ min: 1, max: 1_000 }),
        (heights, top, height) => {
          const offsets = offsetsOf(heights);
          const { from, to } = linesWithin(offsets, top, top + height);
          for (let line = 0; line < heights.length; line++) {
            const inSight = (offsets[line] ?? 0) < top + height && (offsets[line + 1] ?? 0) > top;
            if (inSight) expect(line >= from && line < to).toBe(true);
          }
          expect(to - from).toBeLessThanOrEqual((height + 400) / 20 + 2);
        },
      ),
    );
  });

  it('are not drawn where the list is out of sight', () => {
    const offsets = offsetsOf([50, 50]);
    expect(linesWithin(offsets, 1_000, 1_600)).toEqual({ from: 0, to: 0 });
    expect(linesWithin(offsets, -2_000, -1_000)).toEqual({ from: 0, to: 0 });
    expect(linesWithin(offsetsOf([]), 0, 100)).toEqual({ from: 0, to: 0 });
  });
});
