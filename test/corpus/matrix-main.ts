import { readFileSync, writeFileSync } from 'node:fs';
import { root } from '../e2e/support/paths.ts';
import { matrix, withMatrix } from './matrix.ts';

const path = `${root}docs/RULES.md`;
writeFileSync(path, withMatrix(readFileSync(path, 'utf8')));
process.stdout.write(`${matrix()}\n`);
