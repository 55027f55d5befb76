import { useId, useLayoutEffect, useState } from 'preact/hooks';
import type { AuthPatterns } from '../../core/auth-patterns.ts';
import { useStore } from '../use-store.ts';
import { words } from '../words/en.ts';

const names = ['login', 'logout', 'expiry', 'never'] as const satisfies readonly (keyof AuthPatterns)[];

const linesOf = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

type Texts = Readonly<Record<(typeof names)[number], string>>;

const textsOf = (auth: AuthPatterns): Texts => ({
  login: auth.login.join('\n'),
  logout: auth.logout.join('\n'),
  expiry: auth.expiry.join('\n'),
  never: auth.never.join('\n'),
});

/** Where the site logs in and out, one address a line. */
export const AuthForm = ({ auth }: { readonly auth: AuthPatterns }) => {
  const store = useStore();
  const id = useId();
  const [texts, setTexts] = useState(textsOf(auth));
  const kept = textsOf(auth);
  const keptText = JSON.stringify(kept);
  // What another panel chose, or the defaults, replace what stands here: before anything can be typed that would be lost.
  useLayoutEffect(() => setTexts(JSON.parse(keptText) as Texts), [keptText]);
  const changed = JSON.stringify(texts) !== keptText;
  const submit = (event: Event): void => {
    event.preventDefault();
    store.site({
      auth: { login: linesOf(texts.login), logout: linesOf(texts.logout), expiry: linesOf(texts.expiry), never: linesOf(texts.never) },
    });
  };
  return (
    <form class="settings-form" onSubmit={submit} data-auth>
      <h3>{words.settings.auth}</h3>
      <p class="muted">{words.settings.authHelp}</p>
      <div class="auth-fields">
        {names.map((name) => (
          <div class="field" key={name}>
            <label for={`${id}${name}`}>{words.settings.patterns[name]}</label>
            <textarea
              id={`${id}${name}`}
              rows={2}
              value={texts[name]}
              spellcheck={false}
              data-pattern={name}
              onInput={(event) => setTexts({ ...texts, [name]: event.currentTarget.value })}
            />
          </div>
        ))}
      </div>
      <button type="submit" class="button" disabled={!changed}>
        {words.settings.save}
      </button>
    </form>
  );
};
