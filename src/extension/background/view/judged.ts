import type { Analysis } from '../../../core/analysis.ts';
import type { FlowResult } from '../../../flows/flow.ts';
import type { Finding, Unchecked } from '../../../rules/rule.ts';

/** What the engine says of a recording: everything a view is built from. */
export type Judged = {
  readonly analysis: Analysis;
  readonly findings: readonly Finding[];
  readonly flows: readonly FlowResult[];
  readonly unchecked: readonly Unchecked[];
};
