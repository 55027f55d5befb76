import { describe, expect, it } from 'vitest';
import { createCheckpoints } from '../../../src/core/checkpoints.ts';

/** Checkpoints as a fold that grows by one event at a time makes them. */
const grown = (count: number) => {
  const checkpoints = createCheckpoints<number>();
  for (let at = 1; at <= count; at += 1) if (checkpoints.wants(at)) checkpoints.add(at, at);
  return checkpoints;
};

describe('checkpoints', () => {
  it('keeps few of them, however long the fold', () => {
    expect(grown(100_000).size).toBeLessThan(2 * Math.log2(100_000));
  });

  it.each([99_990, 99_000, 90_000, 50_000, 1_000, 100])('re-folds from near a change at %i of 100,000', (change) => {
    const found = grown(100_000).rewind(change)?.at ?? 0;
    expect(found).toBeLessThanOrEqual(change);
    expect(change - found).toBeLessThanOrEqual(100_000 - change + 2 * (100_000 / 16));
  });

  it('forgets states after the change', () => {
    const checkpoints = grown(1_000);
    const before = checkpoints.rewind(500);
    expect(before?.state).toBe(before?.at);
    expect(checkpoints.rewind(1_000)).toEqual(before);
  });

  it('has none before the first one', () => {
    expect(grown(1_000).rewind(3)).toBeNull();
  });
});
