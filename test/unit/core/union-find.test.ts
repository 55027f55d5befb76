import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createUnionFind } from '../../../src/core/union-find.ts';

const size = 12;
const pairs = fc.array(fc.tuple(fc.integer({ min: 0, max: size - 1 }), fc.integer({ min: 0, max: size - 1 })), { maxLength: 40 });

const started = () => {
  const sets = createUnionFind();
  for (let n = 0; n < size; n += 1) sets.add();
  return sets;
};

/** The same by colouring everything anew: slow and obvious. */
const connectedFrom = (joins: readonly (readonly [number, number])[], a: number, b: number): number | null => {
  const colours = Array.from({ length: size }, (_, n) => n);
  for (const [stamp, [x, y]] of joins.entries()) {
    const [from, to] = [colours[x], colours[y]];
    for (let n = 0; n < size; n += 1) if (colours[n] === from) colours[n] = to ?? 0;
    if (a !== b && colours[a] === colours[b]) return stamp;
  }
  return null;
};

describe('union-find', () => {
  it('knows which union first connected two members', () => {
    fc.assert(
      fc.property(pairs, (joins) => {
        const sets = started();
        joins.forEach(([a, b], stamp) => {
          sets.unite(a, b, stamp);
        });
        for (let a = 0; a < size; a += 1) for (let b = 0; b < size; b += 1) expect(sets.connectedBy(a, b)).toBe(connectedFrom(joins, a, b));
      }),
      { numRuns: 60 },
    );
  });

  it('leaves a copy alone', () => {
    const sets = started();
    const copy = sets.fork();
    sets.unite(0, 1, 0);
    expect(sets.find(0)).toBe(sets.find(1));
    expect(copy.find(0)).not.toBe(copy.find(1));
  });
});
