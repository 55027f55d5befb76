import { expect, test } from 'vitest';
import { createSeenSeqs } from '../../../src/extension/background/seen-seqs.ts';

test('what is said beside a page is told apart from the page’s own numbers', () => {
  const seen = createSeenSeqs();
  seen.add(0);
  expect([seen.has(0), seen.has(0.001), seen.has(1)]).toEqual([true, false, false]);
  seen.add(0.001);
  seen.add(31.002);
  expect([seen.has(0.001), seen.has(0.002), seen.has(31), seen.has(31.002)]).toEqual([true, false, false, true]);
});

test('numbers of any size are known again, and only they', () => {
  const seen = createSeenSeqs();
  const numbers = [0, 31, 32, 63, 64, 100_000, 2 ** 40, 2 ** 40 + 33];
  for (const number of numbers) seen.add(number);
  for (const number of numbers) expect([seen.has(number), seen.has(number + 2)]).toEqual([true, false]);
});
