import type { HostileCase } from '../hostile-case.ts';
import { builtIns } from './built-ins.ts';
import { floods } from './floods.ts';
import { forged } from './forged.ts';
import { values } from './values.ts';
import { wrapped } from './wrapped.ts';

/** All pages; the flood lasts `seconds`. */
export const casesFor = (seconds: number): readonly HostileCase[] => [...values, ...builtIns, ...forged, ...wrapped, ...floods(seconds)];
