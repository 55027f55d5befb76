import { existsSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { budgets } from '../../scripts/budgets.mjs';
import { read, root } from './support/sources.ts';

const foldersBelow = (path: string): readonly string[] =>
  readdirSync(root + path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap((entry) => [`${path}${entry.name}/`, ...foldersBelow(`${path}${entry.name}/`)]);

const text = read('docs/ARCHITECTURE.md');

test('docs/ARCHITECTURE.md says of every folder of the sources what it holds, and of no other', () => {
  const told = [...text.matchAll(/^\| `(src\/[^`]*\/)` \| (.{15,}) \|$/gm)].map((row) => row[1] ?? '');
  expect([...told].sort()).toEqual([...foldersBelow('src/')].sort());
  expect(told.filter((path) => !existsSync(root + path))).toEqual([]);
});

test('the sizes it tells are those that the build holds', () => {
  const most = (what: string): number | undefined => budgets.find((budget) => budget.what === what)?.most;
  const told = /the machinery, at most ([\d.]+) kB compressed, and after it what it knows of vendors, at most ([\d.]+) kB/.exec(text);
  expect([Number(told?.[1]), Number(told?.[2])]).toEqual([most('hook'), most('vendors')]);
});
