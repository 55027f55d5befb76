import { keyTable, type Shortcut, type ShortcutName } from '../keyboard.ts';
import { useStore } from '../use-store.ts';
import { words } from '../words/en.ts';
import { Dialog } from './dialog.tsx';

/** The table of keys with those of the same meaning in one line. */
const lines = (): readonly (readonly [name: ShortcutName, of: readonly Shortcut[]])[] =>
  [...new Set(keyTable.map(({ name }) => name))].map((name) => [name, keyTable.filter((each) => each.name === name)] as const);

/** The sheet of keys. */
export const Shortcuts = () => {
  const store = useStore();
  const close = (): void => store.shortcuts(false);
  return (
    <Dialog title={words.shortcuts.title} kind="shortcut-sheet" onClose={close}>
      <dl>
        {lines().map(([name, of]) => (
          <div key={name} data-shortcut={name}>
            <dt>
              {of.flatMap(({ keys, shift }) =>
                keys.map((key) => (
                  <span key={key}>
                    {shift === true && <kbd>{words.shortcuts.shift}</kbd>}
                    <kbd>{words.shortcuts.key(key)}</kbd>
                  </span>
                )),
              )}
            </dt>
            <dd>{words.shortcuts.what[name]}</dd>
          </div>
        ))}
      </dl>
      <button type="button" class="button" onClick={close}>
        {words.shortcuts.close}
      </button>
    </Dialog>
  );
};
