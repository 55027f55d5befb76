import type { Check, Simulation } from './shapes.ts';

/** The machine-readable form of a report, two spaces deep, with a final newline. */
export const toJson = (report: Check | Simulation): string => `${JSON.stringify(report, null, 2)}\n`;
