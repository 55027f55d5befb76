import { useEffect, useId, useState } from 'preact/hooks';
import { cookieName } from '../../messages/limits.ts';
import { useStore } from '../use-store.ts';
import { words } from '../words/en.ts';
import { Dialog } from './dialog.tsx';
import { Refusal } from './refusal.tsx';

/** Which cookie holds the servers' own id. What scripts cannot read, the tester says. */
const CookieForm = () => {
  const store = useStore();
  const serverId = store.state.value.view?.serverId ?? { site: null, cookie: null, value: null };
  const [name, setName] = useState(serverId.cookie ?? '');
  const [value, setValue] = useState('');
  const ids = [useId(), useId()] as const;
  const usable = cookieName.test(name.trim());
  const submit = (event: Event): void => {
    event.preventDefault();
    if (!usable) return;
    store.nameServerId(name.trim(), value.trim() === '' ? null : value.trim());
    setValue('');
  };
  if (serverId.site === null) return <p class="muted">{words.server.noSite}</p>;
  return (
    <form class="server-form" onSubmit={submit} data-server-id>
      <div class="field">
        <label for={ids[0]}>{words.server.cookie(serverId.site)}</label>
        <input id={ids[0]} value={name} spellcheck={false} autocomplete="off" onInput={(event) => setName(event.currentTarget.value)} />
      </div>
      <div class="field">
        <label for={ids[1]}>{words.server.value}</label>
        <input
          id={ids[1]}
          value={value}
          placeholder={words.server.valueHint}
          spellcheck={false}
          autocomplete="off"
          onInput={(event) => setValue(event.currentTarget.value)}
        />
      </div>
      {serverId.cookie !== null && (
        <p class="muted" role="status">
          {serverId.value === null ? words.server.notSeen(serverId.cookie) : words.server.seen(serverId.cookie)}{' '}
          {serverId.value !== null && <span class="mono">{serverId.value}</span>}
        </p>
      )}
      <div class="actions">
        <button type="submit" class="button" disabled={!usable}>
          {words.server.save}
        </button>
        {serverId.cookie !== null && (
          <button
            type="button"
            class="button"
            onClick={() => {
              setName('');
              store.nameServerId(null, null);
            }}
          >
            {words.server.forget}
          </button>
        )}
      </div>
      <Refusal of={['server-id.set']} />
    </form>
  );
};

const linesOf = (text: string, errors: readonly { readonly line: number }[]): readonly string[] => {
  const lines = text.split('\n');
  return errors.map(({ line }) => lines[line - 1] ?? '');
};

/** Events that servers sent, one payload a line. What was taken leaves the field, so that it is not added twice; the rest stays, with why. */
const EventsForm = () => {
  const store = useStore();
  const { injected } = store.state.value;
  const [text, setText] = useState('');
  const id = useId();
  const whole = injected !== null && injected.errors.length === injected.skipped;
  useEffect(() => {
    if (injected !== null && whole) setText((pasted) => linesOf(pasted, injected.errors).join('\n'));
  }, [injected, whole]);
  const submit = (event: Event): void => {
    event.preventDefault();
    if (text.trim() !== '') store.inject(text);
  };
  return (
    <form class="server-form" onSubmit={submit} data-server-events>
      <div class="field">
        <label for={id}>{words.server.events}</label>
        <textarea
          id={id}
          rows={6}
          value={text}
          placeholder={words.server.eventsHint}
          spellcheck={false}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </div>
      <div class="actions">
        <button type="submit" class="button" disabled={text.trim() === ''}>
          {words.server.add}
        </button>
        {injected !== null && <output>{words.server.added(injected.taken, injected.skipped)}</output>}
      </div>
      <Refusal of={['events.inject']} />
      {injected !== null && injected.errors.length > 0 && (
        <ul class="line-errors">
          {injected.errors.map(({ line, why }, place) => (
            <li key={line}>{words.server.error(whole ? place + 1 : line, why)}</li>
          ))}
        </ul>
      )}
    </form>
  );
};

/** What happens beside the page: the servers' own id, and the events that servers send. A modal dialog, as all sheets. */
export const ServerSide = () => {
  const store = useStore();
  return (
    <Dialog title={words.server.title} kind="server-sheet" onClose={() => store.serverSide(false)}>
      <p class="muted">{words.server.intro}</p>
      <CookieForm />
      <EventsForm />
      <button type="button" class="button" onClick={() => store.serverSide(false)}>
        {words.shortcuts.close}
      </button>
    </Dialog>
  );
};
