import type { Muted } from '../../core/options.ts';
import type { ViewFinding } from '../../messages/view.ts';
import { shortId } from '../format.ts';
import { useStore } from '../use-store.ts';
import { words } from '../words/en.ts';

export const isMutedBy = (finding: ViewFinding, { rule, project }: Muted): boolean =>
  finding.rule === rule && (project === null || project === finding.project);

/** The rules that the team lives without, why, and what they would say. */
export const MutedList = ({ muted, found }: { readonly muted: readonly Muted[]; readonly found: readonly ViewFinding[] }) => {
  const store = useStore();
  return (
    <section>
      <h3>{words.settings.muted}</h3>
      {muted.length === 0 && <p class="muted">{words.settings.mutedNone}</p>}
      <ul class="muted-list">
        {muted.map((one) => (
          <li key={`${one.rule} ${one.project}`} data-muted={one.rule}>
            <span class="mono">{one.rule}</span>{' '}
            <span>{one.project === null ? words.settings.everywhere : words.settings.inProject(shortId(one.project))}</span>{' '}
            <strong>{words.settings.mutedFound(found.filter((finding) => isMutedBy(finding, one)).length)}</strong>{' '}
            <span class="muted">{one.reason}</span>{' '}
            <button type="button" class="link" onClick={() => store.site({ muted: { unmute: { rule: one.rule, project: one.project } } })}>
              {words.settings.unmute}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
};
