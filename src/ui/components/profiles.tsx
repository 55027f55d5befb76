import { useMemo, useState } from 'preact/hooks';
import type { ViewProfile, ViewProject, ViewRow } from '../../messages/view.ts';
import { count, pagePath, shortId, shortTime } from '../format.ts';
import { personOf } from '../palette.ts';
import { useStore } from '../use-store.ts';
import { words } from '../words/en.ts';
import { Cite } from './cite.tsx';
import { JumpButton } from './jump-button.tsx';
import { Person } from './person.tsx';

/** Ids shown of a profile before the rest is folded away. */
const idsUnfolded = 8;

/** Profiles drawn of a project at first, and more with each press: thousands of visitors must not become thousands of rows. */
const profilesDrawn = 50;

const FoldedIds = ({ ids }: { readonly ids: readonly string[] }) => {
  const [open, setOpen] = useState(false);
  const shown = open ? ids : ids.slice(0, idsUnfolded);
  return (
    <ul class="id-list mono">
      {shown.map((id) => (
        <li key={id} title={id}>
          {shortId(id)}
        </li>
      ))}
      {ids.length > idsUnfolded && (
        <li>
          <button type="button" class="link" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? words.profiles.fewer : words.profiles.more(ids.length - idsUnfolded)}
          </button>
        </li>
      )}
    </ul>
  );
};

const FirstTouch = ({ touch }: { readonly touch: ViewProfile['firstTouch'] }) => {
  if (touch === null) return <span class="muted">{words.profiles.noTouch}</span>;
  const campaign = Object.entries(touch.utm ?? {});
  return (
    <div class="touch">
      <span>
        {touch.name} {touch.at !== null && <time class="mono muted">{shortTime(touch.at)}</time>}
      </span>
      {touch.url !== undefined && (
        <span class="mono" title={touch.url}>
          {pagePath(touch.url)}
        </span>
      )}
      {touch.referrer !== undefined && touch.referrer !== '' && (
        <span title={touch.referrer}>
          {words.profiles.referrer} <span class="mono">{touch.referrer}</span>
        </span>
      )}
      {campaign.map(([name, value]) => (
        <span key={name} class="mono">
          {name}={value}
        </span>
      ))}
    </div>
  );
};

const MergedBy = ({ notes }: { readonly notes: ViewProfile['mergedBy'] }) => {
  if (notes.length === 0) return <span class="muted">{words.profiles.notMerged}</span>;
  return (
    <ul class="merges">
      {notes.map((note) => (
        <li key={note.event}>
          {note.key === null ? words.profiles.event(note.event) : <JumpButton to={note.key}>{words.profiles.event(note.event)}</JumpButton>}{' '}
          <span class="muted mono">{note.ids.map((id) => shortId(personOf(id))).join(' + ')}</span>
        </li>
      ))}
    </ul>
  );
};

const ProfileRow = ({ profile }: { readonly profile: ViewProfile }) => {
  const store = useStore();
  const show = (): void => {
    store.filter(profile.label);
    store.choose('timeline');
  };
  return (
    <tr data-profile={profile.label}>
      <th scope="row">
        <button type="button" class="plain" title={words.profiles.show(profile.label)} onClick={show}>
          <Person label={profile.label} known={profile.known} />
        </button>
      </th>
      <td>
        <FoldedIds ids={profile.ids} />
        {profile.nearLimits.map(({ name, value, limit, cite }) => (
          <p key={name} class="near-limit">
            <span>{words.profiles.limit(name, value, limit)}</span> <Cite cite={cite} />
          </p>
        ))}
      </td>
      <td class="number">{count(profile.events)}</td>
      <td>
        <FirstTouch touch={profile.firstTouch} />
      </td>
      <td>
        <MergedBy notes={profile.mergedBy} />
      </td>
    </tr>
  );
};

/** Anonymous ids seen in a project: the visitors whose events its people are made of. */
const visitorsOf = (rows: readonly ViewRow[], project: ViewProject): number => {
  const ids = new Set<string>();
  for (const row of rows) {
    if (row.slot === null || row.vendor !== project.vendor || row.project !== project.project) continue;
    if (row.ids !== null && row.ids.anonymousId !== null) ids.add(row.ids.anonymousId);
  }
  return ids.size;
};

const Project = ({ project }: { readonly project: ViewProject }) => {
  const { columns } = words.profiles;
  const [limit, setLimit] = useState(profilesDrawn);
  const rows = useStore().state.value.view?.rows;
  const visitors = useMemo(() => visitorsOf(rows ?? [], project), [rows, project]);
  const known = project.profiles.filter((profile) => profile.known).length;
  return (
    <section class="project">
      <header>
        <h2>{project.vendorTitle}</h2>
        <span class="mono muted" title={project.project}>
          {shortId(project.project)}
        </span>
        <p class="summary">
          <strong>{words.profiles.summary(visitors, project.profiles.length)}</strong>
          <span> · {words.profiles.known(known)}</span>
          <span> · {words.profiles.events(project.events)}</span>
          {project.fedBy !== null && <span> · {words.profiles.fedBy(project.fedBy.vendorTitle, project.fedBy.project)}</span>}
          {project.duplicates > 0 && <span> · {words.profiles.duplicates(project.duplicates)}</span>}
        </p>
      </header>
      <table class="profiles">
        <thead>
          <tr>
            <th scope="col">{columns.profile}</th>
            <th scope="col">{columns.ids}</th>
            <th scope="col" class="number">
              {columns.events}
            </th>
            <th scope="col">{columns.first}</th>
            <th scope="col">{columns.merged}</th>
          </tr>
        </thead>
        <tbody>
          {project.profiles.slice(0, limit).map((profile) => (
            <ProfileRow key={profile.id} profile={profile} />
          ))}
        </tbody>
      </table>
      {project.profiles.length > limit && (
        <button type="button" class="link more" onClick={() => setLimit(limit + profilesDrawn)}>
          {words.profiles.more(project.profiles.length - limit)}
        </button>
      )}
    </section>
  );
};

/** Everybody the vendors know, with the ids that make each one person. */
export const Profiles = () => {
  const { view } = useStore().state.value;
  const projects = view?.projects.filter((project) => project.profiles.length > 0) ?? [];
  return (
    <div class="page">
      {projects.length === 0 && <p class="nothing">{words.profiles.empty}</p>}
      {projects.map((project) => (
        <Project key={`${project.vendor} ${project.project}`} project={project} />
      ))}
    </div>
  );
};
