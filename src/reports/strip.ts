import type { Analysis } from '../core/analysis.ts';
import { isTop, loadsOf } from '../core/loads.ts';
import type { IdentityNow, MomentOf } from '../core/story.ts';
import { threadsOf } from '../core/thread.ts';
import type { Judged } from './engine.ts';

type Claim = { readonly label: string; readonly known: boolean; readonly vendor: string; readonly project: string };

/** The sentence above every view. */
export type Strip = {
  /** Whom the page of this tab takes the visitor for, by the first project that knows; null when nothing is known yet. */
  readonly thinks: Claim | null;
  /** Projects of the page that do not agree with `thinks`. */
  readonly others: readonly Claim[];
  readonly changed: { readonly at: number; readonly text: string; readonly key: string | null } | null;
  readonly logout: { readonly state: 'clean' | 'not-clean' | 'waiting' | 'not-tried'; readonly why: string; readonly key: string | null };
  readonly counts: { readonly error: number; readonly warning: number; readonly info: number };
};

const claimOf = (identity: IdentityNow): Claim | null => {
  const { knownId, anonymousId } = identity.ids;
  const known = knownId !== null && knownId !== '';
  const label = known ? knownId : anonymousId;
  return label === null ? null : { label, known, vendor: identity.vendor, project: identity.project };
};

/** What the page of the tab says: the identities of its device, those of the tab itself first, one a project. */
const claimsOf = (analysis: Analysis, tab: number | null): readonly Claim[] => {
  const here = tab === null ? analysis.identities : analysis.identities.filter((i) => i.tab === tab);
  const chosen = here.length > 0 ? here : analysis.identities;
  const claims = new Map<string, Claim>();
  for (const identity of chosen) {
    const claim = claimOf(identity);
    if (claim !== null) claims.set(`${identity.vendor} ${identity.project}`, claim);
  }
  return [...claims.values()];
};

type Change = NonNullable<Strip['changed']>;

/** The last thing that made the visitor somebody else. */
const changeOf = (analysis: Analysis, tab: number | null): Change | null => {
  let last: Change | null = null;
  const note = (at: number, text: string, key: string) => {
    if (last === null || at >= last.at) last = { at, text, key };
  };
  for (const project of analysis.projects) {
    for (const thread of threadsOf(analysis, project)) {
      for (const beat of thread.beats) {
        if (tab !== null && beat.tab !== null && beat.tab !== tab) continue;
        if (beat.kind === 'identify' && beat.after.knownId !== null && beat.after.knownId !== beat.before.knownId)
          note(beat.at, `identified as ${beat.after.knownId} in ${project.vendor}`, beat.key);
        if (beat.kind === 'reset') note(beat.at, `reset in ${project.vendor}`, beat.key);
      }
    }
  }
  return last;
};

const lastLogout = (analysis: Analysis, tab: number | null): MomentOf<'signal'> | null => {
  const found = analysis.moments.findLast(
    (m) => m.kind === 'signal' && m.signal !== 'login' && m.confirmed && isTop(m) && (tab === null || m.tab === null || m.tab === tab),
  );
  return found?.kind === 'signal' ? found : null;
};

const logoutOf = (judged: Judged, tab: number | null): Strip['logout'] => {
  const { analysis } = judged;
  const exit = lastLogout(analysis, tab);
  if (exit === null) return { state: 'not-tried', why: 'No log-out was seen yet.', key: null };
  const answer = (state: Strip['logout']['state'], why: string): Strip['logout'] => ({ state, why, key: exit.key });
  const names = (finding: { readonly document: string | null }) => finding.document === exit.document;
  const finding = judged.findings.find(
    (f) => (f.rule === 'logout-without-reset' || f.related.includes('logout-without-reset')) && names(f),
  );
  if (finding !== undefined) return answer('not-clean', finding.what);
  const held: string[] = [];
  let cleared = 0;
  for (const project of analysis.projects) {
    for (const thread of threadsOf(analysis, project)) {
      if (thread.device !== exit.device) continue;
      const at = thread.beats.findIndex((b) => b.key === exit.key);
      const before = thread.beats.slice(0, at + 1);
      const after = thread.beats.slice(at + 1);
      const knew = before.some((b) => b.after.knownId !== null);
      if (!knew) continue;
      const known = thread.beats[at]?.after.knownId ?? null;
      if (known === null || after.some((b) => b.kind === 'reset' && b.after.knownId === null)) cleared += 1;
      else held.push(`${project.vendor} still holds ${known}`);
    }
  }
  if (held.length > 0) {
    const closed = loadsOf(analysis).get(exit.document)?.closedAt ?? null;
    return analysis.until < exit.at + 5_000 && closed === null
      ? answer('waiting', `${held.join(', ')}.`)
      : answer('not-clean', `${held.join(', ')}.`);
  }
  return cleared > 0 ? answer('clean', 'Every tool that knew the user was reset.') : answer('clean', 'No tool knew the user.');
};

/** Sums an analysis up for a tab; `tab` null sums up the whole recording, as for an imported one. */
export const toStrip = (judged: Judged, { tab }: { readonly tab: number | null }): Strip => {
  const claims = claimsOf(judged.analysis, tab);
  const thinks = claims.find((c) => c.known) ?? claims[0] ?? null;
  const count = (severity: 'error' | 'warning' | 'info') => judged.findings.filter((f) => f.severity === severity).length;
  return {
    thinks,
    // Anonymous ids differ between tools by nature; only who is known, and as whom, can disagree.
    others:
      thinks === null ? [] : claims.filter((c) => c !== thinks && (c.known !== thinks.known || (c.known && c.label !== thinks.label))),
    changed: changeOf(judged.analysis, tab),
    logout: logoutOf(judged, tab),
    counts: { error: count('error'), warning: count('warning'), info: count('info') },
  };
};
