import type { ComponentChildren } from 'preact';
import { useId, useState } from 'preact/hooks';
import type { Change } from '../../messages/copy.ts';
import type { ViewProject, ViewRow } from '../../messages/view.ts';
import { rowName } from '../row-name.ts';
import type { Store } from '../store.ts';
import type { Trial } from '../trial.ts';
import { useStore } from '../use-store.ts';
import { words } from '../words/en.ts';
import { FileButton } from './file-button.tsx';

const t = words.whatIf;

/** Rows that a place is chosen from: any other is selected in the timeline first. */
const mostPlaces = 60;
const identityCalls = /^(identify|reset|alias|login|logout|user\.|setUserId|page$)/;

const kinds = ['reset', 'identify', 'call', 'event'] as const;
type Kind = (typeof kinds)[number];

/** Where something is worth trying: log-ins, log-outs, calls that make identity, and what is selected. */
const placesIn = (rows: readonly ViewRow[], selected: string | null): readonly ViewRow[] => {
  const worth = rows.filter((row) => row.kind === 'signal' || (row.kind === 'call' && identityCalls.test(row.title))).slice(-mostPlaces);
  const own = rows.find(({ key }) => key === selected);
  return own === undefined || worth.includes(own) ? worth : [own, ...worth];
};

type FieldProps = { readonly label: string; readonly wide?: boolean; readonly children: (id: string) => ComponentChildren };

const Field = ({ label, wide = false, children }: FieldProps) => {
  const id = useId();
  return (
    <div class={wide ? 'field is-wide' : 'field'}>
      <label for={id}>{label}</label>
      {children(id)}
    </div>
  );
};

const textOf = (kind: Kind, text: string): string => {
  if (kind === 'reset') return 'reset()';
  return kind === 'identify' ? `identify(${JSON.stringify(text.trim())})` : text.trim();
};

/** Projects of their own: what others feed is computed. */
const ownProjects = (projects: readonly ViewProject[]): readonly ViewProject[] => projects.filter(({ fedBy }) => fedBy === null);

const nameOf = ({ vendor, project }: ViewProject): string => JSON.stringify([vendor, project]);

/** Adds a call or a server event to the copy, at a row. */
export const WhatIfAdd = () => {
  const store = useStore();
  const { view, selected } = store.state.value;
  const projects = ownProjects(store.projects.value);
  const places = placesIn(view?.rows ?? [], selected);
  const [kind, setKind] = useState<Kind>('reset');
  const [text, setText] = useState('');
  const [row, setRow] = useState<string | null>(null);
  const [behind, setBehind] = useState(true);
  const [named, setNamed] = useState<string | null>(null);
  if (places.length === 0 || projects.length === 0) return <p class="muted">{t.noRows}</p>;

  const place = places.find(({ key }) => key === row) ?? places.find(({ key }) => key === selected) ?? places.at(-1);
  const own = projects.find(({ vendor, project }) => vendor === place?.vendor && project === place.project);
  const project = projects.find((one) => nameOf(one) === named) ?? own ?? projects[0];
  const ready = kind === 'reset' || text.trim() !== '';

  const submit = (event: Event): void => {
    event.preventDefault();
    if (!ready || place === undefined || project === undefined) return;
    const of = { vendor: project.vendor, project: project.project };
    const common = { of, place: { row: place.key, behind }, text: textOf(kind, text) };
    store.trial.add(kind === 'event' ? { kind: 'event', ...common } : { kind: 'call', ...common });
  };

  return (
    <form class="add-change" onSubmit={submit} data-add-change>
      <Field label={t.what}>
        {(id) => (
          <select id={id} value={kind} data-kind onChange={(event) => setKind(event.currentTarget.value as Kind)}>
            {kinds.map((one) => (
              <option key={one} value={one}>
                {t.kinds[one]}
              </option>
            ))}
          </select>
        )}
      </Field>
      {kind === 'identify' && (
        <Field label={t.userId}>
          {(id) => (
            <input id={id} value={text} spellcheck={false} autocomplete="off" onInput={(event) => setText(event.currentTarget.value)} />
          )}
        </Field>
      )}
      {(kind === 'call' || kind === 'event') && (
        <Field label={t[kind]} wide>
          {(id) => (
            <textarea
              id={id}
              rows={kind === 'event' ? 3 : 1}
              value={text}
              placeholder={kind === 'call' ? t.callHint : words.server.eventsHint}
              spellcheck={false}
              onInput={(event) => setText(event.currentTarget.value)}
            />
          )}
        </Field>
      )}
      <Field label={t.where}>
        {(id) => (
          <select
            id={id}
            value={behind ? 'after' : 'before'}
            data-where
            onChange={(event) => setBehind(event.currentTarget.value === 'after')}
          >
            <option value="before">{t.before}</option>
            <option value="after">{t.after}</option>
          </select>
        )}
      </Field>
      <Field label={t.row}>
        {(id) => (
          <select id={id} value={place?.key ?? ''} data-place onChange={(event) => setRow(event.currentTarget.value)}>
            {places.map((one) => (
              <option key={one.key} value={one.key}>
                {one.key === selected ? t.selected(rowName(one)) : rowName(one)}
              </option>
            ))}
          </select>
        )}
      </Field>
      {projects.length > 1 && (
        <Field label={t.project}>
          {(id) => (
            <select
              id={id}
              value={project === undefined ? '' : nameOf(project)}
              data-for
              onChange={(event) => setNamed(event.currentTarget.value)}
            >
              {projects.map((one) => (
                <option key={nameOf(one)} value={nameOf(one)}>
                  {one.vendorTitle}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      <button type="submit" class="button" disabled={!ready}>
        {t.addIt}
      </button>
    </form>
  );
};

const isModelOf = (change: Change, { vendor, project }: ViewProject): boolean =>
  change.kind === 'model' && change.of.vendor === vendor && change.of.project === project;

/** The rules that the session uses are no change. */
const tryModel = ({ state, add, remove }: Trial, project: ViewProject, model: string): void => {
  const place = state.peek().changes.findIndex((change) => isModelOf(change, project));
  if (model !== project.model) add({ kind: 'model', of: { vendor: project.vendor, project: project.project }, model });
  else if (place >= 0) remove(place);
};

const addRecording = async ({ importing, trial }: Store, files: readonly File[]): Promise<void> => {
  const file = await importing.read(files);
  if (file !== null) trial.add({ kind: 'recording', ...file });
};

/** Other merge rules, for projects that have a choice. */
export const WhatIfModels = () => {
  const store = useStore();
  const { changes } = store.trial.state.value;
  const projects = ownProjects(store.projects.value).filter(({ choices }) => choices.length > 1);
  const tried = (project: ViewProject): string | null => {
    const found = changes.find((change) => isModelOf(change, project));
    return found?.kind === 'model' ? found.model : null;
  };
  return (
    <>
      {projects.map((project) => (
        <Field key={nameOf(project)} label={t.modelOf(project.vendorTitle)}>
          {(id) => (
            <select
              id={id}
              value={tried(project) ?? project.model ?? ''}
              data-try-model={project.vendor}
              onChange={(event) => tryModel(store.trial, project, event.currentTarget.value)}
            >
              {project.choices.map((choice) => (
                <option key={choice.id} value={choice.id}>
                  {choice.id === project.model ? t.asIs(choice.title) : choice.title}
                </option>
              ))}
            </select>
          )}
        </Field>
      ))}
      <div class="field is-bottom">
        <FileButton name="what-if" label={t.recording} help={t.recordingHelp} onFiles={(files) => void addRecording(store, files)} />
      </div>
    </>
  );
};
