import type { IdentityNow } from '../../core/story.ts';
import type { ViewProject } from '../../messages/view.ts';
import { shortId, shortTime } from '../format.ts';
import { hueClass } from '../palette.ts';
import { useStore } from '../use-store.ts';
import { words } from '../words/en.ts';
import { CopyButton } from './copy-button.tsx';
import { JsonTree } from './json-tree.tsx';
import { ModelChoice } from './model-choice.tsx';

type IdLineProps = { readonly label: string; readonly id: string | null; readonly storedBefore: boolean };

const IdLine = ({ label, id, storedBefore }: IdLineProps) => (
  <div class="id-line">
    <dt>{label}</dt>
    <dd>
      {id === null ? (
        <span class="muted">{words.identity.absent}</span>
      ) : (
        <>
          <span class="mono" title={id}>
            {shortId(id)}
          </span>
          <CopyButton iconOnly label={words.identity.copy(label)} text={() => id} />
        </>
      )}
      {storedBefore && (
        <span class="mark-word" title={words.identity.storedBefore}>
          {words.identity.storedBeforeShort}
        </span>
      )}
    </dd>
  </div>
);

const Facts = ({ identity }: { readonly identity: IdentityNow }) => {
  const { ids, storedBefore } = identity;
  return (
    <dl class="card-facts">
      <IdLine label={words.identity.userId} id={ids.knownId} storedBefore={ids.knownId !== null && ids.knownId === storedBefore.knownId} />
      <IdLine
        label={words.identity.anonymousId}
        id={ids.anonymousId}
        storedBefore={ids.anonymousId !== null && ids.anonymousId === storedBefore.anonymousId}
      />
      <div>
        <dt>{words.identity.since}</dt>
        <dd class="mono">{identity.since === null ? '–' : shortTime(identity.since)}</dd>
      </div>
      <div>
        <dt>{words.identity.lastReset}</dt>
        <dd>
          {identity.lastReset === null ? (
            <span class="muted">{words.identity.never}</span>
          ) : (
            <span class="mono">{shortTime(identity.lastReset)}</span>
          )}
        </dd>
      </div>
      <div>
        <dt>{words.identity.unsent}</dt>
        <dd>{words.identity.unsentValue(identity.unsent, identity.waiting)}</dd>
      </div>
      {identity.capturing !== 'unknown' && (
        <div class={identity.capturing === 'in' ? '' : 'is-warning'}>
          <dt>{words.identity.capturing}</dt>
          <dd>{words.identity.capturingState[identity.capturing]}</dd>
        </div>
      )}
    </dl>
  );
};

export type IdentityCardProps = { readonly identity: IdentityNow; readonly project: ViewProject | null };

/** Who the visitor is for one SDK instance, and how sure that is. */
export const IdentityCard = ({ identity, project }: IdentityCardProps) => {
  const { hues, view } = useStore().state.value;
  const severalTabs = (view?.status.tabs ?? 0) > 1;
  const { ids } = identity;
  const state = ids.knownId !== null ? words.identity.known : ids.anonymousId !== null ? words.identity.anonymous : words.identity.nobody;
  return (
    <section class={`card ${hueClass(hues, ids.knownId ?? ids.anonymousId)}`} data-identity={identity.vendor}>
      <header>
        <h3>
          {project?.vendorTitle ?? identity.vendor}{' '}
          {project?.unverified != null && (
            <span class="mark-word" title={words.identity.unverifiedWhy(project.unverified)}>
              {words.identity.unverified}
            </span>
          )}
        </h3>
        <span class={`state ${ids.knownId !== null ? 'is-known' : 'is-anonymous'}`}>{state}</span>
      </header>
      <p class="card-project mono" title={identity.project}>
        {shortId(identity.project)}
        {severalTabs && identity.tab !== null && <span class="muted"> · {words.identity.tab(identity.tab)}</span>}
        {identity.version !== null && <span class="muted"> · {identity.version}</span>}
      </p>
      <Facts identity={identity} />
      {!identity.hooked && (
        <p class="card-warning">
          {words.identity.notHooked}
          {identity.why !== null && `: ${identity.why}`}
        </p>
      )}
      {project !== null && <ModelChoice project={project} />}
      {identity.traits !== null && (
        <details class="traits">
          <summary>{words.identity.traits}</summary>
          <JsonTree value={identity.traits} />
        </details>
      )}
    </section>
  );
};
