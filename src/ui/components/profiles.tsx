import type { RefObject } from 'preact';
import { useMemo, useRef, useState } from 'preact/hooks';
import type { ViewProject } from '../../messages/view.ts';
import { parseQuery } from '../filter.ts';
import { shortId } from '../format.ts';
import { keyOf } from '../keyboard.ts';
import { carriedIds } from '../picture/id-kind.ts';
import { profilesFound } from '../profile-filter.ts';
import { remember, remembered } from '../remembered.ts';
import { useStore } from '../use-store.ts';
import { words } from '../words/en.ts';
import { Clusters } from './clusters.tsx';
import { ProfilesTable } from './profiles-table.tsx';

const shapes = ['picture', 'table'] as const;
type Shape = (typeof shapes)[number];

const Summary = ({ project, visitors }: { readonly project: ViewProject; readonly visitors: number }) => {
  const known = project.profiles.filter((profile) => profile.known).length;
  const { signUps } = project;
  return (
    <p class="summary">
      <strong>{words.profiles.summary(visitors, project.profiles.length)}</strong>
      <span> · {words.profiles.known(known)}</span>
      {signUps !== undefined && (
        <span class="sign-ups" title={words.profiles.signUpsHelp}>
          {' '}
          · <strong>{words.profiles.signUps(signUps.called)}</strong>{' '}
          <span class={signUps.delivered < signUps.called ? 'is-short' : ''}>{words.profiles.delivered(signUps.delivered)}</span>{' '}
          <span class={signUps.withHistory < signUps.hadHistory ? 'is-short' : ''}>
            {words.profiles.withHistory(signUps.withHistory, signUps.hadHistory)}
          </span>
        </span>
      )}
      <span> · {words.profiles.events(project.events)}</span>
      {project.fedBy !== null && <span> · {words.profiles.fedBy(project.fedBy.vendorTitle, project.fedBy.project)}</span>}
      {project.duplicates > 0 && <span> · {words.profiles.duplicates(project.duplicates)}</span>}
    </p>
  );
};

type ProjectProps = {
  readonly project: ViewProject;
  readonly as: Shape;
  readonly scroller: RefObject<HTMLElement | null>;
  readonly keyed: boolean;
  readonly onTouched: () => void;
};

const Project = ({ project, as, scroller, keyed, onTouched }: ProjectProps) => {
  const { view, filter } = useStore().state.value;
  const rows = view?.rows;
  const visitors = useMemo(() => carriedIds(rows ?? [], project).anonymous.size, [rows, project]);
  const devices = view?.devices;
  const found = useMemo(
    () => profilesFound(project, parseQuery(filter), { rows: rows ?? [], devices: devices ?? [] }),
    [project, filter, rows, devices],
  );
  const name = `${project.vendorTitle} ${project.project}`;
  return (
    <section class="project" onFocusCapture={onTouched} onPointerDown={onTouched}>
      <header>
        <h2>{project.vendorTitle}</h2>
        <span class="mono muted" title={project.project}>
          {shortId(project.project)}
        </span>
        <Summary project={project} visitors={visitors} />
      </header>
      {found.length === 0 ? (
        <p class="nothing">{words.profiles.noMatch}</p>
      ) : as === 'table' ? (
        <ProfilesTable name={words.profiles.tableName(name)} profiles={found} scroller={scroller} />
      ) : (
        <Clusters project={project} profiles={found} keyed={keyed} />
      )}
    </section>
  );
};

/** Everybody the vendors know, with the ids that make each one person: as a picture or as a table. */
export const Profiles = () => {
  const { view } = useStore().state.value;
  const scroller = useRef<HTMLDivElement>(null);
  const [as, setAs] = useState<Shape>(() => remembered('profiles', shapes, 'picture'));
  const [touched, setTouched] = useState('');
  const projects = view?.projects.filter((project) => project.profiles.length > 0) ?? [];
  const nameOf = (project: ViewProject): string => `${project.vendor} ${project.project}`;
  const keyed = projects.find((project) => nameOf(project) === touched) ?? projects[0];
  const choose = (shape: Shape): void => {
    remember('profiles', shape);
    setAs(shape);
  };
  return (
    <div class="page" ref={scroller}>
      {projects.length === 0 && <p class="nothing">{words.profiles.empty}</p>}
      {projects.length > 0 && (
        <div class="profiles-head">
          <fieldset class="segments">
            <legend class="visually-hidden">{words.picture.shape}</legend>
            {shapes.map((shape) => (
              <button
                key={shape}
                type="button"
                {...(shape === as ? {} : keyOf('profiles-as'))}
                aria-pressed={shape === as}
                title={shape === 'picture' ? words.picture.pictureHelp : words.picture.tableHelp}
                onClick={() => choose(shape)}
              >
                {shape === 'picture' ? words.picture.picture : words.picture.table}
              </button>
            ))}
          </fieldset>
          {as === 'picture' && (
            <ul class="legend" aria-label={words.picture.legend.title}>
              {(['known', 'anonymous', 'other'] as const).map((kind) => (
                <li key={kind}>
                  <i class={`key is-${kind}`} aria-hidden="true" />
                  {words.picture.kind(kind)}
                </li>
              ))}
              <li>
                <i class="key is-merged" aria-hidden="true" />
                {words.picture.legend.merged}
              </li>
              <li>
                <i class="key is-refused" aria-hidden="true" />
                {words.picture.legend.refused}
              </li>
            </ul>
          )}
        </div>
      )}
      {projects.map((project) => (
        <Project
          key={nameOf(project)}
          project={project}
          as={as}
          scroller={scroller}
          keyed={project === keyed}
          onTouched={() => setTouched(nameOf(project))}
        />
      ))}
    </div>
  );
};
