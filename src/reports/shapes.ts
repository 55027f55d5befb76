import type { MergeOutcome } from '../core/model.ts';
import type { Delivery } from '../core/observation.ts';
import type { FlowResult } from '../flows/flow.ts';
import type { Finding, Unchecked } from '../rules/rule.ts';
import type { KnownFinding } from './known-findings.ts';

/** Output of `idscope simulate --json`, schema 1. */
export type Simulation = {
  readonly schema: 1;
  readonly skipped: number;
  readonly projects: readonly {
    readonly vendor: string;
    readonly project: string;
    readonly model: string | null;
    readonly assumptions: readonly { readonly name: string; readonly value: string; readonly touched: number }[];
    readonly events: readonly {
      readonly index: number;
      readonly id: string | null;
      readonly name: string;
      readonly at: number | null;
      readonly anonymousId: string | null;
      readonly knownId: string | null;
      readonly delivery: Delivery;
      readonly profile: string | null;
      readonly landedOn: string | null;
      readonly landsOn: string | null;
      readonly merge: MergeOutcome;
      readonly reason: string | null;
      readonly assumptions: readonly string[];
    }[];
    readonly profiles: readonly {
      readonly id: string;
      readonly label: string;
      readonly ids: readonly string[];
      readonly events: number;
      readonly firstTouch: {
        readonly event: number;
        readonly url?: string;
        readonly referrer?: string;
        readonly utm?: Readonly<Record<string, string>>;
      } | null;
      readonly mergedBy: readonly {
        readonly event: number;
        readonly ids: readonly string[];
        readonly rule: string;
        readonly cite: string;
      }[];
    }[];
  }[];
};

/** Output of `idscope check --json`, schema 1. */
export type Check = {
  readonly schema: 1;
  readonly verdict: 'pass' | 'fail';
  readonly findings: readonly Finding[];
  readonly flows: readonly FlowResult[];
  readonly unchecked: readonly Unchecked[];
  readonly signals: readonly {
    readonly at: number;
    readonly signal: string;
    readonly confirmed: boolean;
    readonly source: string;
    readonly detail: string;
  }[];
  /** Only where there was something to compare with. */
  readonly baseline?: {
    /** Places in `findings` of those that were there before. */
    readonly known: readonly number[];
    /** Found before, and not any more. */
    readonly gone: readonly KnownFinding[];
  };
};
