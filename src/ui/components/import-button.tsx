import { useRef } from 'preact/hooks';
import { useStore } from '../use-store.ts';
import { words } from '../words/en.ts';
import { Icon } from './icon.tsx';

/** Opens a recording or a HAR from a file of the tester's. */
export const ImportButton = ({ label = words.tools.import }: { readonly label?: string }) => {
  const store = useStore();
  const input = useRef<HTMLInputElement>(null);
  const chosen = async (): Promise<void> => {
    const file = input.current?.files?.[0];
    if (file === undefined || input.current === null) return;
    const text = await file.text();
    // Emptied, so that the same file can be chosen again after it was changed.
    input.current.value = '';
    store.import(file.name, text);
  };
  return (
    <>
      <button type="button" class="button" title={words.tools.importHelp} onClick={() => input.current?.click()}>
        <Icon name="import" />
        <span class="tool-word">{label}</span>
      </button>
      <input
        ref={input}
        type="file"
        accept=".json,.idscope,.har,application/json"
        hidden
        aria-label={words.tools.importHelp}
        data-import
        onChange={() => void chosen()}
      />
    </>
  );
};
