import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { rules } from '../../src/rules/index.ts';
import { cellOf, columns, withMatrix } from '../corpus/matrix.ts';
import { reasons } from '../corpus/matrix-reasons.ts';
import { planted } from '../support/planted/index.ts';
import { read } from './support/sources.ts';

test('docs/RULES.md tells which rule was broken with which SDK, as things are: npm run rules:matrix', () => {
  const page = read('docs/RULES.md');
  expect(withMatrix(page)).toBe(page);
});

describe.each(rules)('$id', (rule) => {
  test.each(columns)('is held to %s by a recording, or it says why not', (vendor) => {
    expect(cellOf(rule, vendor).kind).not.toBe('missing');
  });
});

const inMemory = Object.entries(reasons).flatMap(([rule, all]) =>
  all.filter(({ by }) => by === 'memory').flatMap(({ vendors }) => vendors.map((vendor) => ({ rule, vendor }))),
);

test.each(inMemory)('the mistake of $rule that no recording makes with $vendor is made in a unit test', ({ rule, vendor }) => {
  const corpus = planted.some((one) => one.rule === rule && one.vendors.some((name) => name === vendor));
  const own = readFileSync(`test/unit/rules/${rule}.test.ts`, 'utf8');
  expect(
    corpus || own.includes(`'${vendor}'`) || own.includes(` ${vendor}: `) || own.includes(`.${vendor}(`) || own.includes('shopVendors'),
  ).toBe(true);
});

test('no reason is given where there is a recording', () => {
  const idle = Object.entries(reasons).flatMap(([id, all]) => {
    const rule = rules.find((one) => one.id === id);
    return all.flatMap(({ vendors }) =>
      vendors.filter((vendor) => rule === undefined || cellOf(rule, vendor).kind !== 'other').map((vendor) => `${id} ${vendor}`),
    );
  });
  expect(idle).toEqual([]);
});
