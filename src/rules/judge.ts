import type { Analysis } from '../core/analysis.ts';
import type { ProjectAnalysis } from '../core/landed.ts';
import { isTop, ownFramesOf } from '../core/loads.ts';
import type { Settings } from '../core/model.ts';
import type { Evidence, Finding, RawFinding, Rule, Severity, Unchecked } from './rule.ts';

export type Judgement = {
  readonly findings: readonly Finding[];
  readonly unchecked: readonly Unchecked[];
  /** Events on the wrong person, whatever the cause: each counts once. */
  readonly affected: number;
};

export type JudgeOptions = {
  readonly settings?: Settings;
  /** Projects the site owns; null or absent means every project seen in a top frame. */
  readonly ownProjects?: readonly string[] | null;
};

type Candidate = { readonly rule: Rule; readonly project: ProjectAnalysis; readonly raw: RawFinding };

const weight: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

/** Whether a project is the site's own, not that of another site's widget in a frame. Events of a file without a browser always are. */
export const isOwn = (analysis: Analysis, project: ProjectAnalysis, own: readonly string[] | null): boolean => {
  const source = project.fedBy ?? project;
  if (own !== null) return own.includes(source.project) || own.includes(project.project);
  const mine = analysis.moments.filter(
    (m) =>
      (m.kind === 'call' || m.kind === 'event' || m.kind === 'storage' || m.kind === 'sdk') &&
      m.vendor === source.vendor &&
      m.project === source.project,
  );
  const frames = ownFramesOf(analysis);
  return mine.length === 0 || mine.some((m) => isTop(m) || frames.has(m.document));
};

const applies = (rule: Rule, project: ProjectAnalysis): boolean =>
  (rule.vendors === 'all' || rule.vendors.includes(project.vendor)) &&
  (rule.models === 'all' || (project.model !== null && rule.models.includes(project.model)));

/** About the same ids, on the same device, in a shared stretch of time. */
const meet = (a: RawFinding['about'], b: RawFinding['about']): boolean =>
  (a.device === null || b.device === null || a.device === b.device) &&
  a.from <= b.to &&
  b.from <= a.to &&
  a.ids.some((id) => b.ids.some((other) => plain(id) === plain(other)));

/** An id without the vendor's notation around it: `$device:D1` and `anonymous_id=A1` are D1 and A1. */
const plain = (id: string): string => id.replace(/^\$device:/, '').replace(/^(?:user_id|anonymous_id)=/, '');

/** Projects whose calls are made inside calls of another project, or which another one feeds: tools that a CDP drives. Child to parent. */
const parentsOf = (analysis: Analysis): ReadonlyMap<string, string> => {
  const owner = new Map<string, string>();
  const parents = new Map<string, string>();
  for (const m of analysis.moments) if (m.kind === 'call') owner.set(m.call, `${m.vendor} ${m.project}`);
  for (const m of analysis.moments) {
    const parent = m.kind === 'call' && m.parent !== null ? owner.get(m.parent) : undefined;
    if (m.kind === 'call' && parent !== undefined && parent !== `${m.vendor} ${m.project}`) parents.set(`${m.vendor} ${m.project}`, parent);
  }
  for (const { vendor, project, fedBy } of analysis.projects)
    if (fedBy !== undefined) parents.set(`${vendor} ${project}`, `${fedBy.vendor} ${fedBy.project}`);
  return parents;
};

const nameOf = (project: ProjectAnalysis): string => `${project.vendor} ${project.project}`;

/** The finding that this one is a consequence of, if any: the last one before it, of the same project, or of the tool that drives it. */
const causeOf = (candidate: Candidate, all: readonly Candidate[], parents: ReadonlyMap<string, string>): Candidate | null => {
  const here = nameOf(candidate.project);
  const parent = parents.get(here);
  const nearest = (isCause: (c: Candidate) => boolean): Candidate | null => {
    const causes = all.filter(isCause);
    const before = causes.filter((c) => c.raw.about.from <= candidate.raw.about.from);
    return (
      before.reduce<Candidate | null>((best, c) => (best === null || c.raw.about.from > best.raw.about.from ? c : best), null) ??
      causes[0] ??
      null
    );
  };
  return (
    nearest(
      (c) =>
        c !== candidate &&
        nameOf(c.project) === here &&
        candidate.rule.explainedBy.includes(c.rule.id) &&
        meet(c.raw.about, candidate.raw.about),
    ) ??
    nearest(
      (c) =>
        parent !== undefined &&
        nameOf(c.project) === parent &&
        (c.rule.id === candidate.rule.id || candidate.rule.explainedBy.includes(c.rule.id)) &&
        meet(c.raw.about, candidate.raw.about),
    )
  );
};

const rootOf = (candidate: Candidate, causes: ReadonlyMap<Candidate, Candidate | null>): Candidate => {
  const seen = new Set<Candidate>();
  let at = candidate;
  for (let next = causes.get(at) ?? null; next !== null && !seen.has(next); next = causes.get(next) ?? null) {
    seen.add(at);
    at = next;
  }
  return at;
};

const sameEvidence = (a: Evidence, b: Evidence): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What a browser had stored before the recording may have been linked before, which nobody here can know. */
const caveat = (analysis: Analysis, { project, raw }: Candidate): string => {
  const old = analysis.identities
    .filter(
      (i) => i.vendor === project.vendor && i.project === project.project && (raw.about.device === null || i.device === raw.about.device),
    )
    .map((i) => i.storedBefore.anonymousId)
    .find((id) => id !== null && raw.about.ids.some((other) => plain(other) === id));
  return old === undefined ? '' : ` This holds if ${old}, which was stored before the recording, was never linked before.`;
};

/** A warning that an error follows from is an error. What a model counts as information stays information. */
const severityOf = (cause: Candidate, consequences: readonly Candidate[]): Severity =>
  cause.raw.severity === 'warning' && consequences.some((c) => c.raw.severity === 'error') ? 'error' : cause.raw.severity;

const wrongOf = (cause: Candidate, consequences: readonly Candidate[]): ReadonlySet<string> =>
  new Set([cause, ...consequences].flatMap((c) => c.raw.wrong.map((index) => `${nameOf(c.project)} ${index}`)));

const wrongEvents = new WeakMap<Finding, ReadonlySet<string>>();

/** The events that a finding counts as `affected`, as `vendor project index`. Known of what `judge` gave, not of copies. */
export const wrongIn = (finding: Finding): ReadonlySet<string> => wrongEvents.get(finding) ?? new Set();

const toFinding = (analysis: Analysis, cause: Candidate, consequences: readonly Candidate[], assumed: boolean): Finding => {
  const wrong = wrongOf(cause, consequences);
  const evidence = [...cause.raw.evidence];
  for (const item of consequences.flatMap((c) => c.raw.evidence.slice(0, 2)))
    if (evidence.length < 8 && !evidence.some((e) => sameEvidence(e, item))) evidence.push(item);
  const finding: Finding = {
    rule: cause.rule.id,
    severity: severityOf(cause, consequences),
    vendor: cause.project.vendor,
    project: cause.project.project,
    document: cause.raw.document,
    title: cause.rule.title,
    evidence,
    affected: wrong.size,
    related: [...new Set(consequences.map((c) => c.rule.id).filter((id) => id !== cause.rule.id))],
    what: cause.raw.what,
    consequence: cause.raw.consequence + caveat(analysis, cause),
    fix: assumed
      ? `${cause.raw.fix} (Advice for ${cause.project.model}, which is assumed: confirm the project's merge model.)`
      : cause.raw.fix,
    cite: cause.rule.cite,
  };
  wrongEvents.set(finding, wrong);
  return finding;
};

/**
 * Runs the rules over an analysis. One cause gives one finding: what follows from it becomes `related` and joins
 * its `affected` events. Most severe first, then in order of time.
 */
export const judge = (analysis: Analysis, rules: readonly Rule[], options: JudgeOptions = {}): Judgement => {
  const candidates: Candidate[] = [];
  const unchecked: Unchecked[] = [];
  for (const project of analysis.projects) {
    if (!isOwn(analysis, project, options.ownProjects ?? null)) {
      unchecked.push({
        project: project.project,
        why: `Also on this page: ${project.vendor} ${project.project}, ${options.ownProjects == null ? 'in a frame' : "not one of the site's own"}. It is not judged until chosen.`,
      });
      continue;
    }
    for (const rule of rules) {
      if (!applies(rule, project)) continue;
      const { findings, unchecked: notes } = rule.check({ analysis, project, settings: options.settings ?? {} });
      for (const raw of findings) candidates.push({ rule, project, raw });
      // What a fed project lacks is said of its source.
      if (project.fedBy === undefined)
        unchecked.push(...[...new Set(notes)].map((why) => ({ rule: rule.id, project: project.project, why })));
    }
  }
  const parents = parentsOf(analysis);
  const causes = new Map(candidates.map((c) => [c, causeOf(c, candidates, parents)] as const));
  const roots = new Map<Candidate, Candidate[]>();
  for (const candidate of candidates) {
    const root = rootOf(candidate, causes);
    if (root.rule.onlyAsConsequence) continue;
    const consequences = roots.get(root) ?? [];
    if (candidate !== root) consequences.push(candidate);
    roots.set(root, consequences);
  }
  const findings = [...roots]
    .toSorted(([a], [b]) => weight[a.raw.severity] - weight[b.raw.severity] || a.raw.about.from - b.raw.about.from)
    .map(([cause, consequences]) => toFinding(analysis, cause, consequences, dependsOnAssumedModel(cause)));
  const affected = new Set([...roots].flatMap(([cause, consequences]) => [...wrongOf(cause, consequences)])).size;
  return { findings, unchecked, affected };
};

/** Rules for every model that say different things by it. */
const adviseByModel: ReadonlySet<string> = new Set([
  'logout-without-reset',
  'user-switched-without-reset',
  'merge-refused',
  'alias-misuse',
  'cluster-nearly-full',
  'other-tool-not-reset',
]);

/** Advice differs between Mixpanel's merge models, so that an unconfirmed one is said. */
const dependsOnAssumedModel = ({ rule, project }: Candidate): boolean =>
  project.vendor === 'mixpanel' && !project.modelConfirmed && (rule.models !== 'all' || adviseByModel.has(rule.id));
