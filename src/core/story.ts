import type { CallMeaning } from './adapter.ts';
import type { Json } from './json.ts';
import type { AuthSignal, Capturing, Ids } from './observation.ts';

/** One event of a project: `index` counts within the project, in model order. */
export type EventRef = { readonly vendor: string; readonly project: string; readonly index: number };

export type MomentBase = {
  /** Stable while the recording grows: panel rows, marks and evidence refer to it. */
  readonly key: string;
  readonly at: number;
  readonly document: string;
  readonly device: string;
  readonly tab: number | null;
  readonly frame: number | null;
  readonly seq: number;
};

/** What happened, as a tester tells it: the rows of the timeline and the input of rules and flows. */
export type MomentFact =
  | {
      readonly kind: 'document';
      readonly what: 'opened' | 'activated' | 'closed' | 'routed' | 'restored' | 'frozen';
      readonly url: string | null;
      readonly referrer: string | null;
    }
  | {
      readonly kind: 'sdk';
      readonly vendor: string;
      readonly project: string | null;
      readonly instance: string;
      readonly version: string | null;
      readonly hooked: boolean;
      readonly why: string | null;
      readonly capturing: Capturing;
    }
  | {
      readonly kind: 'call';
      readonly call: string;
      readonly vendor: string;
      readonly project: string;
      readonly instance: string;
      readonly method: string;
      readonly args: readonly Json[];
      readonly meaning: CallMeaning;
      readonly before: Ids | null;
      readonly after: Ids | null;
      readonly site: string | null;
      /** Made on the stub; `after` is what the replay left. */
      readonly wasQueued: boolean;
      /** False for a stub call whose replay was never seen. */
      readonly carriedOut: boolean;
      /** The call, possibly of another vendor, inside which this one was made. */
      readonly parent: string | null;
      /** What the vendor ingests because of it, nested calls of the same instance included. */
      readonly events: readonly EventRef[];
    }
  /** An event that no observed call explains: SDK-made, replayed from storage, seen on the wire only. */
  | { readonly kind: 'event'; readonly vendor: string; readonly project: string; readonly event: EventRef }
  | {
      readonly kind: 'storage';
      readonly vendor: string;
      readonly project: string;
      readonly ids: Ids;
      readonly previous: Ids | null;
      readonly cause: string | null;
      /** Where the page made the change, if no call explains it. */
      readonly site?: string | null;
    }
  | { readonly kind: 'signal'; readonly signal: AuthSignal; readonly confirmed: boolean; readonly source: string; readonly detail: string }
  | { readonly kind: 'mark'; readonly note: string }
  | { readonly kind: 'loss'; readonly what: string; readonly why: string; readonly count: number };

export type Moment = MomentBase & MomentFact;
export type MomentOf<K extends MomentFact['kind']> = MomentBase & Extract<MomentFact, { readonly kind: K }>;

/** What an SDK instance's storage and calls say of the visitor at the end of the story. */
export type IdentityNow = {
  readonly vendor: string;
  readonly project: string;
  readonly device: string;
  readonly instance: string;
  readonly tab: number | null;
  readonly document: string;
  /** What this tab will send with its next event. */
  readonly ids: Ids;
  /** What storage holds, which another tab may have changed; null when it was never seen. Absent where only requests were seen. */
  readonly stored?: Ids | null;
  /** When `ids` became what they are, epoch ms. */
  readonly since: number | null;
  readonly lastReset: number | null;
  readonly unsent: number | null;
  readonly capturing: Capturing;
  readonly hooked: boolean;
  readonly why: string | null;
  readonly version: string | null;
  /** Ids that were already stored when recording started: their history is unknown. */
  readonly storedBefore: Ids;
  readonly traits: Json | null;
  /** Calls or predicted events not seen on the wire yet. */
  readonly waiting: number;
};
