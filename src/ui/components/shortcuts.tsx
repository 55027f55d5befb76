import { useEffect, useRef } from 'preact/hooks';
import { useStore } from '../use-store.ts';
import { words } from '../words/en.ts';

/** The sheet of keys. A modal dialog, so that the browser keeps the focus inside. */
export const Shortcuts = () => {
  const store = useStore();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => shown?.close();
  }, []);
  return (
    <dialog ref={dialog} class="sheet" aria-labelledby="shortcuts-title" onClose={() => store.shortcuts(false)}>
      <h2 id="shortcuts-title">{words.shortcuts.title}</h2>
      <dl>
        {words.shortcuts.keys.map(([keys, what]) => (
          <div key={keys}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <button type="button" class="button" onClick={() => store.shortcuts(false)}>
        {words.shortcuts.close}
      </button>
    </dialog>
  );
};
