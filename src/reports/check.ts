import type { ProjectAnalysis } from '../core/landed.ts';
import { counted } from '../core/wording.ts';
import type { FlowResult } from '../flows/flow.ts';
import { flows as allFlows } from '../flows/index.ts';
import { isOwn } from '../rules/judge.ts';
import type { Finding, Severity, Unchecked } from '../rules/rule.ts';
import { emptiness, isUnseen } from './check-emptiness.ts';
import type { Judged } from './engine.ts';
import { type Baseline, type KnownFlow, type Matched, matchFindings, severityWeight } from './known-findings.ts';
import type { Check } from './shapes.ts';

export type CheckOptions = {
  readonly failOn?: Severity;
  /** Flows that must pass; without any, untried flows are listed and not judged. */
  readonly flows?: readonly string[];
  readonly allowEmpty?: boolean;
  /** Projects the site owns; null or absent means every project seen in a top frame. The others are not missed. */
  readonly ownProjects?: readonly string[] | null;
  /** What was found before: findings and failed flows that are in it do not fail again, unless the flow is named in `flows`. */
  readonly baseline?: Baseline | null;
};

/** One flow that fails the check; `run` is null for one that nobody tried. */
export type FailedFlow = { readonly flow: string; readonly run: FlowResult | null; readonly why: string };

/** A check with what made it fail; nothing when it passed. */
export type Checked = {
  readonly check: Check;
  /** All of `failing` in sentences. */
  readonly reasons: readonly string[];
  readonly failing: {
    readonly findings: readonly Finding[];
    readonly flows: readonly FailedFlow[];
    /** Why the recording proves nothing, or nothing of one of its projects. */
    readonly emptiness: readonly string[];
  };
  readonly failOn: Severity;
  /** Which findings were there before, and which are no more; null without a baseline. */
  readonly baseline: Pick<Matched, 'known' | 'gone'> | null;
};

const untried = (judged: Judged, others: ReadonlySet<ProjectAnalysis>): readonly Unchecked[] =>
  judged.analysis.projects.flatMap((project) =>
    others.has(project) || project.fedBy !== undefined || isUnseen(project)
      ? []
      : allFlows
          .filter(
            (flow) =>
              flow.applies?.(project) !== false &&
              !judged.flows.some((run) => run.flow === flow.id && run.vendor === project.vendor && run.project === project.project),
          )
          .map((flow) => ({ flow: flow.id, project: project.project, why: `Not tried: ${flow.title}.` })),
  );

const outcomes = { pass: 'passed', fail: 'failed', incomplete: 'is incomplete', 'not-applicable': 'cannot be judged' } as const;

const openStep = { pass: null, fail: 'fail', incomplete: 'waiting', 'not-applicable': 'not-applicable' } as const;

const failedFlows = (judged: Judged, named: readonly string[], before: readonly KnownFlow[]): readonly FailedFlow[] => {
  const failed: FailedFlow[] = [];
  for (const run of judged.flows) {
    const must = named.includes(run.flow);
    if (run.verdict === 'pass' || (run.verdict !== 'fail' && !must)) continue;
    const known = before.some((b) => b.verdict === 'fail' && b.flow === run.flow && b.vendor === run.vendor && b.project === run.project);
    if (known && !must) continue;
    const why = run.steps.find((s) => s.verdict === openStep[run.verdict])?.why ?? '';
    failed.push({
      flow: run.flow,
      run,
      why: `The flow ${run.flow} ${outcomes[run.verdict]} in ${run.vendor} ${run.project}, run ${run.run}: ${why}`.trimEnd(),
    });
  }
  for (const flow of new Set(named))
    if (!judged.flows.some((run) => run.flow === flow)) failed.push({ flow, run: null, why: `The flow ${flow} was not tried.` });
  return failed;
};

/** The verdict on a recording, as `idscope check` gives it. */
export const toCheck = (
  judged: Judged,
  { failOn = 'error', flows = [], allowEmpty = false, ownProjects = null, baseline = null }: CheckOptions = {},
): Checked => {
  const others = new Set(judged.analysis.projects.filter((project) => !isOwn(judged.analysis, project, ownProjects)));
  const matched = baseline === null ? null : matchFindings(baseline.findings, judged.findings);
  const known = new Set(matched?.known);
  const bad = judged.findings.filter((f) => severityWeight[f.severity] >= severityWeight[failOn] && !known.has(f));
  const failing: Checked['failing'] = {
    findings: bad,
    flows: failedFlows(judged, flows, baseline?.flows ?? []),
    emptiness: allowEmpty ? [] : emptiness(judged, others),
  };
  const found = matched === null ? 'finding' : 'new finding';
  const reasons = [
    ...(bad.length === 0
      ? []
      : [`${counted(bad.length, found)} at or above ${failOn}: ${[...new Set(bad.map((f) => f.rule))].join(', ')}.`]),
    ...failing.flows.map(({ why }) => why),
    ...failing.emptiness,
  ];
  return {
    check: {
      schema: 1,
      verdict: reasons.length === 0 ? 'pass' : 'fail',
      findings: judged.findings,
      flows: judged.flows.map(({ flow, vendor, project, run, verdict, steps }) => ({
        flow,
        vendor,
        project,
        run,
        verdict,
        steps: steps.map(({ step, verdict, why }) => ({ step, verdict, why })),
      })),
      unchecked: [...judged.unchecked, ...untried(judged, others)],
      signals: judged.analysis.moments.flatMap((m) =>
        m.kind === 'signal' ? [{ at: m.at, signal: m.signal, confirmed: m.confirmed, source: m.source, detail: m.detail }] : [],
      ),
      ...(matched === null
        ? {}
        : { baseline: { known: judged.findings.flatMap((f, at) => (known.has(f) ? [at] : [])), gone: matched.gone } }),
    },
    reasons,
    failing,
    failOn,
    baseline: matched,
  };
};
