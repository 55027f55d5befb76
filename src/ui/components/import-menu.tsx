import { useRef } from 'preact/hooks';
import { keyOf } from '../keyboard.ts';
import { useMenu } from '../use-menu.ts';
import { useStore } from '../use-store.ts';
import { words } from '../words/en.ts';
import { recordingFiles } from './file-button.tsx';
import { Icon } from './icon.tsx';

const t = words.session.importMenu;

const read = async (input: HTMLInputElement | null): Promise<readonly { readonly name: string; readonly text: string }[]> => {
  const files = [...(input?.files ?? [])];
  const texts = await Promise.all(files.map((file) => file.text()));
  // Emptied, so that the same file can be chosen again after it was changed.
  if (input !== null) input.value = '';
  return files.map((file, place) => ({ name: file.name, text: texts[place] ?? '' }));
};

/** What can be done with recordings from elsewhere: look at them, compare with them, take them for another device. */
export const ImportMenu = () => {
  const store = useStore();
  const { box, open, toggle, close } = useMenu();
  const opening = useRef<HTMLInputElement>(null);
  const comparing = useRef<HTMLInputElement>(null);

  const opened = async (): Promise<void> => {
    for (const [place, { name, text }] of (await read(opening.current)).entries()) store.import(name, text, place > 0);
  };
  const compared = async (): Promise<void> => {
    const [file] = await read(comparing.current);
    if (file === undefined) return;
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
        onChange={() => void opened()}
      />
      <input
        ref={comparing}
        type="file"
        accept={recordingFiles}
        hidden
        aria-label={t.compareHelp}
        data-file="menu-compare"
        onChange={() => void compared()}
      />
    </div>
  );
};
