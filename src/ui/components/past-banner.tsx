import { clockTime } from '../format.ts';
import { keyOf } from '../keyboard.ts';
import { rowName } from '../row-name.ts';
import { useStore } from '../use-store.ts';
import { words } from '../words/en.ts';

const t = words.session.past;

/** Says that the panel shows a past, and leads on, back, and out of it. */
export const PastBanner = () => {
  const store = useStore();
  const { travel } = store.state.value;
  if (travel === null) return null;
  const { rows } = travel.live;
  const at = rows.findIndex(({ key }) => key === travel.row);
  const row = rows[at];
  const [before, behind] = [rows[at - 1], rows[at + 1]];
  return (
    <div class="notice is-past" role="status" data-past>
      <span>
        {row !== undefined && <strong>{t.title(clockTime(row.at), rowName(row).replace(/^\S+ /, ''))}</strong>}{' '}
        {t.later(Math.max(0, rows.length - at - 1))}
      </span>
      <span class="past-tools">
        <button
          type="button"
          class="button"
          {...keyOf('past-previous')}
          disabled={before === undefined}
          onClick={() => before !== undefined && store.travel(before.key)}
        >
          {t.previous}
        </button>
        <button
          type="button"
          class="button"
          {...keyOf('past-next')}
          disabled={behind === undefined}
          onClick={() => behind !== undefined && store.travel(behind.key)}
        >
          {t.next}
        </button>
        <button type="button" class="button" {...keyOf('present')} onClick={() => store.present()}>
          {t.end}
        </button>
      </span>
    </div>
  );
};
