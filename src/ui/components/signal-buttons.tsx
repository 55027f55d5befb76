import type { AuthSignal } from '../../core/observation.ts';
import { keyOf } from '../keyboard.ts';
import { useStore } from '../use-store.ts';
import { words } from '../words/en.ts';

const buttons: readonly { readonly signal: AuthSignal; readonly label: string; readonly help: string }[] = [
  { signal: 'login', label: words.signals.login, help: words.signals.loginHelp },
  { signal: 'logout', label: words.signals.logout, help: words.signals.logoutHelp },
  { signal: 'expiry', label: words.signals.expiry, help: words.signals.expiryHelp },
];

/** The tester's own word on a login, a logout or an expired session. */
export const SignalButtons = () => {
  const store = useStore();
  const { connection } = store.state.value;
  return (
    <fieldset class="signals" disabled={connection !== 'open'}>
      <legend class="visually-hidden">{words.signals.group}</legend>
      {buttons.map(({ signal, label, help }) => (
        <button
          key={signal}
          type="button"
          class="button"
          title={help}
          data-signal={signal}
          {...keyOf(signal)}
          onClick={() => store.tell(signal)}
        >
          {label}
        </button>
      ))}
    </fieldset>
  );
};
