import { expect, test } from 'vitest';
import { flows } from '../../src/flows/index.ts';
import { correctStories } from '../corpus/correct/index.ts';
import { flowVendors, recordingsOf, whyNot, withFlowTable } from '../corpus/flow-table.ts';
import { vendorsOf } from '../corpus/record.ts';
import { fileNameOf, storedNames } from '../corpus/stored.ts';
import { read } from './support/sources.ts';

test('docs/RULES.md tells which flow was walked with which SDK, as things are: npm run rules:matrix', () => {
  const page = read('docs/RULES.md');
  expect(withFlowTable(page)).toBe(page);
});

const cells = flows.flatMap(({ id }) => flowVendors.map((vendor) => ({ flow: id, vendor })));

test.each(cells)('$flow is walked with $vendor, or it says why not', ({ flow, vendor }) => {
  expect(recordingsOf(flow, vendor) > 0).toBe(!whyNot[flow]?.vendors.includes(vendor));
});

test('every story is recorded, and every recording is of a story', () => {
  const told = correctStories.flatMap(({ name, vendors }) => vendors.map((which) => fileNameOf(name, vendorsOf(which))));
  expect([...storedNames('correct')].sort()).toEqual([...told].sort());
});
