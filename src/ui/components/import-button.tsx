import { useRef } from 'preact/hooks';
import { keyOf } from '../keyboard.ts';
import { useStore } from '../use-store.ts';
import { words } from '../words/en.ts';
import { filesOf, recordingFiles } from './file-button.tsx';
import { Icon } from './icon.tsx';

/** Opens recordings, HARs and lines of events from files of the tester's: those chosen together are one analysis. */
export const ImportButton = ({ label = words.tools.import }: { readonly label?: string }) => {
  const store = useStore();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" class="button" {...keyOf('import')} title={words.tools.importHelp} onClick={() => input.current?.click()}>
        <Icon name="import" />
        <span class="tool-word">{label}</span>
      </button>
      <input
        ref={input}
        type="file"
        multiple
        accept={recordingFiles}
        hidden
        aria-label={words.tools.importHelp}
        data-import
        onChange={() => store.import(filesOf(input.current))}
      />
    </>
  );
};
