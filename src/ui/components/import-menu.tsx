import { useRef } from 'preact/hooks';
import { keyOf } from '../keyboard.ts';
import { useMenu } from '../use-menu.ts';
import { useStore } from '../use-store.ts';
import { words } from '../words/en.ts';
import { filesOf, recordingFiles } from './file-button.tsx';
import { Icon } from './icon.tsx';

const t = words.session.importMenu;

/** What can be done with recordings from elsewhere: look at them, compare with them, take them for another device. */
export const ImportMenu = () => {
  const store = useStore();
  const { box, open, toggle, close } = useMenu();
  const opening = useRef<HTMLInputElement>(null);
  const comparing = useRef<HTMLInputElement>(null);

  const compare = async (files: readonly File[]): Promise<void> => {
    const file = await store.importing.read(files);
    if (file === null) return;
    store.comparing.open(file.name, file.text);
    store.choose('compare');
  };
  const choose = (input: HTMLInputElement | null): void => {
    close();
    input?.click();
  };

  return (
    <div class="menu" ref={box}>
      <button type="button" class="button" {...keyOf('import')} aria-expanded={open} onClick={toggle}>
        <Icon name="import" />
        <span class="tool-word">{words.tools.import}</span>
      </button>
      {open && (
        <div class="menu-list">
          <button type="button" onClick={() => choose(opening.current)}>
            <strong>{t.open}</strong>
            <span class="menu-help">{t.openHelp}</span>
          </button>
          {store.source.ask !== undefined && (
            <button type="button" onClick={() => choose(comparing.current)}>
              <strong>{t.compare}</strong>
              <span class="menu-help">{t.compareHelp}</span>
            </button>
          )}
          <button
            type="button"
            onClick={() => {
              close();
              store.devices(true);
            }}
          >
            <strong>{t.device}</strong>
            <span class="menu-help">{t.deviceHelp}</span>
          </button>
        </div>
      )}
      <input
        ref={opening}
        type="file"
        multiple
        accept={recordingFiles}
        hidden
        aria-label={t.openHelp}
        data-import
        onChange={() => store.import(filesOf(opening.current))}
      />
      <input
        ref={comparing}
        type="file"
        accept={recordingFiles}
        hidden
        aria-label={t.compareHelp}
        data-file="menu-compare"
        onChange={() => void compare(filesOf(comparing.current))}
      />
    </div>
  );
};
