import type { AnalyticsEvent } from './event.ts';
import type { Because, Ground, MergeOutcome, ProfileLimit } from './model.ts';
import type { Delivery } from './observation.ts';
import type { Position } from './position.ts';

/** One event with its fate. `profile` and `landsOn` are read from the model at the time of the result. */
export type LandedEvent = {
  readonly index: number;
  /** Stable across re-folds: `call:<call>:<n>`, `wire:<document>:<request>:<n>` or `line:<document>:<seq>`. */
  readonly key: string;
  readonly event: AnalyticsEvent;
  readonly delivery: Delivery;
  /** True when the payload was never seen and the event is what the SDK is expected to send. */
  readonly predicted: boolean;
  /** The outermost observed call it came from. */
  readonly call: string | null;
  readonly document: string | null;
  readonly device: string | null;
  readonly tab: number | null;
  /** Where the call stands, or the first sending when no call was seen. */
  readonly called: Position;
  /** First sending; null while unsent. */
  readonly sent: Position | null;
  /** Left out of the fold by the chosen view (`delivered` leaves out failed, lost, suppressed). */
  readonly included: boolean;
  readonly slot: number | null;
  /** `p1`…, in order of first event. */
  readonly profile: string | null;
  readonly landedOn: string | null;
  readonly landsOn: string | null;
  readonly merge: MergeOutcome;
  readonly reason: string | null;
  readonly link: readonly string[];
  readonly ground: Ground;
  readonly assumptions: readonly string[];
  /** How many more events a long recording left out because they say the same as this one; absent when none. */
  readonly alike?: number;
};

export type MergeNote = { readonly event: number; readonly ids: readonly string[]; readonly rule: string; readonly cite: string };

export type Profile = {
  readonly id: string;
  readonly label: string;
  readonly known: boolean;
  readonly ids: readonly string[];
  /** With those that a long recording left out because they say the same as others. */
  readonly events: number;
  readonly firstTouch: {
    readonly event: number;
    readonly url?: string;
    readonly referrer?: string;
    readonly utm?: Readonly<Record<string, string>>;
  } | null;
  readonly mergedBy: readonly MergeNote[];
  /** Documented limits of the vendor that the profile has reached to 90 % or more; absent when there is none. */
  readonly nearLimits?: readonly ProfileLimit[];
};

export type ProjectAnalysis = {
  readonly vendor: string;
  readonly project: string;
  /** Null for a vendor without a server model: profile = known id, else anonymous id. */
  readonly model: string | null;
  /** False while the model is the vendor's default and nobody confirmed it. */
  readonly modelConfirmed: boolean;
  readonly settings: Readonly<Record<string, string>>;
  readonly assumptions: readonly { readonly name: string; readonly value: string; readonly touched: number }[];
  /** In model order; those never sent stand where they were called. */
  readonly events: readonly LandedEvent[];
  readonly profiles: readonly Profile[];
  /** How many more events there were, which a long recording left out because they say the same as these; absent when none was. */
  readonly alike?: number;
  /** Duplicates dropped by insert or message id. */
  readonly duplicates: number;
  readonly because: (event: LandedEvent) => Because;
  /**
   * Every request of the project failed (a policy, a blocker, a wrong host). *As delivered* nothing would be left to show, so
   * its events are included and ordered as called. Absent when something arrived, or nothing was sent.
   */
  readonly nothingArrived?: true;
  /** The source whose events a cloud-mode destination receives: this project was computed, not observed. */
  readonly fedBy?: { readonly vendor: string; readonly project: string };
};
