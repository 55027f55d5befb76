import type { AuthPatterns } from '../core/auth-patterns.ts';
import type { Json } from '../core/json.ts';
import type { MergeNote } from '../core/landed.ts';
import type { Because, Ground, MergeOutcome, ModelSetting, ProfileLimit } from '../core/model.ts';
import type { Delivery, Ids } from '../core/observation.ts';
import type { AnalysisOptions, Muted } from '../core/options.ts';
import type { EventRef, IdentityNow, MomentFact } from '../core/story.ts';
import type { FlowResult, FlowStep } from '../flows/flow.ts';
import type { SignUps } from '../reports/sign-ups.ts';
import type { Strip } from '../reports/strip.ts';
import type { Finding, Unchecked } from '../rules/rule.ts';
import type { Change } from './copy.ts';

/** One line of the timeline. Static but for `delivery` and what `slot` resolves to. */
export type ViewRow = {
  readonly key: string;
  readonly at: number;
  readonly document: string;
  readonly device: string;
  readonly tab: number | null;
  readonly kind: MomentFact['kind'];
  readonly vendor: string | null;
  readonly project: string | null;
  /** `identify`, `track`, `login`, a URL … */
  readonly title: string;
  /** The first argument, event name or why, shortened. */
  readonly detail: string;
  /** Ids the event carried, or the call left. */
  readonly ids: Ids | null;
  readonly delivery: Delivery | null;
  readonly predicted: boolean;
  readonly queued: boolean;
  readonly event: EventRef | null;
  /** Index into the project's `slots`; null for rows without an event. */
  readonly slot: number | null;
  readonly landedOn: string | null;
  readonly merge: MergeOutcome;
  readonly reason: string | null;
};

export type ViewProfile = {
  readonly id: string;
  readonly label: string;
  readonly known: boolean;
  readonly ids: readonly string[];
  readonly events: number;
  readonly firstTouch: {
    readonly event: number;
    readonly name: string;
    readonly at: number | null;
    readonly url?: string;
    readonly referrer?: string;
    readonly utm?: Readonly<Record<string, string>>;
  } | null;
  readonly mergedBy: readonly (MergeNote & { readonly key: string | null })[];
  /** Documented limits that it has reached to 90 % or more. */
  readonly nearLimits: readonly ProfileLimit[];
};

/** A link between ids that a vendor refused to make: they stay apart. */
export type ViewRefusal = {
  /** The first event that asked for it, its row, and how many asked in all. */
  readonly event: number;
  readonly key: string | null;
  readonly times: number;
  /** As the vendor writes them. */
  readonly ids: readonly string[];
  /** The vendor's own code. */
  readonly reason: string;
};

/** A destination that a source may feed from its servers; `model` is null while it does not. */
export type ViewFeed = {
  readonly vendor: string;
  readonly vendorTitle: string;
  readonly model: string | null;
  readonly choices: readonly { readonly id: string; readonly title: string }[];
};

export type ViewProject = {
  readonly vendor: string;
  readonly vendorTitle: string;
  /** Why what is said of this vendor's SDK could not be held against the SDK itself; null where it was. */
  readonly unverified: string | null;
  readonly project: string;
  readonly model: string | null;
  readonly modelConfirmed: boolean;
  readonly choices: readonly { readonly id: string; readonly title: string }[];
  /** What it may feed; empty for vendors that feed nothing. */
  readonly feeds: readonly ViewFeed[];
  /** The source of a project that was never observed: it holds what its source's servers send on. */
  readonly fedBy: { readonly vendorTitle: string; readonly project: string } | null;
  readonly settings: readonly (ModelSetting & { readonly value: string })[];
  readonly assumptions: readonly { readonly name: string; readonly value: string; readonly touched: number }[];
  readonly profiles: readonly ViewProfile[];
  /** Slot → index in `profiles`, null for none. Re-sent whenever a merge moved anything. */
  readonly slots: readonly (number | null)[];
  readonly events: number;
  readonly duplicates: number;
  /** Absent when nothing was refused. */
  readonly refusals?: readonly ViewRefusal[];
  /** Absent where nobody was identified. */
  readonly signUps?: SignUps;
};

/** The sentence above every view. */
export type ViewStrip = Strip;

/** Why the panel shows nothing, when it shows nothing. */
export type ViewStatus = {
  /** `fresh`: recording, nothing seen yet; `recording`: observations arrive; `imported`: a file is shown. */
  readonly state: 'fresh' | 'recording' | 'imported';
  readonly observations: number;
  readonly tabs: number;
  readonly losses: readonly { readonly what: string; readonly why: string; readonly count: number }[];
  /** One sentence for each thing that hides traffic: opted out, bot filter, page older than the extension … */
  readonly notes: readonly string[];
  readonly skipped: number;
  /** The file that is shown, and how many observations the session has got meanwhile; null while the session is shown. */
  readonly file: { readonly name: string; readonly meanwhile: number } | null;
  /** Recordings that were put beside the session. */
  readonly added: readonly string[];
};

/** Where the servers of the site in the tab keep an anonymous id. */
export type ViewServerId = {
  /** Null while no page of a site is open in the tab, or a file is shown. */
  readonly site: string | null;
  /** The cookie's name; null when none was named. */
  readonly cookie: string | null;
  /** What it was last seen to hold, or what the tester said it holds. */
  readonly value: string | null;
};

/** What was chosen for the site in the tab; what is chosen of models, feeds and assumptions stands in the options. */
export type ViewSite = {
  /** Null while no page of a site is open in the tab, or a file is shown. */
  readonly site: string | null;
  readonly alwaysRecord: boolean;
  readonly auth: AuthPatterns;
  readonly muted: readonly Muted[];
};

/** A finding with the rows that prove it. */
export type ViewFinding = Finding & {
  readonly keys: readonly string[];
  /** Where in the page's code the calls of the evidence stand. */
  readonly sites?: readonly string[];
  /** Titles of the rules in `related`. */
  readonly explains?: readonly string[];
  /** What would show on a copy that the advice helps; absent where there is nothing to try. */
  readonly remedy?: readonly Change[];
};

/** `title` is that of the rule or flow. */
export type ViewUnchecked = Unchecked & { readonly title?: string };

/** A step of a flow with its title, and the row that decided it, where one did. */
export type ViewFlowStep = Omit<FlowStep, 'at'> & { readonly title: string; readonly key?: string };

/** A run of a flow, with the titles that its registry gives it and its steps. */
export type ViewFlow = Omit<FlowResult, 'steps'> & { readonly title: string; readonly steps: readonly ViewFlowStep[] };

/** Everything the panel shows, except what it asks for a row at a time. */
export type View = {
  readonly version: number;
  readonly tab: number | null;
  readonly rows: readonly ViewRow[];
  readonly documents: readonly {
    readonly id: string;
    readonly url: string;
    readonly tab: number | null;
    readonly device: string;
    readonly openedAt: number;
  }[];
  readonly devices: readonly { readonly id: string; readonly label: string }[];
  readonly projects: readonly ViewProject[];
  readonly identities: readonly IdentityNow[];
  readonly findings: readonly ViewFinding[];
  /** What muted rules would have told. */
  readonly muted: readonly ViewFinding[];
  readonly flows: readonly ViewFlow[];
  /** Flows that could be tried and were not. */
  readonly untried: readonly { readonly flow: string; readonly title: string }[];
  readonly unchecked: readonly ViewUnchecked[];
  readonly strip: ViewStrip;
  readonly status: ViewStatus;
  readonly options: AnalysisOptions;
  readonly serverId: ViewServerId;
  readonly site: ViewSite;
};

/** What changed since version `base`: rows from `rowsFrom` on are replaced by `rows`; other members are whole when present. */
export type ViewPatch = { readonly base: number; readonly rowsFrom: number } & Pick<View, 'version' | 'rows'> &
  Partial<Omit<View, 'version' | 'rows'>>;

/** The whole of one row, read when it is selected. */
export type RowDetail = {
  readonly key: string;
  readonly args: readonly Json[] | null;
  readonly site: string | null;
  readonly before: Ids | null;
  readonly after: Ids | null;
  readonly events: readonly {
    readonly ref: EventRef;
    readonly name: string;
    readonly delivery: Delivery;
    readonly predicted: boolean;
    readonly landedOn: string | null;
    readonly landsOn: string | null;
    readonly merge: MergeOutcome;
    readonly reason: string | null;
    /** One plain sentence: lands on U1, because … */
    readonly sentence: string;
    readonly because: Because;
    /** The row of the event that `because` names. */
    readonly becauseKey: string | null;
    readonly ground: Ground;
    readonly assumptions: readonly string[];
    readonly payload: Json | null;
    readonly requests: readonly {
      readonly url: string;
      readonly transport: string;
      readonly status: number | null;
      readonly outcome: string;
      readonly at: number;
    }[];
  }[];
};

/** The members that a patch sends whole, each only when it changed. */
export const wholeMembers = [
  'tab',
  'documents',
  'devices',
  'projects',
  'identities',
  'findings',
  'flows',
  'untried',
  'unchecked',
  'strip',
  'status',
  'options',
  'serverId',
  'site',
  'muted',
] as const satisfies readonly Exclude<keyof View, 'version' | 'rows'>[];
