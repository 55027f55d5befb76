import { isJsonObject, type Json, type JsonObject, member } from '../core/json.ts';
import type { FlowResult } from '../flows/flow.ts';
import type { Finding, Severity } from '../rules/rule.ts';

/** What is remembered of a finding to know it again: ids, documents and times are others in every recording. */
export type KnownFinding = Pick<Finding, 'rule' | 'severity' | 'vendor' | 'project' | 'title'>;
export type KnownFlow = Pick<FlowResult, 'flow' | 'vendor' | 'project' | 'verdict'>;

/** What was found before: of a former check, or of a former recording judged anew. */
export type Baseline = { readonly findings: readonly KnownFinding[]; readonly flows: readonly KnownFlow[] };

export type Matched = { readonly added: readonly Finding[]; readonly known: readonly Finding[]; readonly gone: readonly KnownFinding[] };

export const severityWeight: Readonly<Record<Severity, number>> = { error: 2, warning: 1, info: 0 };

const sameCause = (a: KnownFinding, b: KnownFinding): boolean => a.rule === b.rule && a.vendor === b.vendor && a.project === b.project;

/**
 * Pairs findings of one rule in one project, each at most once: of two now and one before, one is added. One that has
 * become more severe is added as well.
 */
export const matchFindings = (before: readonly KnownFinding[], now: readonly Finding[]): Matched => {
  const left = [...before];
  const take = (fits: (one: KnownFinding) => boolean): boolean => {
    const at = left.findIndex(fits);
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  };
  const exact = new Set(now.filter((f) => take((one) => sameCause(one, f) && one.severity === f.severity)));
  const known = new Set(
    now.filter((f) => exact.has(f) || take((one) => sameCause(one, f) && severityWeight[one.severity] > severityWeight[f.severity])),
  );
  return { added: now.filter((f) => !known.has(f)), known: now.filter((f) => known.has(f)), gone: left };
};

const severities: readonly Severity[] = ['error', 'warning', 'info'];
const verdicts: readonly FlowResult['verdict'][] = ['pass', 'fail', 'incomplete', 'not-applicable'];

const textOrNull = (value: Json | undefined): value is string | null => value === null || typeof value === 'string';

const findingOf = (value: Json): KnownFinding | null => {
  if (!isJsonObject(value)) return null;
  const { rule, vendor, project, title } = value;
  const severity = severities.find((one) => one === value.severity);
  if (typeof rule !== 'string' || typeof title !== 'string' || severity === undefined) return null;
  return textOrNull(vendor) && textOrNull(project) ? { rule, severity, vendor, project, title } : null;
};

const flowOf = (value: Json): KnownFlow | null => {
  if (!isJsonObject(value)) return null;
  const { flow, vendor, project } = value;
  const verdict = verdicts.find((one) => one === value.verdict);
  if (typeof flow !== 'string' || typeof vendor !== 'string' || typeof project !== 'string' || verdict === undefined) return null;
  return { flow, vendor, project, verdict };
};

const every = <T>(list: Json | undefined, read: (value: Json) => T | null): readonly T[] | null => {
  if (!Array.isArray(list)) return null;
  const all = list.map((one) => read(one as Json));
  return all.some((one) => one === null) ? null : all.flatMap((one) => one ?? []);
};

/** Whether a value is what `check --json` writes, of whatever version. */
export const isCheck = (value: unknown): value is JsonObject =>
  isJsonObject(value) && member(value, 'verdict') !== undefined && member(value, 'findings') !== undefined;

/** What a former `check --json` found; null when it is not of schema 1. */
export const baselineOf = (check: JsonObject): Baseline | null => {
  const findings = every(check.findings, findingOf);
  const flows = every(check.flows, flowOf);
  return check.schema === 1 && findings !== null && flows !== null ? { findings, flows } : null;
};
