import type { HostileCase } from '../hostile-case.ts';
import { values } from './values.ts';

export const cases: readonly HostileCase[] = [...values];
