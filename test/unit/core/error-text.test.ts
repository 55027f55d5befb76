import { expect, test } from 'vitest';
import { errorText, idscopeFailed } from '../../../src/core/error-text.ts';

test.each([
  [new TypeError('x is no function'), 'x is no function'],
  ['a text', 'a text'],
  [undefined, 'undefined'],
  [{ toString: (): string => 'says so' }, 'says so'],
])('%s is told as %s', (thrown, text) => {
  expect(errorText(thrown)).toBe(text);
  expect(idscopeFailed(thrown)).toBe(`Idscope failed (${text}).`);
});
