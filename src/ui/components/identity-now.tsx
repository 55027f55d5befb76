import { useState } from 'preact/hooks';
import { keyOf } from '../keyboard.ts';
import { projectOf, vendorTitle } from '../landed-at.ts';
import { useStore } from '../use-store.ts';
import { words } from '../words/en.ts';
import { Icon } from './icon.tsx';
import { IdentityCard } from './identity-card.tsx';
import { Person } from './person.tsx';

/** Who the visitor is for each SDK: cards at the side where there is room, else one line that opens. */
export const IdentityNow = () => {
  const store = useStore();
  const { view } = store.state.value;
  const [open, setOpen] = useState(false);
  const projects = store.projects.value;
  const identities = view?.identities ?? [];
  return (
    <aside class={`identity ${open ? 'is-open' : ''}`} aria-label={words.identity.heading}>
      <button type="button" class="identity-line" {...keyOf('identity-cards')} aria-expanded={open} onClick={() => setOpen(!open)}>
        <Icon name="chevron" />
        <span class="visually-hidden">{open ? words.identity.hide : words.identity.show}</span>
        {identities.length === 0 && <span class="muted">{words.identity.none}</span>}
        {identities.map((identity) => {
          const id = identity.ids.knownId ?? identity.ids.anonymousId;
          return (
            <span class="identity-brief" key={`${identity.vendor} ${identity.project} ${identity.instance} ${identity.device}`}>
              <span>{vendorTitle(projects, identity.vendor)}</span>{' '}
              {id === null ? (
                <span class="muted">{words.identity.nobody}</span>
              ) : (
                <Person label={id} known={identity.ids.knownId !== null} />
              )}
            </span>
          );
        })}
      </button>
      <div class="cards">
        <h2 class="cards-heading">{words.identity.heading}</h2>
        {identities.length === 0 && <p class="muted nothing-yet">{words.identity.none}</p>}
        {identities.map((identity) => (
          <IdentityCard
            key={`${identity.vendor} ${identity.project} ${identity.instance} ${identity.device}`}
            identity={identity}
            project={projectOf(projects, identity.vendor, identity.project)}
          />
        ))}
      </div>
    </aside>
  );
};
