import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { AuthPatterns } from '../../core/auth-patterns.ts';
import { authChange } from '../../messages/options-change.ts';
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
  const shown = useRef(kept);
  const keptText = JSON.stringify(kept);
  // What another panel chose, or the defaults, replace what stands here, list by list: what is being typed into the others stays.
  useLayoutEffect(() => {
    const before = shown.current;
    shown.current = kept;
    setTexts((now) => Object.fromEntries(names.map((name) => [name, kept[name] === before[name] ? now[name] : kept[name]])) as Texts);
  }, [keptText]);
  const wanted = {
    login: linesOf(texts.login),
    logout: linesOf(texts.logout),
    expiry: linesOf(texts.expiry),
    never: linesOf(texts.never),
  };
  const change = authChange(auth, wanted);
  const submit = (event: Event): void => {
    event.preventDefault();
    store.site({ auth: change });
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
      <button type="submit" class="button" disabled={change.length === 0}>
        {words.settings.save}
      </button>
    </form>
  );
};
