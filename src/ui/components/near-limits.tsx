import type { ViewProfile } from '../../messages/view.ts';
import { words } from '../words/en.ts';
import { Cite } from './cite.tsx';

/** The documented limits that a profile has nearly reached, each with its source. */
export const NearLimits = ({ profile, named = false }: { readonly profile: ViewProfile; readonly named?: boolean }) =>
  profile.nearLimits.map(({ name, value, limit, cite }) => (
    <p key={name} class="near-limit">
      <span>
        {named && <b>{profile.label} </b>}
        {words.profiles.limit(name, value, limit)}
      </span>{' '}
      <Cite cite={cite} />
    </p>
  ));
