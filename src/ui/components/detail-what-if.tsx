import type { Change } from '../../messages/copy.ts';
import type { ViewRow } from '../../messages/view.ts';
import { keyOf } from '../keyboard.ts';
import { useStore } from '../use-store.ts';
import { words } from '../words/en.ts';

const t = words.whatIf.fromRow;

/** From a row to what would have come of it otherwise, and to how things stood then. */
export const DetailWhatIf = ({ row }: { readonly row: ViewRow }) => {
  const store = useStore();
  if (store.source.ask === undefined) return null;
  const tryIt = (change: Change): void => {
    store.present();
    store.trial.add(change);
    store.choose('what-if');
  };
  const { vendor, project, key } = row;
  const own = (row.kind === 'call' || row.kind === 'event') && vendor !== null && project !== null ? { vendor, project } : null;
  const reset = (of: { readonly vendor: string; readonly project: string }, behind: boolean): void =>
    tryIt({ kind: 'call', of, place: { row: key, behind }, text: 'reset()' });
  return (
    <fieldset class="row-tools">
      <legend class="visually-hidden">{t.title}</legend>
      <span class="row-tools-name" aria-hidden="true">
        {t.title}
      </span>
      {own !== null && (
        <>
          <button type="button" class="button" data-try="drop" onClick={() => tryIt({ kind: 'drop', row: key })}>
            {row.kind === 'call' ? t.drop : t.dropEvent}
          </button>
          <button type="button" class="button" data-try="reset-before" onClick={() => reset(own, false)}>
            {t.resetBefore}
          </button>
          <button type="button" class="button" data-try="reset-after" onClick={() => reset(own, true)}>
            {t.resetAfter}
          </button>
        </>
      )}
      <button type="button" class="button" onClick={() => store.choose('what-if')}>
        {t.more}
      </button>
      <button
        type="button"
        class="button"
        disabled={store.state.value.travel?.row === key}
        {...keyOf('as-of')}
        title={t.asOfHelp}
        onClick={() => store.travel(key)}
      >
        {t.asOf}
      </button>
    </fieldset>
  );
};
