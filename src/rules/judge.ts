import type { Analysis } from '../core/analysis.ts';
import type { ProjectAnalysis } from '../core/landed.ts';
import { isTop, ownFramesOf } from '../core/loads.ts';
import type { Settings } from '../core/model.ts';
import type { Muted } from '../core/options.ts';
import { type Candidate, causesOf, nameOf, plain } from './causes.ts';
import { mutedBy, notTold } from './muted.ts';
import type { Evidence, Finding, Rule, Severity, Unchecked } from './rule.ts';

export type Judgement = {
  readonly findings: readonly Finding[];
  readonly unchecked: readonly Unchecked[];
  /** Events on the wrong person, whatever the cause: each counts once. Those of muted causes do not. */
  readonly affected: number;
  /** What muted rules found, with what it explains. */
  readonly muted: readonly Finding[];
};

export type JudgeOptions = {
  readonly settings?: Settings;
  /** Projects the site owns; null or absent means every project seen in a top frame. */
  readonly ownProjects?: readonly string[] | null;
  /** Rules that are judged and not told. What such a finding explains stays explained. */
  readonly muted?: readonly Muted[];
};

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

/** Anonymous ids that browsers had stored before the recording, by project, each with its devices. */
const storedBefore = ({ identities }: Analysis): ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<string>>> => {
  const projects = new Map<string, Map<string, Set<string>>>();
  for (const { vendor, project, device, storedBefore } of identities) {
    if (storedBefore.anonymousId === null || project === null) continue;
    const name = nameOf({ vendor, project });
    const ids = projects.get(name) ?? new Map<string, Set<string>>();
    projects.set(name, ids);
    ids.set(storedBefore.anonymousId, (ids.get(storedBefore.anonymousId) ?? new Set()).add(device));
  }
  return projects;
};

/** What a browser had stored before the recording may have been linked before, which nobody here can know. */
const caveat = (stored: ReadonlyMap<string, ReadonlySet<string>> | undefined, { raw: { about } }: Candidate): string => {
  const old = about.ids.map(plain).find((id) => {
    const devices = stored?.get(id);
    return devices !== undefined && (about.device === null || devices.has(about.device));
  });
  return old === undefined ? '' : ` This holds if ${old}, which was stored before the recording, was never linked before.`;
};

/** A warning that an error follows from is an error. What a model counts as information stays information. */
const severityOf = (cause: Candidate, consequences: readonly Candidate[]): Severity =>
  cause.raw.severity === 'warning' && consequences.some((c) => c.raw.severity === 'error') ? 'error' : cause.raw.severity;

/** The events on the wrong person, each with how many there were of it: a long recording keeps one for several that say the same. */
type Wrong = ReadonlyMap<string, number>;

const wrongOf = (cause: Candidate, consequences: readonly Candidate[]): Wrong =>
  new Map(
    [cause, ...consequences].flatMap(({ project, raw }) =>
      raw.wrong.map((index) => [`${nameOf(project)} ${index}`, 1 + (project.events[index]?.alike ?? 0)] as const),
    ),
  );

const countOf = (wrong: Wrong): number => [...wrong.values()].reduce((sum, count) => sum + count, 0);

const wrongEvents = new WeakMap<Finding, Wrong>();

/** The events that a finding counts as `affected`, as `vendor project index`. Known of what `judge` gave, not of copies. */
export const wrongIn = (finding: Finding): ReadonlySet<string> => new Set(wrongEvents.get(finding)?.keys());

const toFinding = (
  stored: ReturnType<typeof storedBefore>,
  cause: Candidate,
  consequences: readonly Candidate[],
  assumed: boolean,
): Finding => {
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
    affected: countOf(wrong),
    related: [...new Set(consequences.map((c) => c.rule.id).filter((id) => id !== cause.rule.id))],
    what: cause.raw.what,
    consequence: cause.raw.consequence + caveat(stored.get(nameOf(cause.project)), cause),
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
  const { muted = [] } = options;
  const candidates: Candidate[] = [];
  const unchecked: Unchecked[] = [];
  const mutedHere = new Set<Muted>();
  const isMuted = ({ rule, project }: Candidate): boolean => mutedBy(muted, rule.id, project.project) !== undefined;
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
      if (project.fedBy !== undefined) continue;
      const mutes = mutedBy(muted, rule.id, project.project);
      if (mutes !== undefined) mutedHere.add(mutes);
      else unchecked.push(...[...new Set(notes)].map((why) => ({ rule: rule.id, project: project.project, why })));
    }
  }
  unchecked.push(...notTold([...mutedHere]));
  const causes = causesOf(analysis, candidates);
  const roots = new Map<Candidate, Candidate[]>();
  for (const candidate of candidates) {
    const root = rootOf(candidate, causes);
    if (root.rule.onlyAsConsequence) continue;
    const consequences = roots.get(root) ?? [];
    // A muted consequence is not told of a cause that is; all of what a muted cause explains goes with it.
    if (candidate !== root && (isMuted(root) || !isMuted(candidate))) consequences.push(candidate);
    roots.set(root, consequences);
  }
  const stored = storedBefore(analysis);
  const sorted = [...roots].toSorted(([a], [b]) => weight[a.raw.severity] - weight[b.raw.severity] || a.raw.about.from - b.raw.about.from);
  const told = sorted.filter(([cause]) => !isMuted(cause));
  const findingsOf = (list: typeof sorted): readonly Finding[] =>
    list.map(([cause, consequences]) => toFinding(stored, cause, consequences, dependsOnAssumedModel(cause)));
  const affected = countOf(new Map(told.flatMap(([cause, consequences]) => [...wrongOf(cause, consequences)])));
  return { findings: findingsOf(told), unchecked, affected, muted: findingsOf(sorted.filter(([cause]) => isMuted(cause))) };
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
