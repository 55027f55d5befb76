import type { ForeignObservation, Observation } from './observation.ts';

export type Device = { readonly id: string; readonly label: string };

/** The file format `*.idscope.json`, schema 1. */
export type Recording = {
  readonly idscope: 1;
  /** uuid v7 */
  readonly id: string;
  /** ISO 8601 */
  readonly startedAt: string;
  readonly made: { readonly by: 'extension' | 'playwright' | 'har' | 'cli'; readonly version: string; readonly browser: string | null };
  readonly devices: readonly Device[];
  readonly observations: readonly (Observation | ForeignObservation)[];
};
