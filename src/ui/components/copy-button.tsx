import { useEffect, useState } from 'preact/hooks';
import { type KeyedButton, keyOf } from '../keyboard.ts';
import { useStore } from '../use-store.ts';
import { words } from '../words/en.ts';
import { Icon } from './icon.tsx';

const shownForMs = 1500;

export type CopyButtonProps = {
  readonly label: string;
  readonly text: () => string;
  readonly iconOnly?: boolean;
  readonly keyed?: KeyedButton;
};

/** Copies text that is made only when asked for, and says whether that worked. */
export const CopyButton = ({ label, text, iconOnly = false, keyed }: CopyButtonProps) => {
  const { source } = useStore();
  const [outcome, setOutcome] = useState<'copied' | 'failed' | null>(null);
  useEffect(() => {
    if (outcome === null) return;
    const timer = setTimeout(() => setOutcome(null), shownForMs);
    return () => clearTimeout(timer);
  }, [outcome]);
  const copy = (): void => {
    source.copy(text()).then(
      () => setOutcome('copied'),
      () => setOutcome('failed'),
    );
  };
  const said = outcome === null ? label : outcome === 'copied' ? words.tools.copied : words.tools.copyFailed;
  return (
    <button
      {...(keyed === undefined ? {} : keyOf(keyed))}
      type="button"
      class={iconOnly ? 'icon-button' : 'button'}
      onClick={copy}
      aria-label={said}
      title={said}
      data-outcome={outcome}
    >
      <Icon name="copy" />
      {!iconOnly && <span class="button-word">{said}</span>}
    </button>
  );
};
