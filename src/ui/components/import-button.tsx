import { useRef } from 'preact/hooks';
import { keyOf } from '../keyboard.ts';
import { useStore } from '../use-store.ts';
import { words } from '../words/en.ts';
import { Icon } from './icon.tsx';

/** Opens recordings, HARs and lines of events from files of the tester's: those chosen together are one analysis. */
export const ImportButton = ({ label = words.tools.import }: { readonly label?: string }) => {
  const store = useStore();
  const input = useRef<HTMLInputElement>(null);
  const chosen = async (): Promise<void> => {
    const files = [...(input.current?.files ?? [])];
    const texts = await Promise.all(files.map((file) => file.text()));
    // Emptied, so that the same file can be chosen again after it was changed.
    if (input.current !== null) input.current.value = '';
    for (const [place, file] of files.entries()) store.import(file.name, texts[place] ?? '', place > 0);
  };
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
        accept=".json,.idscope,.har,.ndjson,.jsonl,application/json"
        hidden
        aria-label={words.tools.importHelp}
        data-import
        onChange={() => void chosen()}
      />
    </>
  );
};
