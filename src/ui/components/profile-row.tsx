import type { ViewProfile } from '../../messages/view.ts';
import { count, shortId, shortTime } from '../format.ts';
import { personOf } from '../palette.ts';
import { shownUnfolded, touchPage } from '../profile-lines.ts';
import { useStore } from '../use-store.ts';
import { words } from '../words/en.ts';
import { JumpButton } from './jump-button.tsx';
import { NearLimits } from './near-limits.tsx';
import { Person } from './person.tsx';

type FoldProps = { readonly hidden: number; readonly open: boolean; readonly toggle: () => void };

const Fold = ({ hidden, open, toggle }: FoldProps) => (
  <li>
    <button type="button" class="link" aria-expanded={open} onClick={toggle}>
      {open ? words.profiles.fewer : words.profiles.more(hidden)}
    </button>
  </li>
);

type ListProps = { readonly profile: ViewProfile; readonly unfolded: boolean; readonly toggle: () => void };

const Ids = ({ profile: { ids }, unfolded, toggle }: ListProps) => (
  <ul class="id-list mono">
    {(unfolded ? ids : ids.slice(0, shownUnfolded)).map((id) => (
      <li key={id} title={id}>
        {shortId(id)}
      </li>
    ))}
    {ids.length > shownUnfolded && <Fold hidden={ids.length - shownUnfolded} open={unfolded} toggle={toggle} />}
  </ul>
);

const MergedBy = ({ profile: { mergedBy }, unfolded, toggle }: ListProps) => {
  if (mergedBy.length === 0) return <span class="muted">{words.profiles.notMerged}</span>;
  return (
    <ul class="merges">
      {(unfolded ? mergedBy : mergedBy.slice(0, shownUnfolded)).map((note) => (
        <li key={note.event} title={note.rule}>
          {note.key === null ? words.profiles.event(note.event) : <JumpButton to={note.key}>{words.profiles.event(note.event)}</JumpButton>}{' '}
          <span class="muted mono">{note.ids.map((id) => shortId(personOf(id))).join(' + ')}</span>
        </li>
      ))}
      {mergedBy.length > shownUnfolded && <Fold hidden={mergedBy.length - shownUnfolded} open={unfolded} toggle={toggle} />}
    </ul>
  );
};

const FirstTouch = ({ touch }: { readonly touch: ViewProfile['firstTouch'] }) => {
  if (touch === null) return <span class="muted">{words.profiles.noTouch}</span>;
  const page = touchPage(touch);
  const utm = Object.entries(touch.utm ?? {});
  return (
    <div class="touch">
      <span>
        {touch.name} {touch.at !== null && <time class="mono muted">{shortTime(touch.at)}</time>}
      </span>
      {page !== null && (
        <span title={touch.url}>
          {words.profiles.page} <span class="mono">{page}</span>
        </span>
      )}
      {touch.referrer !== undefined && touch.referrer !== '' && (
        <span title={touch.referrer}>
          {words.profiles.referrer} <span class="mono">{touch.referrer}</span>
        </span>
      )}
      {utm.length > 0 && (
        <span title={utm.map(([name, value]) => `${name}=${value}`).join('\n')}>
          {words.profiles.campaign} <span class="mono">{utm.map(([, value]) => value).join(' / ')}</span>
        </span>
      )}
    </div>
  );
};

export type ProfileRowProps = ListProps & { readonly place: number };

/** One profile as a row of the height that profile-lines.ts says: who, ids, events, first touch, merging events. */
export const ProfileRow = ({ profile, unfolded, toggle, place }: ProfileRowProps) => {
  const store = useStore();
  const show = (): void => {
    store.filter(profile.label);
    store.choose('timeline');
  };
  return (
    <tr data-profile={profile.label} aria-rowindex={place + 2}>
      <th scope="row">
        <button type="button" class="plain" title={words.profiles.show(profile.label)} onClick={show}>
          <Person label={profile.label} known={profile.known} />
        </button>
      </th>
      <td class="profile-ids">
        <Ids profile={profile} unfolded={unfolded} toggle={toggle} />
        <NearLimits profile={profile} />
      </td>
      <td class="number">{count(profile.events)}</td>
      <td>
        <FirstTouch touch={profile.firstTouch} />
      </td>
      <td class="merged-by">
        <MergedBy profile={profile} unfolded={unfolded} toggle={toggle} />
      </td>
    </tr>
  );
};
