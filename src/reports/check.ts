import { adapterOf } from '../adapters/index.ts';
import type { Analysis } from '../core/analysis.ts';
import type { ProjectAnalysis } from '../core/landed.ts';
import { counted } from '../core/wording.ts';
import { flows as allFlows } from '../flows/index.ts';
import { isOwn } from '../rules/judge.ts';
import type { Severity, Unchecked } from '../rules/rule.ts';
import type { Judged } from './engine.ts';
import type { Check } from './shapes.ts';

export type CheckOptions = {
  readonly failOn?: Severity;
  /** Flows that must pass; without any, untried flows are listed and not judged. */
  readonly flows?: readonly string[];
  readonly allowEmpty?: boolean;
  /** Projects the site owns; null or absent means every project seen in a top frame. The others are not missed. */
  readonly ownProjects?: readonly string[] | null;
};

/** A check with the sentences that say why it failed; none when it passed. */
export type Checked = { readonly check: Check; readonly reasons: readonly string[] };

const weight: Readonly<Record<Severity, number>> = { error: 2, warning: 1, info: 0 };
const leftPage = new Set(['sent', 'accepted', 'failed', 'unconfirmed']);

const sentSomething = (project: ProjectAnalysis): boolean => project.events.some((event) => leftPage.has(event.delivery));

const isUnseen = ({ vendor }: { readonly vendor: string }): boolean => adapterOf(vendor)?.wire === 'unseen';

/**
 * Projects that were seen, by an SDK that was found or by what it did, and sent nothing. What is fed was never seen, and of
 * vendors whose requests are not read nobody knows.
 */
const silent = (analysis: Analysis, others: ReadonlySet<ProjectAnalysis>): readonly string[] => {
  const observed = analysis.projects.filter((project) => project.fedBy === undefined && !isUnseen(project));
  const speaking = new Set(observed.filter((p) => others.has(p) || sentSomething(p)).map((p) => `${p.vendor} ${p.project}`));
  const seen = new Set(observed.map((p) => `${p.vendor} ${p.project}`));
  for (const m of analysis.moments) if (m.kind === 'sdk' && m.project !== null && !isUnseen(m)) seen.add(`${m.vendor} ${m.project}`);
  return [...seen].filter((name) => !speaking.has(name));
};

const emptiness = (judged: Judged, others: ReadonlySet<ProjectAnalysis>): readonly string[] => {
  const quiet = silent(judged.analysis, others);
  if (others.size > 0 && judged.analysis.projects.length === others.size)
    return ["None of the projects that were seen is the site's own, so nothing was checked."];
  if (judged.analysis.projects.every(isUnseen) && quiet.length === 0)
    return ['No analytics project was observed, so nothing was checked. Was the page opened, and analytics allowed to load?'];
  return quiet.map(
    (name) =>
      `${name} was observed but sent nothing, so it was not checked. Is capturing opted out, blocked, or refused to automated browsers?`,
  );
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

const flowReasons = (judged: Judged, named: readonly string[]): readonly string[] => {
  const reasons: string[] = [];
  for (const run of judged.flows) {
    const must = named.includes(run.flow);
    if (run.verdict === 'pass' || (run.verdict !== 'fail' && !must)) continue;
    const open = run.steps.find(
      (s) => s.verdict === (run.verdict === 'fail' ? 'fail' : run.verdict === 'incomplete' ? 'waiting' : 'not-applicable'),
    );
    reasons.push(
      `The flow ${run.flow} ${outcomes[run.verdict]} in ${run.vendor} ${run.project}, run ${run.run}: ${open?.why ?? ''}`.trimEnd(),
    );
  }
  for (const flow of named) if (!judged.flows.some((run) => run.flow === flow)) reasons.push(`The flow ${flow} was not tried.`);
  return reasons;
};

/** The verdict on a recording, as `idscope check` gives it. */
export const toCheck = (
  judged: Judged,
  { failOn = 'error', flows = [], allowEmpty = false, ownProjects = null }: CheckOptions = {},
): Checked => {
  const others = new Set(judged.analysis.projects.filter((project) => !isOwn(judged.analysis, project, ownProjects)));
  const bad = judged.findings.filter((f) => weight[f.severity] >= weight[failOn]);
  const reasons = [
    ...(bad.length === 0
      ? []
      : [`${counted(bad.length, 'finding')} at or above ${failOn}: ${[...new Set(bad.map((f) => f.rule))].join(', ')}.`]),
    ...flowReasons(judged, flows),
    ...(allowEmpty ? [] : emptiness(judged, others)),
  ];
  return {
    check: {
      schema: 1,
      verdict: reasons.length === 0 ? 'pass' : 'fail',
      findings: judged.findings,
      flows: judged.flows.map(({ flow, vendor, project, run, verdict, steps }) => ({ flow, vendor, project, run, verdict, steps })),
      unchecked: [...judged.unchecked, ...untried(judged, others)],
      signals: judged.analysis.moments.flatMap((m) =>
        m.kind === 'signal' ? [{ at: m.at, signal: m.signal, confirmed: m.confirmed, source: m.source, detail: m.detail }] : [],
      ),
    },
    reasons,
  };
};
