import type { ComponentChildren } from 'preact';
import { useStore } from '../use-store.ts';
import { words } from '../words/en.ts';
import { FileBanner } from './file-banner.tsx';
import { Icon } from './icon.tsx';
import { PastBanner } from './past-banner.tsx';

type Tone = 'info' | 'warning' | 'error';

const Notice = ({ tone, children }: { readonly tone: Tone; readonly children: ComponentChildren }) => (
  <div class={`notice is-${tone}`} role={tone === 'error' ? 'alert' : 'status'}>
    {children}
  </div>
);

const Losses = () => {
  const { view } = useStore().state.value;
  const losses = view?.status.losses ?? [];
  const skipped = view?.status.skipped ?? 0;
  if (losses.length === 0 && skipped === 0) return null;
  const missing = losses.reduce((sum, loss) => sum + loss.count, 0);
  return (
    <Notice tone="warning">
      <details>
        <summary>{missing > 0 ? words.notices.losses(missing) : words.notices.skipped(skipped)}</summary>
        <ul>
          {losses.map((loss) => (
            <li key={`${loss.what} ${loss.why}`}>{words.notices.loss(loss.what, loss.why, loss.count)}</li>
          ))}
          {skipped > 0 && <li>{words.notices.skipped(skipped)}</li>}
        </ul>
      </details>
    </Notice>
  );
};

/** Everything that limits what can be believed of the views below: a dead line, a foreign file, missing traffic. */
export const Notices = () => {
  const store = useStore();
  const { connection, stale, refused, view } = store.state.value;
  const status = view?.status;
  return (
    <div class="notices">
      {connection === 'lost' && <Notice tone="warning">{words.connection.lost}</Notice>}
      {stale && connection === 'open' && <Notice tone="info">{words.connection.stale}</Notice>}
      {refused !== null && (
        <Notice tone="error">
          <span>{words.notices.refused(refused.command, refused.why)}</span>
          <button type="button" class="icon-button" aria-label={words.notices.dismiss} onClick={() => store.dismissRefusal()}>
            <Icon name="close" />
          </button>
        </Notice>
      )}
      <FileBanner />
      <PastBanner />
      {(status?.notes ?? []).map((note) => (
        <Notice key={note} tone="info">
          {note}
        </Notice>
      ))}
      <Losses />
    </div>
  );
};
