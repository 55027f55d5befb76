import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDoubles, createIntegers, createTexts } from '../../../src/core/columns.ts';

describe('columns', () => {
  it('hold numbers past the end of a part', () => {
    const integers = createIntegers();
    const doubles = createDoubles();
    for (let n = 0; n < 150_000; n += 1) {
      integers.push(n - 75_000);
      doubles.push(n / 3);
    }
    for (const n of [0, 65_535, 65_536, 131_071, 131_072, 149_999]) {
      expect(integers.at(n)).toBe(n - 75_000);
      expect(doubles.at(n)).toBe(n / 3);
    }
  });

  it('give back every text as it was, half characters and null included', () => {
    const text = fc.option(fc.string({ unit: 'binary', maxLength: 40 }), { nil: null });
    const odd = fc.constantFrom('\ud800', 'a\udc00b', '\ufeffx', '', 'x'.repeat(3_000_000));
    fc.assert(
      fc.property(fc.array(fc.oneof({ weight: 9, arbitrary: text }, { weight: 1, arbitrary: odd }), { maxLength: 60 }), (texts) => {
        const column = createTexts();
        for (const one of texts) column.push(one);
        texts.forEach((one, index) => {
          expect(column.at(index) === one).toBe(true);
        });
      }),
      { numRuns: 40 },
    );
  });
});
