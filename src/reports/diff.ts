import type { FlowVerdict } from '../flows/flow.ts';
import type { Finding } from '../rules/rule.ts';
import { identityCalls } from './diff-calls.ts';
import { type ProfileSummary, profileSummaries, seenIds } from './diff-people.ts';
import type { Judged } from './engine.ts';
import { type KnownFinding, matchFindings } from './known-findings.ts';
import { type Compared, compareSequences } from './sequence-diff.ts';

/** How often something was there before and after. */
export type Change = { readonly name: string; readonly before: number; readonly after: number };

export type ProjectDiff = {
  readonly vendor: string;
  readonly project: string;
  /** Which of the two recordings know the project. */
  readonly in: 'both' | 'before' | 'after';
  readonly model: { readonly before: string | null; readonly after: string | null };
  /** Calls that make identity, in order, with known ids as they are and anonymous ones numbered. */
  readonly identityCalls: readonly Compared<string>[];
  /** Methods whose calls were counted differently. */
  readonly calls: readonly Change[];
  /** Events whose number changed. */
  readonly events: readonly Change[];
  readonly ids: {
    readonly added: readonly string[];
    readonly gone: readonly string[];
    /** Anonymous ids are others in every recording: they are counted. */
    readonly anonymous: { readonly before: number; readonly after: number };
  };
  /** Profiles that are new, gone, or have other ids or numbers of events. */
  readonly profiles: readonly { readonly label: string; readonly before: ProfileSummary | null; readonly after: ProfileSummary | null }[];
};

/** Output of `idscope diff --json`, schema 1. */
export type Diff = {
  readonly schema: 1;
  readonly projects: readonly ProjectDiff[];
  readonly findings: { readonly added: readonly Finding[]; readonly known: number; readonly gone: readonly KnownFinding[] };
  readonly flows: readonly {
    readonly flow: string;
    readonly vendor: string;
    readonly project: string;
    /** The verdicts of all runs, in order. */
    readonly before: readonly FlowVerdict[];
    readonly after: readonly FlowVerdict[];
  }[];
};

const counts = (names: readonly string[]): ReadonlyMap<string, number> => {
  const all = new Map<string, number>();
  for (const name of names) all.set(name, (all.get(name) ?? 0) + 1);
  return all;
};

const changed = (before: readonly string[], after: readonly string[]): readonly Change[] => {
  const [left, right] = [counts(before), counts(after)];
  return [...new Set([...left.keys(), ...right.keys()])]
    .map((name) => ({ name, before: left.get(name) ?? 0, after: right.get(name) ?? 0 }))
    .filter((change) => change.before !== change.after);
};

type Named = { readonly vendor: string; readonly project: string };
const isSame = (a: Named, b: Named): boolean => a.vendor === b.vendor && a.project === b.project;

const union = <T extends Named>(before: readonly T[], after: readonly T[]): readonly Named[] => [
  ...before,
  ...after.filter((one) => !before.some((other) => isSame(one, other))),
];

const methodsOf = ({ analysis }: Judged, where: Named): readonly string[] =>
  analysis.moments.flatMap((m) => (m.kind === 'call' && m.parent === null && isSame(m, where) ? [m.method] : []));

const profileChanges = (before: ReadonlyMap<string, ProfileSummary>, after: ReadonlyMap<string, ProfileSummary>): ProjectDiff['profiles'] =>
  [...new Set([...before.keys(), ...after.keys()])]
    .map((label) => ({ label, before: before.get(label) ?? null, after: after.get(label) ?? null }))
    .filter((one) => JSON.stringify(one.before) !== JSON.stringify(one.after));

const projectDiff = (before: Judged, after: Judged, where: Named): ProjectDiff => {
  const [left, right] = [before, after].map(({ analysis }) => analysis.projects.find((p) => isSame(p, where)) ?? null);
  const eventNames = (judged: typeof left): readonly string[] => judged?.events.map(({ event }) => event.name) ?? [];
  const [seenBefore, seenAfter] = [seenIds(left ?? null), seenIds(right ?? null)];
  return {
    vendor: where.vendor,
    project: where.project,
    in: left == null ? 'after' : right == null ? 'before' : 'both',
    model: { before: left?.model ?? null, after: right?.model ?? null },
    identityCalls: compareSequences(identityCalls(before.analysis, where), identityCalls(after.analysis, where), (a, b) => a === b),
    calls: changed(methodsOf(before, where), methodsOf(after, where)),
    events: changed(eventNames(left), eventNames(right)),
    ids: {
      added: [...seenAfter.known].filter((id) => !seenBefore.known.has(id)),
      gone: [...seenBefore.known].filter((id) => !seenAfter.known.has(id)),
      anonymous: { before: seenBefore.anonymous.size, after: seenAfter.anonymous.size },
    },
    profiles: profileChanges(profileSummaries(left ?? null), profileSummaries(right ?? null)),
  };
};

const flowChanges = (before: Judged, after: Judged): Diff['flows'] => {
  const keyOf = (run: Judged['flows'][number]): string => JSON.stringify([run.flow, run.vendor, run.project]);
  const all = new Map([...before.flows, ...after.flows].map((run) => [keyOf(run), run]));
  const verdicts = ({ flows }: Judged, key: string): readonly FlowVerdict[] =>
    flows.filter((run) => keyOf(run) === key).map((run) => run.verdict);
  return [...all]
    .map(([key, { flow, vendor, project }]) => ({ flow, vendor, project, before: verdicts(before, key), after: verdicts(after, key) }))
    .filter((one) => one.before.join() !== one.after.join());
};

/** Whether anything at all differs in a project. */
export const hasChanged = (one: ProjectDiff): boolean =>
  one.in !== 'both' ||
  one.model.before !== one.model.after ||
  one.identityCalls.some((call) => call.in !== 'both') ||
  one.calls.length + one.events.length + one.ids.added.length + one.ids.gone.length + one.profiles.length > 0 ||
  one.ids.anonymous.before !== one.ids.anonymous.after;

/** What changed from one recording to another. Ids that are generated and times are others in every recording, and not compared. */
export const toDiff = (before: Judged, after: Judged): Diff => {
  const { added, known, gone } = matchFindings(before.findings, after.findings);
  return {
    schema: 1,
    projects: union(before.analysis.projects, after.analysis.projects).map((where) => projectDiff(before, after, where)),
    findings: {
      added,
      known: known.length,
      gone: gone.map(({ rule, severity, vendor, project, title }) => ({ rule, severity, vendor, project, title })),
    },
    flows: flowChanges(before, after),
  };
};
