import type { Analysis } from '../core/analysis.ts';
import type { ProjectAnalysis } from '../core/landed.ts';
import type { RawFinding, Rule } from './rule.ts';

/** A broken rule at one place of one project. */
export type Candidate = { readonly rule: Rule; readonly project: ProjectAnalysis; readonly raw: RawFinding };

export const nameOf = ({ vendor, project }: Pick<ProjectAnalysis, 'vendor' | 'project'>): string => `${vendor} ${project}`;

/** An id without the vendor's notation around it: `$device:D1` and `anonymous_id=A1` are D1 and A1. */
export const plain = (id: string): string => id.replace(/^\$device:/, '').replace(/^(?:user_id|anonymous_id)=/, '');

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
    if (fedBy !== undefined) parents.set(nameOf({ vendor, project }), nameOf(fedBy));
  return parents;
};

/** A candidate in the list of those of one rule about one id, and its place among all. */
type Listed = { readonly candidate: Candidate; readonly order: number };

/** Later is nearer; at the same time the first in order is. */
const isNearer = (a: Listed, b: Listed | null): boolean =>
  b === null ||
  a.candidate.raw.about.from > b.candidate.raw.about.from ||
  (a.candidate.raw.about.from === b.candidate.raw.about.from && a.order < b.order);

/** Where the first entry stands that begins later than `at`. */
const indexLater = (list: readonly Listed[], at: number): number => {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle]?.candidate.raw.about.from ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** Candidates by project, rule and id, each list in order of its beginnings: few are about the same id. */
const listed = (candidates: readonly Candidate[]): ((project: string, rule: string, id: string) => readonly Listed[]) => {
  const lists = new Map<string, Listed[]>();
  const keyOf = (project: string, rule: string, id: string): string => `${project}\n${rule}\n${id}`;
  candidates.forEach((candidate, order) => {
    for (const id of new Set(candidate.raw.about.ids.map(plain))) {
      const key = keyOf(nameOf(candidate.project), candidate.rule.id, id);
      const list = lists.get(key);
      if (list === undefined) lists.set(key, [{ candidate, order }]);
      else list.push({ candidate, order });
    }
  });
  for (const list of lists.values()) list.sort((a, b) => a.candidate.raw.about.from - b.candidate.raw.about.from);
  return (project, rule, id) => lists.get(keyOf(project, rule, id)) ?? [];
};

/**
 * What each candidate is a consequence of, if anything: the last cause that began before it, else the first one after, about
 * the same ids, on the same device, in a shared stretch of time; of the same project, or of the tool that drives it.
 */
export const causesOf = (analysis: Analysis, candidates: readonly Candidate[]): ReadonlyMap<Candidate, Candidate | null> => {
  const parents = parentsOf(analysis);
  const listOf = listed(candidates);

  const nearest = (of: Candidate, project: string, rules: readonly string[]): Candidate | null => {
    const { ids, device, from, to } = of.raw.about;
    let before: Listed | null = null;
    let after: Listed | null = null;
    const fits = ({ candidate }: Listed): boolean => {
      const { about } = candidate.raw;
      return candidate !== of && about.to >= from && (about.device === null || device === null || about.device === device);
    };
    for (const rule of rules)
      for (const id of new Set(ids.map(plain))) {
        const list = listOf(project, rule, id);
        const later = indexLater(list, from);
        for (let at = later - 1; at >= 0; at -= 1) {
          const one = list[at] as Listed;
          if (before !== null && one.candidate.raw.about.from < before.candidate.raw.about.from) break;
          if (fits(one) && isNearer(one, before)) before = one;
        }
        for (let at = later; before === null && at < list.length; at += 1) {
          const one = list[at] as Listed;
          if (one.candidate.raw.about.from > to) break;
          if (fits(one) && (after === null || one.order < after.order)) after = one;
        }
      }
    return (before ?? after)?.candidate ?? null;
  };

  const causeOf = (candidate: Candidate): Candidate | null => {
    const { rule, project } = candidate;
    const parent = parents.get(nameOf(project));
    return (
      nearest(candidate, nameOf(project), rule.explainedBy) ??
      (parent === undefined ? null : nearest(candidate, parent, [...new Set([rule.id, ...rule.explainedBy])]))
    );
  };
  return new Map(candidates.map((one) => [one, causeOf(one)] as const));
};
