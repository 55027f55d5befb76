import { readFileSync, writeFileSync } from 'node:fs';
import { root } from '../e2e/support/paths.ts';
import { flowTable, withFlowTable } from './flow-table.ts';
import { matrix, withMatrix } from './matrix.ts';

const path = `${root}docs/RULES.md`;
writeFileSync(path, withFlowTable(withMatrix(readFileSync(path, 'utf8'))));
process.stdout.write(`${matrix()}\n\n${flowTable()}\n`);
