import { useRef } from 'preact/hooks';
import { Icon } from './icon.tsx';

export const recordingFiles = '.json,.idscope,.har,.ndjson,.jsonl,application/json';

export type FileButtonProps = {
  readonly label: string;
  readonly help?: string;
  /** Names the field for who fills it without a hand: `data-file`. */
  readonly name: string;
  readonly primary?: boolean;
  readonly onFile: (name: string, text: string) => void;
};

/** Asks for files of recordings and hands over each. */
export const FileButton = ({ label, help = label, name, primary = false, onFile }: FileButtonProps) => {
  const input = useRef<HTMLInputElement>(null);
  const chosen = async (): Promise<void> => {
    const files = [...(input.current?.files ?? [])];
    const texts = await Promise.all(files.map((file) => file.text()));
    // Emptied, so that the same file can be chosen again after it was changed.
    if (input.current !== null) input.current.value = '';
    for (const [place, file] of files.entries()) onFile(file.name, texts[place] ?? '');
  };
  return (
    <>
      <button type="button" class={primary ? 'button is-primary' : 'button'} title={help} onClick={() => input.current?.click()}>
        <Icon name="import" />
        <span>{label}</span>
      </button>
      <input ref={input} type="file" accept={recordingFiles} hidden aria-label={help} data-file={name} onChange={() => void chosen()} />
    </>
  );
};
