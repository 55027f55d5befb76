import { expect, test } from 'vitest';
import { given } from '../../../src/rules/evidence.ts';

test('ids of as many events as a long day has are told apart without overflowing the stack', () => {
  const ids = Array.from({ length: 300_000 }, (_, index) => (index % 3 === 0 ? null : `id-${index % 7}`));
  expect(given('first', ids, undefined)).toHaveLength(8);
});
