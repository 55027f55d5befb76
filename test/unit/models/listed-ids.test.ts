import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listed } from '../../../src/models/listed-ids.ts';

describe('a short list of ids', () => {
  it('holds what the set holds and nothing else', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 4 }),
      fc.constantFrom('null', 'nul', 'nulls', 'Null', '', '0', '00000000-0000'),
    );
    fc.assert(
      fc.property(fc.uniqueArray(text, { minLength: 1, maxLength: 8 }), fc.array(text, { maxLength: 30 }), (list, asked) => {
        const set = new Set(list);
        const isListed = listed(set);
        for (const id of [...list, ...asked]) expect(isListed(id)).toBe(set.has(id));
      }),
      { numRuns: 200 },
    );
  });
});
