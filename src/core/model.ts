import type { AnalyticsEvent, Claims } from './event.ts';

/** Settings by name; values are text so that they travel in a command line and a config file alike. */
export type Settings = Readonly<Record<string, string>>;

/** A point on which the vendor's documentation is silent or contradicts itself, or a project setting. */
export type ModelSetting = {
  readonly name: string;
  readonly title: string;
  readonly default: string;
  /** Allowed values; an empty list means free text (a number, a list). */
  readonly values: readonly string[];
  /** A regular expression that free text must match as a whole. */
  readonly pattern?: string;
  readonly cite: string;
  /** True when the default is a guess that the panel must show as one wherever it matters. */
  readonly assumption: boolean;
};

export type MergeOutcome = 'none' | 'merged' | 'refused' | 'ignored';

/** A sentence of a vendor's documentation or source that a result rests on. */
export type Ground = { readonly rule: string; readonly cite: string };

/** What ingestion of one event did. */
export type Ingested = {
  /** Opaque to everyone but the model; null when the event can never have a profile. */
  readonly slot: number | null;
  readonly merge: MergeOutcome;
  /** The vendor's own refusal code, or the model's word for ignoring it; null otherwise. */
  readonly reason: string | null;
  /** When `merge` is `merged`: the ids that were put into one profile. When `refused`: the ids that were kept apart. Vendor notation. */
  readonly link: readonly string[];
  /** Of a refused event: the ids that it put into one profile nevertheless. Absent when there are none. */
  readonly joined?: readonly string[];
  /** Why it did; `ground` says why the rest was refused. Absent when `joined` is. */
  readonly joinedBy?: Ground;
  /** Why, in the vendor's terms. */
  readonly ground: Ground;
  /** Names of the assumptions that this outcome rests on. */
  readonly assumptions: readonly string[];
};

/**
 * Why a slot stands in its profile now. `event` indices count within the project; `field` is the payload's member
 * that ids stand in, where the model has one for all of them.
 */
export type Because =
  /** It carried the known id itself. */
  | { readonly kind: 'own-id'; readonly id: string; readonly ground: Ground; readonly field?: string }
  /** A later or earlier event linked its anonymous id. */
  | {
      readonly kind: 'linked';
      readonly id: string;
      readonly to: string;
      readonly event: number;
      readonly ground: Ground;
      readonly field?: string;
    }
  /** Nothing links its id to anybody yet. */
  | {
      readonly kind: 'unlinked';
      readonly id: string;
      readonly ground: Ground;
      readonly field?: string;
      /** The ground says why links that there were do not count. */
      readonly despite?: true;
    }
  /** It has no profile. */
  | { readonly kind: 'none'; readonly ground: Ground; readonly field?: string };

/** A documented limit of a profile and how much of it is used. */
export type ProfileLimit = { readonly name: string; readonly value: number; readonly limit: number; readonly cite: string };

/**
 * A model at work on one project. Not pure, but deterministic: the same events in the same order give the same answers.
 * `fork` gives an independent copy, which is what checkpoints are made of.
 */
export interface ModelRun {
  /** Takes the next event in ingestion order; `index` counts within the project. Claims of a foreign shape are ignored. */
  ingest(event: AnalyticsEvent, index: number): Ingested;
  /** The profile a slot belongs to now, as a number that identifies it until the next `ingest`; null when there is none. */
  profileOf(slot: number): number | null;
  /** The ids of a profile in the order they joined, as the vendor writes them. */
  idsOf(profile: number): readonly string[];
  /** The first known id of a profile, else its first id, as the vendor writes it. One of `idsOf`. */
  labelOf(profile: number): string;
  /** Whether a profile holds a known id. */
  isKnown(profile: number): boolean;
  because(slot: number): Because;
  /** Names of the assumptions that the slot's profile has come to rest on since its events arrived; absent where no later event moves earlier ones by one. */
  restsOn?(slot: number): readonly string[];
  /** How far a profile is towards each documented limit of the vendor; absent where none is documented. */
  limitsOf?(profile: number): readonly ProfileLimit[];
  fork(): ModelRun;
}

/** What of an event tells a model that two ids are one person's. */
export type LinkEvent = Pick<AnalyticsEvent, 'name' | 'claims'>;

/** One vendor's identity-merge rules. */
export type MergeModel = {
  readonly id: string;
  readonly vendor: string;
  readonly title: string;
  /** Whether this is the vendor's default model. */
  readonly default: boolean;
  /** False where rules come from documentation alone and no vector confirms them. */
  readonly verified: boolean;
  readonly shape: Claims['shape'];
  readonly settings: readonly ModelSetting[];
  readonly cite: string;
  start(settings: Settings): ModelRun;
  /** The event by which the vendor's SDK links a device's anonymous id with a known one; absent where no browser's SDK feeds the model. */
  readonly linkBefore?: (anonymousId: string, knownId: string) => LinkEvent;
};
