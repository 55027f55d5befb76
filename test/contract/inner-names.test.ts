import { expect, test } from 'vitest';
import { codeOf, read } from './support/sources.ts';

const innerNames = (/const innerNames = \[([^\]]*)\]/.exec(read('vite.config.ts'))?.[1] ?? '').match(/\w+/g) ?? [];

/** The members of what leaves the page: reports, facts, observations. */
const told = ['src/core/observation.ts', 'src/core/report.ts', 'src/core/page-fact.ts'].flatMap((path) =>
  [...codeOf(read(path)).matchAll(/(?:readonly )?(\w+)\??: /g)].map(([, name]) => name ?? ''),
);

test('no name that is shortened in the scripts of the page is one of what they tell', () => {
  expect(innerNames.length).toBeGreaterThan(90);
  expect(told).toEqual(expect.arrayContaining(['kind', 'seq', 'lifecycle', 'before', 'replayOf', 'transport', 'signal']));
  // Calls are put together as text.
  const asText = ['before', 'after', 'method', 'args', 'site', 'parent'];
  expect(innerNames.filter((name) => told.includes(name) && !asText.includes(name))).toEqual([]);
});
