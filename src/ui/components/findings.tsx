import type { Muted } from '../../core/options.ts';
import type { View, ViewFinding } from '../../messages/view.ts';
import { shortId } from '../format.ts';
import { vendorTitle } from '../landed-at.ts';
import { findingTicket } from '../ticket.ts';
import { useStore } from '../use-store.ts';
import { words } from '../words/en.ts';
import { Cite } from './cite.tsx';
import { CopyButton } from './copy-button.tsx';
import { Icon } from './icon.tsx';
import { JumpButton } from './jump-button.tsx';
import { MuteForm } from './mute-form.tsx';
import { isMutedBy, MutedList } from './muted-list.tsx';

/** Jumps offered of one finding; the rest is in the ticket. */
const evidenceShown = 6;

const Evidence = ({ keys }: { readonly keys: readonly string[] }) => {
  const { view } = useStore().state.value;
  if (keys.length === 0) return null;
  const titles = new Map(
    (view?.rows ?? []).filter((row) => keys.includes(row.key)).map((row) => [row.key, `${row.title} ${row.detail}`.trim()]),
  );
  return (
    <div class="evidence">
      <dt>{words.findings.evidence}</dt>
      <dd>
        {keys.slice(0, evidenceShown).map((key, place) => (
          <JumpButton key={key} to={key}>
            {titles.get(key) ?? words.findings.evidenceJump(place + 1)}
          </JumpButton>
        ))}
        {keys.length > evidenceShown && <span class="muted">{words.profiles.more(keys.length - evidenceShown)}</span>}
      </dd>
    </div>
  );
};

/** Shows on a copy what following the advice would have changed. Not while looking back: the rows of then are not all there. */
const TryFix = ({ finding }: { readonly finding: ViewFinding }) => {
  const store = useStore();
  const { remedy } = finding;
  if (remedy === undefined || store.source.ask === undefined) return null;
  const tryIt = (): void => {
    store.present();
    store.trial.only(remedy);
    store.choose('what-if');
  };
  return (
    <button type="button" class="jump" data-try-fix title={words.findings.tryHelp} onClick={tryIt}>
      <span>{words.findings.tryIt}</span>
      <Icon name="jump" />
    </button>
  );
};

const FindingCard = ({ finding, mutedBy = null }: { readonly finding: ViewFinding; readonly mutedBy?: Muted | null }) => {
  const store = useStore();
  const { view } = store.state.value;
  return (
    <article class={`finding is-${finding.severity}`} data-finding={finding.rule}>
      <header>
        <span class={`severity is-${finding.severity}`}>{words.findings.severity(finding.severity)}</span>
        <h2>{finding.title}</h2>
        {finding.affected > 0 && <strong class="affected">{words.findings.affected(finding.affected)}</strong>}
        <CopyButton label={words.tools.copyTicket} text={() => (view === null ? '' : findingTicket(finding, view))} />
      </header>
      <p class="what">{finding.what}</p>
      <dl>
        {finding.consequence !== '' && (
          <div>
            <dt>{words.findings.consequence}</dt>
            <dd>{finding.consequence}</dd>
          </div>
        )}
        {finding.fix !== '' && (
          <div>
            <dt>{words.findings.fix}</dt>
            <dd>
              {finding.fix} <TryFix finding={finding} />
            </dd>
          </div>
        )}
        {finding.related.length > 0 && (
          <div>
            <dt>{words.findings.related}</dt>
            <dd>{(finding.explains ?? finding.related).join(' · ')}</dd>
          </div>
        )}
        <Evidence keys={finding.keys} />
      </dl>
      <footer class="muted">
        <span class="mono">{finding.rule}</span>
        {finding.vendor !== null && <span> · {vendorTitle(store.projects.value, finding.vendor)}</span>} · <Cite cite={finding.cite} />
        {mutedBy === null ? (
          <>
            {' · '}
            <MuteForm finding={finding} />
          </>
        ) : (
          <p>{words.settings.mutedWhy(mutedBy.reason)}</p>
        )}
      </footer>
    </article>
  );
};

const order = { error: 0, warning: 1, info: 2 } as const;

/** What muted rules would have told: never out of sight, and a press away. */
const MutedFindings = () => {
  const { view } = useStore().state.value;
  const muted = view?.options.muted ?? [];
  const own = view?.site.muted ?? [];
  const found = view?.muted ?? [];
  if (muted.length === 0) return null;
  return (
    <details class="muted-findings">
      <summary>{found.length > 0 ? words.settings.mutedCount(found.length) : words.settings.mutedRules(muted.length)}</summary>
      {own.length > 0 && <MutedList muted={own} found={found} />}
      {found.map((finding) => (
        <FindingCard
          key={`${finding.rule} ${finding.project} ${finding.document} ${finding.keys.join()}`}
          finding={finding}
          mutedBy={muted.find((one) => isMutedBy(finding, one)) ?? null}
        />
      ))}
    </details>
  );
};

type UncheckedLine = { readonly one: View['unchecked'][number]; readonly projects: readonly string[] };

/** What could not be judged, each reason once, with all projects that it holds for. */
const uncheckedLines = (unchecked: View['unchecked']): readonly UncheckedLine[] => {
  const lines = new Map<string, UncheckedLine>();
  for (const one of unchecked) {
    const key = `${one.rule} ${one.flow} ${one.why}`;
    const projects = lines.get(key)?.projects ?? [];
    lines.set(key, { one, projects: one.project === null || projects.includes(one.project) ? projects : [...projects, one.project] });
  }
  return [...lines.values()];
};

const Unchecked = ({ unchecked }: { readonly unchecked: View['unchecked'] }) => {
  const projects = useStore().projects.value;
  if (unchecked.length === 0) return null;
  const nameOf = (project: string): string => {
    const vendor = projects.find((each) => each.project === project)?.vendorTitle;
    return vendor === undefined ? shortId(project) : `${vendor} ${shortId(project)}`;
  };
  return (
    <section class="unchecked">
      <h2>{words.findings.unchecked}</h2>
      <p class="muted">{words.findings.uncheckedHelp}</p>
      <ul>
        {uncheckedLines(unchecked).map(({ one, projects: of }) => (
          <li key={`${one.rule} ${one.flow} ${one.why}`}>
            {one.title === undefined ? <span class="mono">{one.rule ?? one.flow}</span> : <strong>{one.title}</strong>} {one.why}
            {of.length > 0 && projects.length > 1 && <span class="muted"> {of.map(nameOf).join(', ')}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
};

/** What is wrong, worst first, with its evidence a click away. */
export const Findings = () => {
  const { view } = useStore().state.value;
  const findings = (view?.findings ?? []).toSorted((a, b) => order[a.severity] - order[b.severity] || b.affected - a.affected);
  const judged = (view?.projects ?? []).some((project) => project.events > 0);
  return (
    <div class="page">
      {findings.length === 0 && (
        <div class="nothing">
          <h2>{words.findings.none}</h2>
          <p>{judged ? words.findings.noneHelp : words.findings.noneYet}</p>
        </div>
      )}
      {findings.map((finding) => (
        <FindingCard key={`${finding.rule} ${finding.project} ${finding.document} ${finding.keys.join()}`} finding={finding} />
      ))}
      <MutedFindings />
      <Unchecked unchecked={view?.unchecked ?? []} />
    </div>
  );
};
