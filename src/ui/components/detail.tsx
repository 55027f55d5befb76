import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Ids } from '../../core/observation.ts';
import type { RowDetail, ViewRow } from '../../messages/view.ts';
import { clockTime } from '../format.ts';
import { useStore } from '../use-store.ts';
import { words } from '../words/en.ts';
import { DetailEvent } from './detail-event.tsx';
import { DetailSection } from './detail-section.tsx';
import { DetailWhatIf } from './detail-what-if.tsx';
import { Icon } from './icon.tsx';
import { JsonTree } from './json-tree.tsx';
import { Site } from './site.tsx';

const IdCell = ({ id, changed }: { readonly id: string | null; readonly changed: boolean }) => (
  <td class={`mono ${changed ? 'is-changed' : ''}`}>{id ?? <span class="muted">{words.identity.absent}</span>}</td>
);

const IdsTable = ({ before, after }: { readonly before: Ids | null; readonly after: Ids | null }) => {
  const line = (label: string, member: keyof Ids): ComponentChildren => {
    const was = before?.[member] ?? null;
    const is = after?.[member] ?? null;
    return (
      <tr>
        <th scope="row">{label}</th>
        <IdCell id={was} changed={false} />
        <IdCell id={is} changed={after !== null && is !== was} />
      </tr>
    );
  };
  return (
    <div class="wide-content">
      <table class="ids-table">
        <thead>
          <tr>
            <td />
            <th scope="col">{words.detail.before}</th>
            <th scope="col">{words.detail.after}</th>
          </tr>
        </thead>
        <tbody>
          {line(words.identity.anonymousId, 'anonymousId')}
          {line(words.identity.userId, 'knownId')}
        </tbody>
      </table>
    </div>
  );
};

const Arguments = ({ args }: { readonly args: RowDetail['args'] }) => {
  if (args === null) return null;
  return (
    <DetailSection title={words.detail.args}>
      {args.length === 0 && <p class="muted">{words.detail.noArgs}</p>}
      {args.map((value, index) => (
        // Arguments have no identity but their place.
        <JsonTree key={String(index)} value={value} />
      ))}
    </DetailSection>
  );
};

const Told = ({ row, detail }: { readonly row: ViewRow; readonly detail: RowDetail }) => (
  <>
    {detail.events.length === 0 && row.kind === 'call' && <p class="sentence is-quiet">{words.detail.noEvent}</p>}
    {detail.events.map((event) => (
      <DetailEvent key={`${event.ref.vendor} ${event.ref.project} ${event.ref.index}`} event={event} />
    ))}
    {(detail.before !== null || detail.after !== null) && (
      <DetailSection title={words.detail.ids}>
        <IdsTable before={detail.before} after={detail.after} />
      </DetailSection>
    )}
    <Arguments args={detail.args} />
    {detail.site !== null && (
      <DetailSection title={words.detail.site}>
        <Site site={detail.site} />
      </DetailSection>
    )}
  </>
);

/** What had the focus goes with the pane, or went when another row was shown: the timeline has it then. */
const useFocusBack = () => {
  const pane = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const shown = pane.current;
    return () => {
      const { activeElement } = document;
      if (shown?.contains(activeElement) === true || activeElement === document.body)
        document.querySelector<HTMLElement>('[role=grid]')?.focus({ preventScroll: true });
    };
  }, []);
  return pane;
};

/** Everything about the selected row; first of all whom it lands on, and why. */
export const Detail = () => {
  const store = useStore();
  const pane = useFocusBack();
  const { view, selected, detail } = store.state.value;
  const row = view?.rows.find((candidate) => candidate.key === selected);
  return (
    <aside ref={pane} class="detail" aria-label={words.detail.region}>
      <header class="detail-head">
        <h2>
          <span>{row?.title}</span> {row !== undefined && <span class="info">{row.detail}</span>}
        </h2>
        {row !== undefined && <time class="mono muted">{clockTime(row.at)}</time>}
        <button
          type="button"
          class="icon-button"
          aria-label={words.detail.close}
          title={words.detail.close}
          onClick={() => store.closeDetail()}
        >
          <Icon name="close" />
        </button>
      </header>
      <div class="detail-body">
        {(detail === null || detail.state === 'asked') && <p class="muted">{words.detail.reading}</p>}
        {detail?.state === 'gone' && <p class="muted">{words.detail.gone}</p>}
        {row !== undefined && detail?.state === 'told' && detail.told !== null && <Told row={row} detail={detail.told} />}
      </div>
      {row !== undefined && <DetailWhatIf row={row} />}
    </aside>
  );
};
