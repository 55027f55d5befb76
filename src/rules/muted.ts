import type { Muted } from '../core/options.ts';
import type { Unchecked } from './rule.ts';

/** What mutes a rule in a project; undefined where nothing does. */
export const mutedBy = (muted: readonly Muted[], rule: string, project: string): Muted | undefined =>
  muted.find((one) => one.rule === rule && (one.project === null || one.project === project));

/** That muted rules are not told, and why: once for each that is muted, not once a project. */
export const notTold = (muted: readonly Muted[]): readonly Unchecked[] =>
  muted.map(({ rule, project, reason }) => ({ rule, project, why: `Muted: ${reason}` }));
