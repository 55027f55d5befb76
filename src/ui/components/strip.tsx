import type { View, ViewStrip } from '../../messages/view.ts';
import { shortTime } from '../format.ts';
import { vendorTitle } from '../landed-at.ts';
import type { Store } from '../store.ts';
import { verdictTicket } from '../ticket.ts';
import { useStore } from '../use-store.ts';
import { words } from '../words/en.ts';
import { CopyButton } from './copy-button.tsx';
import { JumpButton } from './jump-button.tsx';
import { Person } from './person.tsx';
import { SignalButtons } from './signal-buttons.tsx';

const severities = ['error', 'warning', 'info'] as const;

const Thinks = ({ strip }: { readonly strip: ViewStrip | null }) => {
  const projects = useStore().projects.value;
  const thinks = strip?.thinks ?? null;
  if (strip === null || thinks === null) return <p class="thinks is-unknown">{words.strip.unknown}</p>;
  return (
    <p class="thinks">
      <span>{words.strip.thinks} </span>
      {!thinks.known && <span>{words.strip.anonymous} </span>}
      <Person label={thinks.label} known={thinks.known} />
      {strip.others.map((other) => (
        <span class="disagrees" key={`${other.vendor} ${other.project}`}>
          <span>{words.strip.disagrees(vendorTitle(projects, other.vendor))} </span>
          <Person label={other.label} known={other.known} />
        </span>
      ))}
    </p>
  );
};

const Changed = ({ changed }: { readonly changed: ViewStrip['changed'] }) => (
  <div class="fact is-changed">
    <dt>{words.strip.changed}</dt>
    <dd>
      {changed === null && <span class="muted">{words.strip.nothingChanged}</span>}
      {changed !== null && <time class="mono muted">{shortTime(changed.at)} </time>}
      {changed !== null && (changed.key === null ? <span>{changed.text}</span> : <JumpButton to={changed.key}>{changed.text}</JumpButton>)}
    </dd>
  </div>
);

const Logout = ({ logout }: { readonly logout: ViewStrip['logout'] }) => {
  const state = <strong class={`logout is-${logout.state}`}>{words.strip.logoutState(logout.state)}</strong>;
  return (
    <div class="fact" title={logout.why}>
      <dt>{words.strip.logout}</dt>
      <dd data-logout={logout.state}>{logout.key === null ? state : <JumpButton to={logout.key}>{state}</JumpButton>}</dd>
    </div>
  );
};

const Counts = ({ store, counts }: { readonly store: Store; readonly counts: ViewStrip['counts'] }) => {
  const present = severities.filter((severity) => counts[severity] > 0);
  return (
    <div class={`fact ${present.length > 0 ? 'is-counted' : ''}`}>
      <dt>{words.strip.findings}</dt>
      <dd>
        {present.length === 0 && <span class="muted">{words.strip.none}</span>}
        {present.length > 0 && (
          <button type="button" class="counts" onClick={() => store.choose('findings')}>
            {present.map((severity) => (
              <span key={severity} class={`severity is-${severity}`}>
                {words.strip.counts[severity](counts[severity])}
              </span>
            ))}
          </button>
        )}
      </dd>
    </div>
  );
};

const announced = ({ strip }: View): string => {
  const { thinks, logout, counts } = strip;
  const who = thinks === null ? words.strip.unknown : thinks.known ? thinks.label : words.strip.anonymous;
  const present = severities.filter((severity) => counts[severity] > 0).map((severity) => words.strip.counts[severity](counts[severity]));
  return words.strip.announce(who, words.strip.logoutState(logout.state), present.join(', ') || words.strip.none);
};

const noCounts = { error: 0, warning: 0, info: 0 };
const notTried = { state: 'not-tried', why: '', key: null } as const;

/** Who the page thinks you are, what changed, whether the logout was clean: above every view. */
export const Strip = () => {
  const store = useStore();
  const { view } = store.state.value;
  const strip = view?.strip ?? null;
  return (
    <section class="strip" aria-label={words.strip.region}>
      <Thinks strip={strip} />
      <dl class="facts">
        <Logout logout={strip?.logout ?? notTried} />
        <Counts store={store} counts={strip?.counts ?? noCounts} />
        <Changed changed={strip?.changed ?? null} />
      </dl>
      <div class="strip-tools">
        <SignalButtons />
        {view !== null && view.rows.length > 0 && (
          <CopyButton keyed="copy-ticket" label={words.tools.copyTicket} text={() => verdictTicket(view)} />
        )}
      </div>
      <p class="visually-hidden" role="status" aria-live="polite">
        {view === null ? '' : announced(view)}
      </p>
    </section>
  );
};
