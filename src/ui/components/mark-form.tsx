import { useId, useState } from 'preact/hooks';
import { useStore } from '../use-store.ts';
import { words } from '../words/en.ts';
import { Dialog } from './dialog.tsx';

const t = words.session.marks;

/** Asks for the note of a mark; Enter adds it. */
export const MarkForm = () => {
  const store = useStore();
  const [note, setNote] = useState('');
  const id = useId();
  const close = (): void => store.marking(false);
  const submit = (event: Event): void => {
    event.preventDefault();
    store.mark(note.trim());
    close();
  };
  return (
    <Dialog title={t.title} kind="mark-sheet" onClose={close}>
      <form class="server-form" onSubmit={submit} data-mark-form>
        <div class="field">
          <label for={id}>{t.note}</label>
          <input
            id={id}
            value={note}
            placeholder={t.hint}
            autocomplete="off"
            maxLength={2000}
            onInput={(event) => setNote(event.currentTarget.value)}
          />
        </div>
        <div class="actions">
          <button type="submit" class="button">
            {t.add}
          </button>
          <button type="button" class="button" onClick={close}>
            {t.cancel}
          </button>
        </div>
      </form>
    </Dialog>
  );
};
