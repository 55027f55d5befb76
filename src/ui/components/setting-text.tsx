import { useEffect, useState } from 'preact/hooks';
import { takenValues, takesValue } from '../../core/setting-value.ts';
import type { ViewProject } from '../../messages/view.ts';
import { words } from '../words/en.ts';

type SettingTextProps = {
  readonly id: string;
  readonly setting: ViewProject['settings'][number];
  readonly onSet: (value: string) => void;
};

/**
 * A setting that takes text. What is typed stays while the session goes on, until the setting has another value; what the setting
 * does not take is not set.
 */
export const SettingText = ({ id, setting, onSet }: SettingTextProps) => {
  const { value } = setting;
  const [typed, setTyped] = useState<string | null>(null);
  const [isRefused, setRefused] = useState(false);
  useEffect(() => {
    setTyped(null);
    setRefused(false);
  }, [value]);
  const done = (text: string): void => {
    const isTaken = takesValue(setting, text);
    setRefused(!isTaken);
    if (isTaken) onSet(text);
  };
  return (
    <>
      <input
        id={id}
        value={typed ?? value}
        aria-invalid={isRefused}
        onInput={(event) => setTyped(event.currentTarget.value)}
        onChange={(event) => done(event.currentTarget.value)}
      />
      {isRefused && (
        <p class="refusal" role="alert">
          {words.settings.takes(takenValues(setting))}
        </p>
      )}
    </>
  );
};
