import { describe, expect, test } from 'vitest';
import { filesBelow, read } from './support/sources.ts';

type Threat = { readonly id: string; readonly shownBy: readonly string[] };

/** Rows `| T07 | threat | what is done | files |` of the table. */
const threats: readonly Threat[] = [...read('docs/THREATS.md').matchAll(/^\| (T\d\d) \| .+ \| .+ \| (.+) \|$/gm)].map(([, id, files]) => ({
  id: id ?? '',
  shownBy: [...(files ?? '').matchAll(/`([^`]+)`/g)].map(([, file]) => `test/${file}`),
}));

/** The titles of tests in a file: the texts that bear an id in brackets at their end. */
const idsIn = (text: string): readonly string[] =>
  [...text.matchAll(/\((T\d\d(?:, T\d\d)*)\)['"`]/g)].flatMap(([, ids]) => (ids ?? '').split(', '));

/** Which test files show which threat. */
const shown = new Map<string, Set<string>>();
for (const file of filesBelow('test', '.ts', '.tsx').filter((path) => !path.endsWith('docs-threats.test.ts')))
  for (const id of idsIn(read(file))) shown.set(id, (shown.get(id) ?? new Set()).add(file));

describe('docs/THREATS.md', () => {
  test('numbers its threats without a gap', () => {
    expect(threats.length).toBeGreaterThanOrEqual(40);
    expect(threats.map(({ id }) => id)).toEqual(threats.map((_, index) => `T${String(index + 1).padStart(2, '0')}`));
  });

  test('knows every id that a test bears', () => {
    expect([...shown.keys()].filter((id) => !threats.some((threat) => threat.id === id)).sort()).toEqual([]);
  });

  test.each(threats)('names for $id exactly the files whose tests show it', ({ id, shownBy }) => {
    expect(shownBy.length).toBeGreaterThan(0);
    expect([...shownBy].sort()).toEqual([...(shown.get(id) ?? [])].sort());
  });
});
