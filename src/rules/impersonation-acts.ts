import type { Analysis } from '../core/analysis.ts';
import { impersonationInNote, impersonationInUrl, impersonationTrait } from '../core/impersonation.ts';
import type { ProjectAnalysis } from '../core/landed.ts';
import { isTop } from '../core/loads.ts';
import { type Beat, type BeatOf, namesSomebody, type Thread } from '../core/thread.ts';

/** Staff who acts as a customer. `staff` is null when nobody was known before. */
export type Act = {
  readonly sign: string;
  readonly customer: string;
  readonly staff: string | null;
  /** Where the customer was named. */
  readonly beat: BeatOf<'identify'>;
  readonly to: number;
};

type Sign = { readonly at: number; readonly ends: boolean; readonly says: string; readonly sure: boolean };

const known = (b: Beat | undefined, when: 'before' | 'after' = 'after'): string | null => b?.[when].knownId || null;
const isLogin = (b: Beat): boolean => b.kind === 'signal' && b.signal === 'login' && b.confirmed;
const isEnd = (b: Beat): boolean => b.kind === 'reset' || (b.kind === 'signal' && b.confirmed);

const signsOf = (analysis: Analysis, project: ProjectAnalysis, device: string): readonly Sign[] =>
  analysis.moments.flatMap((m): readonly Sign[] => {
    const sign = (what: 'begins' | 'ends' | null, says: string, sure: boolean): readonly Sign[] =>
      what === null ? [] : [{ at: m.at, ends: what === 'ends', says, sure }];
    if (m.kind === 'mark') return sign(impersonationInNote(m.note), `the mark “${m.note}” says so`, true);
    if (m.device !== device || !isTop(m)) return [];
    if (m.kind === 'document' && m.url !== null) return sign(impersonationInUrl(m.url), 'the address of the page says so', false);
    if (m.kind !== 'call' || m.vendor !== project.vendor || m.project !== project.project || m.meaning.kind !== 'identify') return [];
    const trait = impersonationTrait(m.meaning.traits);
    return sign(trait === null ? null : 'begins', `the trait ${trait} says so`, true);
  });

/** A call that finds storage empty and names somebody shows a reset of its own, which is none. */
const isPartOfIdentify = (reset: Beat, next: Beat | undefined): boolean =>
  reset.kind === 'reset' && reset.call === null && next?.kind === 'identify' && next.call !== null && next.key === reset.key;

const endOf = (rest: readonly Beat[], staff: string | null, signs: readonly Sign[], from: number): number =>
  Math.min(
    rest.find(
      (b, at) => (isEnd(b) && !isPartOfIdentify(b, rest[at + 1])) || (namesSomebody(b) && staff !== null && b.after.knownId === staff),
    )?.at ?? Number.POSITIVE_INFINITY,
    signs.find((s) => s.ends && s.at > from)?.at ?? Number.POSITIVE_INFINITY,
  );

/** Somebody is known, then another one, then the first again, and nobody logged in or out: told only where log-ins are seen. */
const backAndForth = ({ beats }: Thread): readonly Act[] =>
  beats.some(isLogin)
    ? beats.flatMap((beat, at): readonly Act[] => {
        const [staff, customer] = [known(beat, 'before'), known(beat)];
        if (!namesSomebody(beat) || staff === null || customer === null || staff === customer) return [];
        const rest = beats.slice(at + 1);
        const next = rest.find((b) => isEnd(b) || namesSomebody(b));
        if (next === undefined || !namesSomebody(next) || next.after.knownId !== staff || next.before.knownId !== customer) return [];
        const sign = `${staff} was known before and after, and nobody logged in or out in between`;
        return [{ sign, customer, staff, beat, to: next.at }];
      })
    : [];

/** Customers who were named to the SDK while staff acted as them. An address alone says so only of somebody who was known before. */
export const actsOf = (analysis: Analysis, project: ProjectAnalysis, thread: Thread): readonly Act[] => {
  const { beats, device } = thread;
  if (device === null) return [];
  const signs = signsOf(analysis, project, device);
  const acts: Act[] = [];
  for (const { at, ends, says, sure } of signs) {
    if (ends || acts.some((act) => at >= act.beat.at && at < act.to)) continue;
    const staff = known(beats.findLast((b) => b.at < at));
    if (staff === null && !sure) continue;
    const rest = beats.filter((b) => b.at >= at);
    const to = endOf(rest, staff, signs, at);
    const beat = rest.find((b): b is BeatOf<'identify'> => namesSomebody(b) && b.at < to && b.after.knownId !== staff);
    const customer = known(beat);
    if (beat !== undefined && customer !== null && !acts.some((act) => act.beat === beat))
      acts.push({ sign: says, customer, staff, beat, to });
  }
  return [...acts, ...backAndForth(thread).filter(({ beat }) => !acts.some((act) => beat.at >= act.beat.at && beat.at < act.to))];
};
