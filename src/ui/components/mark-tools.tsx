import type { ViewRow } from '../../messages/view.ts';
import { keyOf } from '../keyboard.ts';
import { useStore } from '../use-store.ts';
import { words } from '../words/en.ts';

const t = words.session.marks;

const none: readonly ViewRow[] = [];

/** The nearest mark before or behind a row; from the outermost one it goes round. */
export const nextMark = (rows: readonly ViewRow[], selected: string | null, by: 1 | -1): string | null => {
  const marks = rows.flatMap((row, index) => (row.kind === 'mark' ? [{ key: row.key, index }] : []));
  const at = rows.findIndex(({ key }) => key === selected);
  const found = by > 0 ? marks.find(({ index }) => index > at) : marks.findLast(({ index }) => at < 0 || index < at);
  return (found ?? (by > 0 ? marks[0] : marks.at(-1)))?.key ?? null;
};

/** How many marks there are, and the way between them. */
export const MarkTools = () => {
  const store = useStore();
  const { view, selected } = store.state.value;
  const rows = view?.rows ?? none;
  const marks = rows.reduce((sum, row) => (row.kind === 'mark' ? sum + 1 : sum), 0);
  if (marks === 0) return null;
  const go = (by: 1 | -1): void => {
    const key = nextMark(rows, selected, by);
    if (key !== null) store.show(key);
  };
  return (
    <span class="mark-tools">
      <button type="button" class="link" {...keyOf('mark-previous')} aria-label={t.previous} title={t.previous} onClick={() => go(-1)}>
        ‹
      </button>
      <span>{t.count(marks)}</span>
      <button type="button" class="link" {...keyOf('mark-next')} aria-label={t.next} title={t.next} onClick={() => go(1)}>
        ›
      </button>
    </span>
  );
};
