import type { Analysis } from '../core/analysis.ts';
import type { ProjectAnalysis } from '../core/landed.ts';
import type { ModelSetting, Settings } from '../core/model.ts';

export type Severity = 'error' | 'warning' | 'info';

export type Evidence =
  | { readonly event: number; readonly project: string }
  | { readonly call: string }
  | { readonly observation: readonly [document: string, seq: number] };

/** One broken rule at one place, before causes and consequences are sorted out. */
export type RawFinding = {
  readonly severity: Severity;
  readonly document: string | null;
  readonly evidence: readonly Evidence[];
  /** Indices of the project's events that are, or will be, on the wrong person because of this. */
  readonly wrong: readonly number[];
  /** What the finding is about, so that causes and consequences meet: ids, and the stretch of time they share. */
  readonly about: { readonly ids: readonly string[]; readonly device: string | null; readonly from: number; readonly to: number };
  /** Words filled into the rule's texts. */
  readonly what: string;
  readonly consequence: string;
  readonly fix: string;
};

export type RuleInput = { readonly analysis: Analysis; readonly project: ProjectAnalysis; readonly settings: Settings };
export type RuleOutput = { readonly findings: readonly RawFinding[]; readonly unchecked: readonly string[] };

/** One rule. `check` runs once a project and is pure. */
export type Rule = {
  /** Public id, also the file's name. */
  readonly id: string;
  readonly number: `W${string}`;
  readonly severity: Severity;
  readonly vendors: 'all' | readonly string[];
  readonly models: 'all' | readonly string[];
  readonly title: string;
  readonly cite: string;
  readonly settings: readonly ModelSetting[];
  /** Rules whose finding, about the same ids and stretch, makes this one its consequence. */
  readonly explainedBy: readonly string[];
  /** Its findings are told as consequences of others or not at all. */
  readonly onlyAsConsequence?: true;
  readonly check: (input: RuleInput) => RuleOutput;
};

/** A finding after causes and consequences were sorted out: the form that panel, reports and `check --json` show. */
export type Finding = {
  readonly rule: string;
  readonly severity: Severity;
  readonly vendor: string | null;
  readonly project: string | null;
  readonly document: string | null;
  readonly title: string;
  readonly evidence: readonly Evidence[];
  /** Events on the wrong person. */
  readonly affected: number;
  /** Rules explained by this one. */
  readonly related: readonly string[];
  readonly what: string;
  readonly consequence: string;
  readonly fix: string;
  readonly cite: string;
};

/** Something that could not be judged, and why: never green without having checked. */
export type Unchecked = { readonly rule?: string; readonly flow?: string; readonly project: string | null; readonly why: string };
