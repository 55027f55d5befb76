import type { AnalysisOptions } from '../core/options.ts';
import type { Diff } from '../reports/diff.ts';
import type { KnownFinding } from '../reports/known-findings.ts';
import type { Finding } from '../rules/rule.ts';
import type { RowDetail, View } from './view.ts';

// What is asked of a copy of the recording, beside what is shown. Nothing of it changes the session.

export type ProjectName = { readonly vendor: string; readonly project: string };

/** A place in the timeline: right before a row, or right behind it. */
export type RowPlace = { readonly row: string; readonly behind: boolean };

/** One thing that is tried. Rows are those of the unchanged timeline. */
export type Change =
  | { readonly kind: 'model'; readonly of: ProjectName; readonly model: string }
  /** The call or event of this row had not been made. */
  | { readonly kind: 'drop'; readonly row: string }
  /** A call as the page would write it, such as `identify('U1')`. */
  | { readonly kind: 'call'; readonly place: RowPlace; readonly of: ProjectName; readonly text: string }
  /** An event in JSON as the vendor's servers take it. */
  | { readonly kind: 'event'; readonly place: RowPlace; readonly of: ProjectName; readonly text: string }
  /** Another recording, HAR or NDJSON beside this one. */
  | { readonly kind: 'recording'; readonly name: string; readonly text: string };

export type CopyQuestion =
  | { readonly kind: 'what-if'; readonly changes: readonly Change[] }
  /** `earlier`: the file is the older of the two. */
  | { readonly kind: 'compare'; readonly name: string; readonly text: string; readonly earlier: boolean }
  /** How everything stood when this row was the last; `tab` is whose verdict is wanted. */
  | { readonly kind: 'as-of'; readonly row: string; readonly tab: number | null }
  /** A row of `key` as it stood then. */
  | { readonly kind: 'row-as-of'; readonly row: string; readonly key: string };

export type BeforeAfter<T> = { readonly before: T; readonly after: T };

/** A project in two courses of events; null where it is not there. */
export type ProjectPair = ProjectName & {
  readonly vendorTitle: string;
  readonly model: BeforeAfter<string | null>;
  /** Profiles, and how many of them are known. */
  readonly people: BeforeAfter<number | null>;
  readonly known: BeforeAfter<number | null>;
};

export type FlowChange = Diff['flows'][number] & { readonly title: string };

export type WhatIfTold = {
  readonly projects: readonly ProjectPair[];
  /** Events on the wrong person. */
  readonly wrong: BeforeAfter<number>;
  readonly findings: { readonly gone: readonly KnownFinding[]; readonly added: readonly Finding[]; readonly known: number };
  readonly flows: readonly FlowChange[];
  /** The first of the events that land on somebody else. */
  readonly moved: readonly (ProjectName & {
    /** The timeline's row; null when none shows the event. */
    readonly row: string | null;
    readonly name: string;
    readonly at: number | null;
    /** Null for nobody. */
    readonly from: string | null;
    readonly to: string | null;
  })[];
  readonly movedCount: number;
  /** Methods of added calls that change nothing here. */
  readonly idle: readonly string[];
};

export type CompareTold = {
  readonly name: string;
  readonly earlier: boolean;
  readonly diff: Diff;
  readonly projects: readonly ProjectPair[];
  readonly flows: readonly FlowChange[];
  readonly wrong: BeforeAfter<number>;
  /** When each recording began, epoch ms, and how many observations it has. */
  readonly startedAt: BeforeAfter<number>;
  readonly observations: BeforeAfter<number>;
};

/** What of a view has a past; the rest is of the panel. */
export const pastMembers = [
  'rows',
  'documents',
  'devices',
  'projects',
  'identities',
  'findings',
  'flows',
  'untried',
  'unchecked',
  'strip',
] as const satisfies readonly (keyof View)[];

export type PastView = Pick<View, (typeof pastMembers)[number]>;

export type CopyAnswer =
  | { readonly kind: 'what-if'; readonly told: WhatIfTold }
  | { readonly kind: 'compare'; readonly told: CompareTold }
  | { readonly kind: 'as-of'; readonly view: PastView }
  | { readonly kind: 'row-as-of'; readonly detail: RowDetail | null }
  /** One sentence on why not; `change` is the one that cannot be. */
  | { readonly kind: 'refused'; readonly why: string; readonly change?: number };

/** The recording that is shown, for whoever works on a copy of it. */
export type Copy = {
  /** A recording as text. */
  readonly text: string;
  readonly options: AnalysisOptions;
  /** How far a recording that goes on is known, epoch ms; null for a file. */
  readonly until: number | null;
  /** Lines of it that could not be used. */
  readonly skipped: number;
};
