import { useRef } from 'preact/hooks';
import { Icon } from './icon.tsx';

export const recordingFiles = '.json,.idscope,.har,.ndjson,.jsonl,application/json';

export type FileButtonProps = {
  readonly label: string;
  readonly help?: string;
  /** Names the field for who fills it without a hand: `data-file`. */
  readonly name: string;
  readonly primary?: boolean;
  /** Lets several be chosen at once. */
  readonly multiple?: boolean;
  readonly onFiles: (files: readonly File[]) => void;
};

/** What was chosen. The field is emptied, so that the same file can be chosen again after it was changed. */
export const filesOf = (input: HTMLInputElement | null): readonly File[] => {
  const files = [...(input?.files ?? [])];
  if (input !== null) input.value = '';
  return files;
};

/** Asks for files of recordings and hands over each. */
export const FileButton = ({ label, help = label, name, primary = false, multiple = false, onFiles }: FileButtonProps) => {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" class={primary ? 'button is-primary' : 'button'} title={help} onClick={() => input.current?.click()}>
        <Icon name="import" />
        <span>{label}</span>
      </button>
      <input
        ref={input}
        type="file"
        multiple={multiple}
        accept={recordingFiles}
        hidden
        aria-label={help}
        data-file={name}
        onChange={() => onFiles(filesOf(input.current))}
      />
    </>
  );
};
