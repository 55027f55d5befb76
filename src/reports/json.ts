import type { Diff } from './diff.ts';
import type { Check, Simulation } from './shapes.ts';
import type { WhatIf } from './what-if.ts';

/** The machine-readable form of a report, two spaces deep, with a final newline. */
export const toJson = (report: Check | Simulation | WhatIf | Diff): string => `${JSON.stringify(report, null, 2)}\n`;
